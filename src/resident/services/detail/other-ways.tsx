import type { ServiceDetail } from '@doorstep/contract/services/views'
import { callPhone } from '../../../platform/device/call'
import { go } from '../../../platform/navigation/navigate'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { moment } from '../../../ui/format'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

interface LimitedProps {
  limited: NonNullable<ServiceDetail['limited']>
  phone: string
  bookForOther: () => void
}

/** Rendered while a no-show ban keeps the resident from booking: why, until when, and what is still possible. */
export function Limited({ limited: { says, until, bookingId }, phone, bookForOther }: LimitedProps) {
  return (
    <Card tone="warning">
      <Stack>
        <Words bold>{says}</Words>
        {until !== null && <Words size={15}>{moment(until)} 起可以再约。</Words>}
        <Words size={15} tone="second">
          替家人约不受影响。有特殊情况没能来，可以说明，工作人员会看。
        </Words>
        <Button kind="outline" block onTap={() => go('bookings/detail', { id: bookingId })}>
          看是哪一次，说明情况
        </Button>
        <Button block onTap={bookForOther}>
          替别人约
        </Button>
        <Button icon="phone" block onTap={() => callPhone(phone)}>
          打电话问
        </Button>
      </Stack>
    </Card>
  )
}

/** Renders a service without booking, used by coming to the venue. */
export function WalkIn({ venue }: Pick<ServiceDetail, 'venue'>) {
  return (
    <Card title="不用预约，现场取号">
      <Stack gap={8}>
        <Words>{venue.hoursSays}</Words>
        <Words size={15} tone="second">
          到了以后扫大厅里的签到码取号，手机上能看到前面还有几位；不用手机也行，请窗口的工作人员帮您取号。
        </Words>
      </Stack>
    </Card>
  )
}
