import type { BookingRow } from '@doorstep/contract/bookings/views'
import { go } from '../../platform/navigation/navigate'
import { Card } from '../../ui/layout/card'
import { Icon } from '../../ui/display/icon'
import { ListRow } from '../../ui/display/list-row'

/** Renders 我的预约: the next booking, and the way to the rest. */
export function MyBookings({ rows }: { rows: readonly BookingRow[] | undefined }) {
  const first = rows?.[0]
  const line = first ? `${first.serviceName} · ${first.next}` : rows ? '现在没有要去的预约' : '看约好的、候补的和以前的'
  return (
    <Card>
      <ListRow
        lead={<Icon name="calendar" />}
        title={rows && rows.length > 0 ? `我的预约 ${rows.length}` : '我的预约'}
        line={line}
        chevron
        onTap={() => go('bookings/list')}
      />
    </Card>
  )
}
