import type { RequestRow as Request } from '@doorstep/contract/requests/views'
import { stateWords } from '@doorstep/contract/requests/words'
import { go } from '../platform/navigation/navigate'
import { Chip } from '../ui/display/chip'
import { ListRow } from '../ui/display/list-row'

/** Renders one of the resident's requests in a list: what, the next step in words, the state. */
export function RequestRow({ row }: { row: Request }) {
  const { name, tone } = stateWords[row.state]
  const state = row.overdue ? '已超时' : name
  return (
    <ListRow
      title={row.title}
      line={row.next}
      end={<Chip tone={row.overdue ? 'danger' : tone}>{state}</Chip>}
      onTap={() => go('requests/detail', { id: row.id })}
      label={`${row.title}，${state}，${row.next}`}
    />
  )
}
