import type { BookingDetail } from '@doorstep/contract/bookings/views'
import type { SlotRow } from '@doorstep/contract/services/views'
import { useState } from 'react'
import { useSend } from '../../../platform/api/query'
import { dayAt } from '../../../ui/format'
import { useSlots } from '../../../parts/use-slots'

interface Anew {
  /** Called with the new hold's id. */
  held: (holdId: string) => void
  forOther: boolean
}

/** Holds the choice of another time for a form whose seat was released. */
export function useChoosingAgain({ serviceCode, startsAt, seats }: BookingDetail, over: boolean, { held, forOther }: Anew) {
  const slots = useSlots(serviceCode, { when: over, first: dayAt(startsAt) })
  const [slot, choose] = useState<SlotRow>()
  const sendHold = useSend('POST /v1/holds', ['GET /v1/services', 'GET /v1/bookings'])
  const hold = async (slotId: string, places: number = seats) => {
    const result = await sendHold.send({ body: { slotId, seats: places, ...(forOther && { forOther }) } })
    if (result.ok) held(result.value.id)
    else if (over) await slots.again()
  }
  const take = async () => {
    // Held in another window: the form continues with that hold.
    if (slot?.held) held(slot.held.bookingId)
    else if (slot) await hold(slot.id, Math.max(Math.min(seats, slot.free), 1))
  }
  return { slots, slot, choose, hold, held, take, forOther, sending: sendHold.sending, problem: sendHold.problem }
}
export type ChoosingAgain = ReturnType<typeof useChoosingAgain>
