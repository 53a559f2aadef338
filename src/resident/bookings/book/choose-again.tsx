import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { NextSteps } from '../../../parts/next-steps'
import { SlotPicker } from '../../../parts/slot-picker'
import { Stack } from '../../../ui/layout/stack'
import type { ChoosingAgain } from './use-choosing-again'

interface ChooseAgainProps {
  of: BookingDetail
  /** Why the seat is no longer held, in words. */
  says: string
  choosing: ChoosingAgain
}

/** Rendered after the seat was released: what was typed stays below, and another time is chosen here. */
export function ChooseAgain({
  of: { seats, way, phone },
  says,
  choosing: { slots, slot, choose, hold, held, forOther, problem },
}: ChooseAgainProps) {
  return (
    <>
      <Card tone="warning">
        <Announce urgent seen>
          {says}
        </Announce>
      </Card>
      <Card title="重新选时间">
        <Stack>
          <SlotPicker of={slots} chosen={slot?.id} onChoose={choose} resumes others={forOther} windows={way === 'home'} phone={phone} />
          <NextSteps
            problem={problem}
            seats={seats}
            here={{
              otherSlot: (id, places) => (id === undefined ? choose(undefined) : hold(id, places)),
              service: () => choose(undefined),
              // A seat held in another window: the same form continues with it.
              myHold: (id) => (id === undefined ? slots.again() : held(id)),
            }}
          />
        </Stack>
      </Card>
    </>
  )
}
