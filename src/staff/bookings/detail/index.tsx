import { useState } from 'react'
import { useParams } from '../../../platform/navigation/navigate'
import { useAgainAt, useRead } from '../../../platform/api/query'
import { Screen } from '../../../ui/layout/screen'
import type { CounterAct } from '../parts/acts'
import { BookingButtons, BookingDesk } from '../parts/booking-desk'

/** Renders one booking for the venue's staff. */
export default function BookingPage() {
  const { id } = useParams('id')
  const booking = useRead('GET /v1/staff/bookings/{id}', { params: { id } }, { live: true })
  useAgainAt(booking, booking.value?.actionsUntil)
  const [doing, setDoing] = useState<CounterAct>()
  return (
    <Screen of={booking} shape="detail" bar={(value) => !doing && <BookingButtons of={value} start={setDoing} />}>
      {(value) => <BookingDesk of={value} doing={doing} start={setDoing} />}
    </Screen>
  )
}
