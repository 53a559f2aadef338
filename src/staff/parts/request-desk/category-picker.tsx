import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useRead } from '../../../platform/api/query'
import type { Draft } from '../../../platform/sending/drafts'
import { PickerRow } from '../../../ui/input/picker-row'
import type { ActDraft } from './acts'

interface CategoryChoiceProps {
  of: RequestDetail
  label: string
  /** What is said before the rule of the category chosen. */
  help: string
  /** The code chosen, empty for none. */
  value: string
  onPick: (code: string) => void
  error: string | undefined
  /** Whether the category it has is no choice. */
  another?: boolean
}

/** Renders the choice of a category of the request's kind, without emergencies, and the rule of the one chosen. */
export function CategoryChoice({ of: r, label, help, value: code, onPick, error, another = false }: CategoryChoiceProps) {
  const { value, problem } = useRead('GET /v1/categories', {})
  const options = (value?.rows ?? []).filter(
    ({ kinds, emergency, name }) => kinds.includes(r.kind) && emergency === null && !(another && name === r.categoryName),
  )
  const chosen = options.find((one) => one.code === code)
  const none = value !== undefined && options.length === 0 ? '没有别的类别可以改' : undefined
  return (
    <PickerRow
      label={label}
      help={[help, chosen && `时限：${chosen.rule}`].filter(Boolean).join('；')}
      options={options.map(({ name }) => name)}
      value={chosen?.name}
      onPick={(index) => onPick(options[index]?.code ?? '')}
      error={error ?? problem?.detail ?? none}
    />
  )
}

/** Renders the choice of another category (改类别). */
export const CategoryPicker = ({ of: r, draft, error }: { of: RequestDetail; draft: Draft<ActDraft>; error: string | undefined }) => (
  <CategoryChoice
    of={r}
    label="改到哪一类"
    help={`现在是“${r.categoryName}”`}
    value={draft.values.category}
    onPick={(category) => draft.set({ category })}
    error={error}
    another
  />
)
