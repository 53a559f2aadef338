import type { ServiceDetail } from '@doorstep/contract/services/views'
import { callPhone } from '../../../platform/device/call'
import { go } from '../../../platform/navigation/navigate'
import { useOnline } from '../../../platform/device/network'
import { Button } from '../../../ui/input/button'
import { dayName, timeOfDay } from '../../../ui/format'
import type { Taking } from './use-taking'

/** Renders the primary action: hold the chosen slot, join its waiting list, or walk in. */
export function Bar({ of: { way, phone, limited }, taking }: { of: ServiceDetail; taking: Taking }) {
  const online = useOnline()
  const { slot, taken, sending, joined, inLine, forOther } = taking
  if (way === 'walkIn')
    return (
      <>
        <Button icon="phone" onTap={() => callPhone(phone)}>
          打电话问
        </Button>
        <Button kind="primary" icon="qr" label="到了服务点，扫码取号" onTap={() => go('queue/check-in')}>
          扫码取号
        </Button>
      </>
    )
  if (joined ?? inLine)
    return (
      <Button kind="primary" onTap={() => go('bookings/list')}>
        看我的候补
      </Button>
    )
  if (limited && !forOther)
    return (
      <Button kind="primary" icon="phone" onTap={() => callPhone(phone)}>
        打电话问
      </Button>
    )
  // Checked before a seat is held: without network the form could not be sent.
  const why = online ? undefined : '没有网络，连上后再约'
  const when = slot ? `${dayName(slot.startsAt)} ${timeOfDay(slot.startsAt)}` : ''
  return (
    <Button kind="primary" busy={sending} why={why} disabled={slot === undefined} onTap={taken}>
      {slot === undefined ? '先选一个时间' : `${slot.held ? '继续填' : slot.state === 'full' ? '候补' : '约'} ${when}`}
    </Button>
  )
}
