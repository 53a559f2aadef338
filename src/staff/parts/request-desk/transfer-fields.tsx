import { transfers } from '@doorstep/contract/requests/words'
import type { Draft } from '../../../platform/sending/drafts'
import { Choice } from '../../../ui/input/choice'
import { Field } from '../../../ui/input/field'
import type { ActDraft } from './acts'

interface FieldProps {
  draft: Draft<ActDraft>
  error: string | undefined
}

const options = (Object.keys(transfers) as (keyof typeof transfers)[]).map((value) => ({
  value,
  label: transfers[value].name,
  help: transfers[value].route,
}))

/** Renders the choice of where a request goes (转其他渠道). */
export const Target = ({ draft, error }: FieldProps) => (
  <Choice
    label="转到哪里"
    help="有人受伤或者正有危险的，先打 110、119 或 120，再在这里记"
    options={options}
    value={draft.values.target === '' ? undefined : draft.values.target}
    onChange={(target) => draft.set({ target, route: '' })}
    error={error}
  />
)

/** Renders the number a request has where it goes. */
export const Reference = ({ draft, error }: FieldProps) => (
  <Field
    label="那边的编号"
    optional
    help="居民看得到，凭它去问进展"
    max={60}
    initial={draft.values.reference}
    onText={(reference) => draft.note({ reference })}
    error={error}
  />
)
