import type { BookingDetail } from '@doorstep/contract/bookings'
import { useState } from 'react'
import { addToCalendar, calendarCanUpdate, inCalendar } from '../../platform/calendar'
import { Announce } from '../../ui/announce'
import { bookingTitle } from '../../ui/booking-row'
import { Button } from '../../ui/button'
import { Stack } from '../../ui/stack'

/** Puts the booking into the phone's calendar; after it was moved, says that the old entry has to go. */
export function ToCalendar({ of: b }: { of: BookingDetail }) {
  const slot = inCalendar(b.id)
  const [added, setAdded] = useState(slot.get)
  const [said, setSaid] = useState('')
  if (b.state !== 'booked' || b.icsUrl === null) return null
  const { icsUrl } = b
  const stale = added !== undefined && added !== b.sequence
  const add = async () => {
    const result = await addToCalendar({
      title: bookingTitle(b),
      startsAt: b.startsAt,
      endsAt: b.endsAt,
      place: b.way === 'home' ? (b.address ?? b.place) : `${b.venue.name} ${b.venue.address}`,
      text: [b.next, b.bring && `请带:${b.bring}`, b.way === 'home' ? '' : `预约码 ${b.code}`].filter(Boolean).join('\n'),
      icsUrl,
    })
    if (result.ok) {
      slot.set(b.sequence)
      setAdded(b.sequence)
    }
    setSaid(result.ok ? '已放到日历,开始前 1 小时提醒您' : result.problem.code === 'cancelled' ? '' : result.problem.detail)
  }
  return (
    <Stack gap={4}>
      <Button block icon="calendar" onTap={add}>
        {added === b.sequence ? '再加一次到日历' : '加到日历'}
      </Button>
      {stale && !calendarCanUpdate && <Announce seen>时间改过了,手机日历里还是旧的:请再加一次,旧的请在日历里删掉。</Announce>}
      {said !== '' && <Announce seen>{said}</Announce>}
    </Stack>
  )
}
