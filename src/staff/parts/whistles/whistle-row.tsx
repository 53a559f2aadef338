import { callStateWords, whistleStateWords } from '@doorstep/contract/whistles/words'
import type { WhistleRow as Row } from '@doorstep/contract/whistles/views'
import { go } from '../../../platform/navigation/navigate'
import { Chip } from '../../../ui/display/chip'
import { ListRow } from '../../../ui/display/list-row'
import { dueChip } from '../due-chip'

const unitWords = ({ units, state }: Row) =>
  units.map(({ name, state: of }) => (of === null || state !== 'open' ? name : `${name}${callStateWords[of].name}`)).join('、')

/** Renders a whistle in a list: where, which units, and the time left. */
export function WhistleRow({ of: row, now, opens = true }: { of: Row; now: number; opens?: boolean }) {
  const { name, tone } = whistleStateWords[row.state]
  return (
    <ListRow
      title={row.place}
      line={`${unitWords(row)} · ${row.purpose}`}
      end={row.dueAt === null || row.state !== 'open' ? <Chip tone={tone}>{name}</Chip> : dueChip(row.dueAt, now)}
      {...(opens && { onTap: () => void go('staff/whistles/detail', { id: row.id }) })}
      also={row.dueAt === null ? undefined : name}
    />
  )
}
