import type { RequestRow as Request } from '@doorstep/contract/requests/views'
import { stateWords } from '@doorstep/contract/requests/words'
import { useNow } from '../platform/api/now'
import { go } from '../platform/navigation/navigate'
import { Chip } from '../ui/display/chip'
import { ListRow } from '../ui/display/list-row'
import { isOverdue, nextSays } from './request-next'

/** Renders one of the resident's requests in a list: what, the next step in words, the state. */
export function RequestRow({ row }: { row: Request }) {
  const now = useNow()
  const { name, tone } = stateWords[row.state]
  const [next, late] = [nextSays(row, now), isOverdue(row, now)]
  const state = late ? '已超时' : name
  return (
    <ListRow
      title={row.title}
      line={row.organisation ? `${row.organisation} · ${next}` : next}
      end={<Chip tone={late ? 'danger' : tone}>{state}</Chip>}
      onTap={() => go('requests/detail', { id: row.id })}
    />
  )
}
