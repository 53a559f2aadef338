import type { RequestRow } from '@doorstep/contract/requests'
import { stateWords } from '@doorstep/contract/requests'
import { go } from '../../platform/navigate'
import { Chip } from '../../ui/chip'
import { ListRow } from '../../ui/list-row'

/** One case in a list: what, the next step in words, the state. */
export function CaseRow({ row }: { row: RequestRow }) {
  const { name, tone } = stateWords[row.state]
  return (
    <ListRow
      title={row.title}
      line={row.next}
      end={<Chip tone={row.overdue ? 'danger' : tone}>{row.overdue ? '已超时' : name}</Chip>}
      onTap={() => go('requests/detail', { id: row.id })}
      label={`${row.title},${row.overdue ? '已超时' : name},${row.next}`}
    />
  )
}
