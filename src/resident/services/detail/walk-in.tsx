import type { BookableService } from '@doorstep/contract/services/views'
import { callPhone } from '../../../platform/device/call'
import { go } from '../../../platform/navigation/navigate'
import { Words } from '../../../ui/display/words'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'

/** Renders a service without booking, used by coming to the venue. */
export function WalkIn({ venue }: Pick<BookableService, 'venue'>) {
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

/** Renders what can be done about such a service: ask, or draw a number there. */
export const WalkInBar = ({ phone }: Pick<BookableService, 'phone'>) => (
  <>
    <Button icon="phone" onTap={() => callPhone(phone)}>
      打电话问
    </Button>
    <Button kind="primary" icon="qr" label="到了服务点，扫码取号" onTap={() => go('queue/check-in')}>
      扫码取号
    </Button>
  </>
)
