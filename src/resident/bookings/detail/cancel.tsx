import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { lateCancelMeans } from '@doorstep/contract/bookings/words'
import { useDraft } from '../../../platform/sending/drafts'
import { isDone } from '../../../platform/api/result'
import { go } from '../../../platform/navigation/navigate'
import { useOnline } from '../../../platform/device/network'
import { useSend } from '../../../platform/api/query'
import { AskForHelp } from '../../../parts/ask-for-help'
import { bookingTitle } from '../../../parts/booking/booking-row'
import { Button } from '../../../ui/input/button'
import { Field } from '../../../ui/input/field'
import { datedSpan, span } from '../../../ui/format'
import { NextSteps } from '../../../parts/next-steps'
import { Sheet } from '../../../ui/layout/sheet'
import { Words } from '../../../ui/display/words'

/** Renders the confirmation before a booking is cancelled; in time, with moving it as the alternative. */
export function Cancel({ of: b, late, open, close }: { of: BookingDetail; late: boolean; open: boolean; close: () => void }) {
  const cancel = useSend('POST /v1/bookings/{id}/cancel', ['GET /v1/bookings', 'GET /v1/services'])
  const online = useOnline()
  const draft = useDraft(`bookings.cancel.${b.id}`, { reason: '' })
  const confirm = async () => {
    const reason = draft.now().reason.trim()
    const result = await cancel.send({ params: { id: b.id }, body: reason ? { reason } : {} })
    if (!isDone(result)) return
    draft.clear()
    close()
  }
  const move = () => {
    close()
    return go('bookings/move', { id: b.id })
  }
  return (
    <Sheet open={open} title="取消这次预约？" onClose={close}>
      <Words size={15} tone="second">
        {b.serviceName}，{span(b.startsAt, b.endsAt)}。
        {late ? `现在取消，${lateCancelMeans}。要再约得重新选时间。` : '取消后位置马上让给候补的居民，要再约得重新选时间。'}
      </Words>
      <Field label="为什么取消" optional max={200} initial={draft.values.reason} onText={(reason) => draft.note({ reason })} />
      <NextSteps problem={cancel.problem} />
      <Button kind="danger" block busy={cancel.sending} why={online ? undefined : '没有网络，还没有取消，连上后再点'} onTap={confirm}>
        取消预约
      </Button>
      <AskForHelp say={`请您代我取消预约：${bookingTitle(b)}，${datedSpan(b.startsAt, b.endsAt)}`} />
      {!late && (
        <Button kind="quiet" block onTap={move}>
          不取消，改个时间
        </Button>
      )}
    </Sheet>
  )
}
