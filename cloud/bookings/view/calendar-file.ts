import { calendarLinkDays } from '@doorstep/contract/rules'
import type { BookingState } from '@doorstep/contract/bookings/machine'
import { bookingTraits } from '@doorstep/contract/bookings/words'
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { Raw, type Context } from '../../platform/context/call'
import { dayMs } from '../../platform/time/calendar'
import { problem } from '../../platform/process/problem'
import type { StoredBooking } from '../core/bookings-store'
import { loadedBooking, type LoadedBooking } from '../core/loaded-booking'

/** Returns whether the booker may want the file: the booking is upcoming, or their calendar still has one that was cancelled. */
const isLinked = ({ made, seated, ended }: (typeof bookingTraits)[BookingState]) => made && (!ended || !seated)

const statusOf = ({ seated, confirmed }: (typeof bookingTraits)[BookingState]): ICalEventStatus => {
  if (!seated) return ICalEventStatus.CANCELLED
  return confirmed ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE
}

const signedParts = (districtId: number, bookingId: string, exp: string) => ['calendar', String(districtId), bookingId, exp]

/** Returns the signed address of a booking's .ics file, relative to the API's origin; null before a time is fixed, and once it is over. */
export function icsUrl(
  { districtId, deps, clock }: Pick<Context, 'districtId' | 'deps' | 'clock'>,
  { id, state }: Pick<StoredBooking, 'id' | 'state'>,
): string | null {
  if (!isLinked(bookingTraits[state])) return null
  const exp = String(((Math.ceil(clock.now().getTime() / dayMs) + calendarLinkDays) * dayMs) / 1000)
  return `/v1/bookings/${id}/calendar?exp=${exp}&d=${districtId}&sig=${deps.keys.sign(...signedParts(districtId, id, exp))}`
}

/** Serves a booking's current calendar file. Throws `notFound` for a forged link, `fileGone` for one that expired. */
export async function calendarFile(context: Context, { id, exp, sig }: { id: string; exp: string; sig: string }): Promise<Raw> {
  const { districtId, deps, clock } = context
  if (!deps.keys.signedBy(sig, ...signedParts(districtId, id, exp))) throw problem('notFound')
  if (clock.now().getTime() >= Number(exp) * 1000) throw problem('fileGone')
  const booking = await loadedBooking(context, id)
  if (booking === null || !bookingTraits[booking.row.state].made) throw problem('notFound')
  const file = bookingIcs(booking, clock.now())
  return new Raw('text/calendar; charset=utf-8', Buffer.from(file), {
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'content-disposition': 'inline; filename="booking.ics"',
  })
}

/**
 * Returns one booking as iCalendar (RFC 5545), times in UTC; the same UID and a greater SEQUENCE after each change. Its address is the one the
 * booker was told, which changes with the sequence. Contains no names of people.
 */
function bookingIcs({ row, service, venue }: LoadedBooking, now: Date): string {
  const traits = bookingTraits[row.state]
  const status = statusOf(traits)
  const ahead = !traits.ended && !traits.came
  const calendar = ical({ prodId: { company: 'doorstep', product: 'bookings', language: 'ZH' }, method: ICalCalendarMethod.PUBLISH })
  const event = calendar.createEvent({
    id: `${row.id}@doorstep`,
    sequence: row.sequence,
    status,
    start: row.starts_at,
    end: row.ends_at,
    stamp: now,
    created: row.created_at,
    lastModified: row.updated_at,
    summary: status === ICalEventStatus.TENTATIVE ? `${row.service_name}（待确认）` : row.service_name,
    location: row.way === 'home' ? '上门服务' : `${venue.name}，${row.said_address ?? venue.address}`,
    description: [
      ...(ahead ? [`预约码 ${row.code}`] : []),
      ...(service.bring === '' ? [] : [`请带：${service.bring}`]),
      ...(row.reason === null ? [] : [`原因：${row.reason}`]),
      `电话：${service.phone}`,
    ].join('\n'),
  })
  if (ahead) {
    for (const hours of [24, 1]) {
      event.createAlarm({
        type: ICalAlarmType.display,
        triggerBefore: hours * 3600,
        description: `${row.service_name}：还有 ${hours} 小时`,
      })
    }
  }
  return calendar.toString()
}
