import { bookingStateWords, openBookingStates } from '@doorstep/contract/bookings/words'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { useState } from 'react'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Timeline, type Step } from '../../../ui/display/timeline'

const isOpen = ({ state }: BookingDetail) => openBookingStates.includes(state)

/** Transitions left out of the timeline: holding the seat is not worth a row once it is booked. */
const silent = ['hold', 'offer']

/** Returns what happened, and, while the booking is ahead, what comes next. */
const stepsOf = (b: BookingDetail): Step[] => {
  const told = b.events.filter(({ did }) => b.state === 'held' || !silent.includes(did))
  const past = told.map(({ seq, title, text, at }, index): Step => ({
    key: String(seq),
    title,
    line: text,
    at,
    state: isOpen(b) && index === told.length - 1 ? 'now' : 'done',
  }))
  return isOpen(b) ? [...past, { key: 'next', title: b.next || bookingStateWords[b.state].means, state: 'next' }] : past
}

/** Renders 经过, folded in elder mode to keep the page short. */
export function BookingTimeline({ of: b, folded }: { of: BookingDetail; folded: boolean }) {
  const [open, setOpen] = useState(false)
  if (b.events.length === 0) return null
  if (folded && !open)
    return (
      <Button kind="quiet" block onTap={() => setOpen(true)}>
        看看经过
      </Button>
    )
  return (
    <Card title="经过">
      <Timeline steps={stepsOf(b)} />
    </Card>
  )
}
