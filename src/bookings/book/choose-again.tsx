import type { BookingDetail } from '@doorstep/contract/bookings'
import type { SlotRow } from '@doorstep/contract/services'
import { useState } from 'react'
import { useOnline } from '../../platform/network'
import { useSend } from '../../platform/query'
import { Announce } from '../../ui/announce'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { dayAt, dayName, timeOfDay } from '../../ui/format'
import { NextSteps } from '../../ui/next-steps'
import { SlotPicker } from '../../ui/slot-picker'
import { Stack } from '../../ui/stack'
import { useSlots } from '../../ui/use-slots'

interface ChooseAgainProps {
  of: BookingDetail
  /** Why the place is gone, in words. */
  says: string
  held: (holdId: string) => void
}

/** The place was given up: what was typed stays below, and another time is chosen here. */
export function ChooseAgain({ of: { serviceCode, startsAt, seats, way, phone }, says, held }: ChooseAgainProps) {
  const online = useOnline()
  const slots = useSlots(serviceCode, { first: dayAt(startsAt) })
  const [slot, setSlot] = useState<SlotRow>()
  const hold = useSend('POST /v1/holds', ['GET /v1/services', 'GET /v1/bookings'])
  const take = async () => {
    if (!slot) return
    const result = await hold.send({ body: { slotId: slot.id, seats: Math.min(seats, slot.free) } })
    if (result.ok) held(result.value.id)
    else await slots.again()
  }
  const why = !online ? '没有网络,连上后再约' : slot ? undefined : '先选一个时间'
  return (
    <>
      <Card tone="warning">
        <Announce urgent seen>
          {says}
        </Announce>
      </Card>
      <Card title="重新选时间">
        <Stack>
          <SlotPicker of={slots} chosen={slot?.id} onChoose={setSlot} windows={way === 'home'} phone={phone} />
          <NextSteps problem={hold.problem} seats={seats} here={{ otherSlot: () => setSlot(undefined) }} />
          <Button kind="primary" block busy={hold.sending} why={why} onTap={take}>
            {slot ? `改约 ${dayName(slot.startsAt)} ${timeOfDay(slot.startsAt)}` : '改约'}
          </Button>
        </Stack>
      </Card>
    </>
  )
}
