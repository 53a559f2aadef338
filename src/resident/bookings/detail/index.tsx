import { useState } from 'react'
import { useElder } from '../../../platform/device/elder'
import { useParams } from '../../../platform/navigation/navigate'
import { useNow } from '../../../platform/api/now'
import { useAgainAt, useRead } from '../../../platform/api/query'
import { NextSteps } from '../../../parts/next-steps'
import { RateServiceHere } from '../../../parts/rate/rate-service-here'
import { Screen } from '../../../ui/layout/screen'
import { Appeal } from './appeal'
import { useArrival } from './arrival'
import { Cancel } from './cancel'
import { Change } from './cannot-come'
import { Code } from './code'
import { BookingTimeline } from './timeline'
import { BookingSummary } from './summary'
import { NextAction } from './next-action'
import { Place } from './where'
import { ToCalendar } from './to-calendar'
import { Note, Outcome } from './outcome'
import { NoBooking } from '../parts/no-booking'
import { waysOf } from '../parts/ways'

/** Renders one booking: when and where, the code to show, what to bring, the next step, and what can still be changed. */
export default function BookingDetail() {
  const { id } = useParams('id')
  const booking = useRead('GET /v1/bookings/{id}', { params: { id } }, { live: true })
  useAgainAt(booking, booking.value?.actionsUntil)
  const [explaining, setExplaining] = useState(false)
  const [cancelling, setCancelling] = useState(false)
  const { elder } = useElder()
  const now = useNow()
  const arrival = useArrival(id)
  if (id === '') return <NoBooking />
  return (
    <Screen
      of={booking}
      shape="detail"
      bar={(b) => !explaining && <NextAction of={b} ways={waysOf(b, now)} arrival={arrival} explain={() => setExplaining(true)} />}
    >
      {(b) => {
        const ways = waysOf(b, now)
        return (
          <>
            <BookingSummary of={b} />
            <RateServiceHere of={b} />
            <NextSteps problem={arrival.problem} />
            <Code of={b} />
            <Appeal of={b} open={explaining} done={() => setExplaining(false)} />
            <Outcome of={b} />
            <Place of={b} />
            <ToCalendar of={b} />
            <Note of={b} />
            <Change of={b} ways={ways} cancel={() => setCancelling(true)} />
            <BookingTimeline of={b} folded={elder} />
            <Cancel of={b} late={ways.lateCancel} open={cancelling} close={() => setCancelling(false)} />
          </>
        )
      }}
    </Screen>
  )
}
