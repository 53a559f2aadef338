import type { BookingDetail } from '@doorstep/contract/bookings/views'
import type { SlotRow } from '@doorstep/contract/services/views'
import { useState } from 'react'
import { callPhone } from '../../../platform/device/call'
import { back, backTo, useParams } from '../../../platform/navigation/navigate'
import { useOnline } from '../../../platform/device/network'
import { useNow } from '../../../platform/api/now'
import { useAgainAt, useRead, useSend } from '../../../platform/api/query'
import { AskForHelp } from '../../../parts/ask-for-help'
import { bookingTitle } from '../../../parts/booking/booking-row'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Empty } from '../../../ui/layout/empty'
import { datedSpan, moment, span } from '../../../ui/format'
import { NextSteps } from '../../../parts/next-steps'
import { Screen } from '../../../ui/layout/screen'
import { SlotPicker } from '../../../parts/booking/slot-picker'
import { useSlots } from '../../../parts/booking/use-slots'
import { Words } from '../../../ui/display/words'
import { NoBooking } from '../parts/no-booking'
import { waysOf } from '../parts/ways'

/** Renders 改时间: chooses another slot of the same service. The old seat is kept until the new one is booked. */
export default function MoveBooking() {
  const { id } = useParams('id')
  const booking = useRead('GET /v1/bookings/{id}', { params: { id } })
  useAgainAt(booking, booking.value?.actionsUntil)
  const now = useNow()
  const online = useOnline()
  const slots = useSlots(booking.value?.serviceCode ?? '', { when: booking.value !== undefined })
  const [slot, setSlot] = useState<SlotRow>()
  const move = useSend('POST /v1/bookings/{id}/move', ['GET /v1/bookings', 'GET /v1/services'])
  const mayMove = (b: BookingDetail) => waysOf(b, now).move

  const moveTo = async (slotId: string | undefined) => {
    if (slotId === undefined) return
    const result = await move.send({ params: { id }, body: { slotId } })
    if (result.ok) await backTo('bookings/detail', { id })
    // Without an answer nothing was refused: the choice stays, and the same tap retries.
    else if (result.problem.status >= 400 && result.problem.status < 500) {
      // The slot is not free any more: the choice is cleared and the slots are read again.
      setSlot(undefined)
      await slots.again()
    }
  }
  if (id === '') return <NoBooking />
  const why = slot ? (online ? undefined : '没有网络，连上后再改；选好的时间还在') : '先选一个新的时间'

  return (
    <Screen
      of={booking}
      shape="form"
      bar={(b) =>
        mayMove(b) && (
          <Button kind="primary" busy={move.sending} onTap={() => moveTo(slot?.id)} why={why}>
            {slot ? `改到 ${span(slot.startsAt, slot.endsAt, now)}` : '改时间'}
          </Button>
        )
      }
    >
      {(b) =>
        mayMove(b) ? (
          <>
            <Card tone="info">
              <Words bold>{bookingTitle(b)}</Words>
              <Words>现在约的是 {span(b.startsAt, b.endsAt, now)}</Words>
              <Words size={15} tone="second">
                新的时间约好以前，这个位置一直是您的。
              </Words>
            </Card>
            <NextSteps problem={move.problem} seats={b.seats} here={{ otherSlot: moveTo, service: slots.again }} />
            <SlotPicker of={slots} chosen={slot?.id} onChoose={setSlot} windows={b.way === 'home'} phone={b.phone || b.venue.phone} />
            <AskForHelp say={`请您代我改时间：${bookingTitle(b)}，现在约的是 ${datedSpan(b.startsAt, b.endsAt)}`} />
          </>
        ) : (
          <CannotMove of={b} />
        )
      }
    </Screen>
  )
}

/** Rendered when it is too late to move or the booking is over: why, and whom to call. */
function CannotMove({ of: b }: { of: BookingDetail }) {
  const now = useNow()
  const { late } = waysOf(b, now)
  const number = b.phone || b.venue.phone
  const until = b.cancelUntil === null ? '离开始太近' : `${moment(b.cancelUntil, now)} 以后`
  return (
    <Empty
      icon="clock"
      title={late ? '现在不能自己改时间了' : '这个预约不用改了'}
      text={late ? `${until}不能自己改。请打电话给服务点，由工作人员帮您改。` : b.next}
      action={late ? { text: `打电话 ${number}`, onTap: () => callPhone(number), primary: true } : { text: '返回', onTap: back }}
    />
  )
}
