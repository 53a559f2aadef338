import type { BookingRow as Booking } from '@doorstep/contract/bookings/views'
import { go } from '../../platform/navigation/navigate'
import { BookingRow } from '../../parts/booking/booking-row'
import { Card } from '../../ui/layout/card'
import { Icon } from '../../ui/display/icon'
import { ListRow } from '../../ui/display/list-row'

/** Renders 我的预约: the next booking, and the way to the rest. */
export function MyBookings({ rows }: { rows: readonly Booking[] | undefined }) {
  const first = rows?.[0]
  const toList = () => go('bookings/list')
  if (rows && first)
    return (
      <Card title="我的预约" more={{ text: `全部 ${rows.length}`, onTap: toList }}>
        <BookingRow row={first} />
      </Card>
    )
  return (
    <Card>
      <ListRow
        lead={<Icon name="calendar" />}
        title="我的预约"
        line={rows ? '现在没有要去的预约' : '看约好的、候补的和以前的'}
        chevron
        onTap={toList}
      />
    </Card>
  )
}
