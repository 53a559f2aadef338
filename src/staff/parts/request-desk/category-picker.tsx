import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useRead } from '../../../platform/api/query'
import type { Draft } from '../../../platform/sending/drafts'
import { PickerRow } from '../../../ui/input/picker-row'
import type { ActDraft } from './acts'

interface CategoryPickerProps {
  of: RequestDetail
  draft: Draft<ActDraft>
  error: string | undefined
}

/** Renders the choice of another category (改类别): those of the request's kind, without emergencies and the one it has. */
export function CategoryPicker({ of: r, draft, error }: CategoryPickerProps) {
  const { value, problem } = useRead('GET /v1/categories', {})
  const options = (value?.rows ?? []).filter(
    ({ kinds, emergency, name }) => kinds.includes(r.kind) && emergency === null && name !== r.categoryName,
  )
  const chosen = options.find(({ code }) => code === draft.values.category)
  const none = value !== undefined && options.length === 0 ? '没有别的类别可以改' : undefined
  return (
    <PickerRow
      label="改到哪一类"
      help={`现在是“${r.categoryName}”${chosen === undefined ? '' : `；新的类别：${chosen.rule}`}`}
      options={options.map(({ name }) => name)}
      value={chosen?.name}
      onPick={(index) => draft.set({ category: options[index]?.code ?? '' })}
      error={error ?? problem?.detail ?? none}
    />
  )
}
