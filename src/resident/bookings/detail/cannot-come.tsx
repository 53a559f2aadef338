import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { lateCancelMeans } from '@doorstep/contract/bookings/words'
import { callPhone } from '../../../platform/device/call'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { moment } from '../../../ui/format'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { cancelSays } from '../../../parts/booking/cancel-says'
import type { Ways } from '../parts/ways'

/** Renders until when the booker can cancel or move; after that, why not, and whom to call. */
export function Change({ of: b, ways, cancel }: { of: BookingDetail; ways: Ways; cancel: () => void }) {
  const number = b.phone || b.venue.phone
  if (ways.late)
    return (
      <Card title="来不了了怎么办">
        <Stack>
          <Words size={15} tone="second">
            时间已经开始，不能自己取消或改时间了。来不了请打个电话：工作人员帮您取消，就不算您没有来。
          </Words>
          <Button block icon="phone" label={`打电话 ${number}，给${b.venue.name}说明`} onTap={() => callPhone(number)}>
            {`打电话 ${number}`}
          </Button>
        </Stack>
      </Card>
    )
  if (!ways.cancel) return null
  if (ways.lateCancel)
    return (
      <Card title="来不了了怎么办">
        <Stack>
          <Words size={15} tone="second">
            {`${b.cancelUntil === null ? '离开始太近' : `过了 ${moment(b.cancelUntil)}`}，不能自己改时间了。现在取消，${lateCancelMeans}；要改时间请打电话。`}
          </Words>
          <Stack gap={8}>
            <Button block onTap={cancel}>
              来不了了
            </Button>
            <Button block icon="phone" label={`打电话 ${number}，给${b.venue.name}说明`} onTap={() => callPhone(number)}>
              {`打电话 ${number}`}
            </Button>
          </Stack>
        </Stack>
      </Card>
    )
  return (
    <Stack gap={4}>
      {b.cancelUntil !== null && (
        <Words size={15} tone="second">
          {cancelSays(b.cancelUntil, b.startsAt)}
        </Words>
      )}
      <Button kind="quiet" block onTap={cancel}>
        取消预约
      </Button>
    </Stack>
  )
}
