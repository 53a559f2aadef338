import type { BookingDetail } from '@doorstep/contract/bookings'
import type { SlotRow } from '@doorstep/contract/services'
import { useState } from 'react'
import { useSend } from '../../platform/query'
import { dayAt } from '../../ui/format'
import { useSlots } from '../../ui/use-slots'

/** Another time for a form whose place was given up; `held` hears the new hold. */
export function useChoosingAgain({ serviceCode, startsAt, seats }: BookingDetail, over: boolean, held: (holdId: string) => void) {
  const slots = useSlots(serviceCode, { when: over, first: dayAt(startsAt) })
  const [slot, choose] = useState<SlotRow>()
  const hold = useSend('POST /v1/holds', ['GET /v1/services', 'GET /v1/bookings'])
  const take = async () => {
    if (!slot) return
    const result = await hold.send({ body: { slotId: slot.id, seats: Math.max(Math.min(seats, slot.free), 1) } })
    if (result.ok) held(result.value.id)
    else await slots.again()
  }
  return { slots, slot, choose, take, sending: hold.sending, problem: hold.problem }
}
export type ChoosingAgain = ReturnType<typeof useChoosingAgain>
