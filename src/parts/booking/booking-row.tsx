import { bookingStateWords } from '@doorstep/contract/bookings/words'
import type { BookingRow as Row } from '@doorstep/contract/bookings/views'
import { useElder } from '../../platform/device/elder'
import { go } from '../../platform/navigation/navigate'
import { Chip } from '../../ui/display/chip'
import { span } from '../../ui/format'
import { ListRow } from '../../ui/display/list-row'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'

/** Returns what is booked, and for whom when that is not the booker: `老年人健康体检（替王秀兰约）`, `会议室（用好再来便利店的名义）`. */
export const bookingTitle = ({ serviceName, forName, asOrganisation }: Pick<Row, 'serviceName' | 'forName' | 'asOrganisation'>) =>
  forName === null ? serviceName : asOrganisation ? `${serviceName}（用${forName}的名义）` : `${serviceName}（替${forName}约）`

/** Renders one of the resident's bookings in a list: what, when, where, the next step and the state. */
export function BookingRow({ row }: { row: Row }) {
  const { elder } = useElder()
  const { name, tone } = bookingStateWords[row.state]
  const when = span(row.startsAt, row.endsAt)
  const title = bookingTitle(row)
  const state = <Chip tone={tone}>{name}</Chip>
  // One text node of three lines: a page of twenty rows has to stay light in WeChat.
  const lines = [when, row.way === 'home' ? '' : row.place, row.next].filter(Boolean).join('\n')
  return (
    <ListRow
      title={title}
      line={
        <>
          {elder && (
            <Stack across gap={8}>
              {state}
            </Stack>
          )}
          <Words size={15} tone="second" asWritten>
            {lines}
          </Words>
        </>
      }
      end={!elder && state}
      onTap={() => go('bookings/detail', { id: row.id })}
    />
  )
}
