import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { hourMs } from '../../platform/time/calendar'
import { enqueueAll } from '../../platform/jobs/outbox'
import { timeInWords } from '../../platform/time/words'
import type { RuleContext } from '../../platform/context/call'
import { cancelUntil } from '../ending/cancel-until'
import { serviceAndVenueOf, type ServiceAndVenue } from '../core/service-and-venue'
import { lockedBooking, type StoredBooking } from '../core/bookings-store'
import { notifyBooker } from '../core/notify'

export const reminderJob = 'bookings.remind'
const hoursBefore = [24, 1] as const
export const ReminderJob = v.object({ bookingId: id, startsAt: instant, hours: v.picklist(hoursBefore) })
type Reminder = v.InferOutput<typeof ReminderJob>

/** Plans the reminders of a booking's present time, 24 hours and 1 hour before; one whose moment is past is never sent. */
export async function scheduleReminders(
  { tx, districtId, clock }: RuleContext,
  { id: bookingId, starts_at: start }: StoredBooking,
): Promise<void> {
  const now = clock.now()
  const startsAt = start.toISOString()
  const planned = hoursBefore
    .map((hours) => ({ hours, dueAt: new Date(start.getTime() - hours * hourMs) }))
    .filter(({ dueAt }) => dueAt > now)
  const asJob = ({ hours, dueAt }: (typeof planned)[number]) => ({
    districtId,
    kind: reminderJob,
    key: `${bookingId}:${startsAt}:${hours}`,
    payload: { bookingId, startsAt, hours } satisfies Reminder,
    dueAt,
  })
  await enqueueAll(tx, planned.map(asJob))
}

/** Reminds the booker by the state of this moment: nothing unless it is booked, for this very time, and still as far ahead as it says. */
export async function remind(context: RuleContext, { bookingId, startsAt, hours }: Reminder): Promise<void> {
  const { tx, districtId, clock } = context
  const row = (await lockedBooking(tx, districtId, bookingId))?.row
  if (row?.state !== 'booked' || row.starts_at.toISOString() !== startsAt) return
  const now = clock.now()
  const aheadMs = row.starts_at.getTime() - now.getTime()
  // A reminder that is very late would come together with the next one, or after the beginning.
  if (aheadMs <= (hours === 24 ? hourMs : 0)) return
  const serviceAndVenue = await serviceAndVenueOf(context, row)
  const text = row.way === 'home' ? visitText(row, serviceAndVenue, now) : comeText(row, serviceAndVenue, now)
  const title = row.way === 'home' ? '上门服务快到了' : hours === 24 ? '预约快到了' : '预约还有不到 1 小时'
  await notifyBooker(context, row, { title, text }, `remind:${startsAt}:${hours}`)
}

/** How to say that one does not come: by oneself while that is still possible, else by phone. */
function ifNot(row: StoredBooking, { service, venue }: ServiceAndVenue, now: Date): string {
  const until = cancelUntil(row, service.rules)
  const call = `打电话告诉服务点 ${service.phone === '' ? venue.phone : service.phone}`
  return now < until ? `请在${timeInWords(until, now)} 前取消，或${call}` : `请${call}`
}

const comeText = (row: StoredBooking, serviceAndVenue: ServiceAndVenue, now: Date) => {
  const { service, venue } = serviceAndVenue
  return [
    `${row.service_name} ${timeInWords(row.starts_at, now)}，${venue.name}（${venue.address}）`,
    ...(service.bring === '' ? [] : [`请带${service.bring}`]),
    `来不了${ifNot(row, serviceAndVenue, now)}`,
  ].join('。')
}

const visitText = (row: StoredBooking, serviceAndVenue: ServiceAndVenue, now: Date) =>
  `${row.service_name}，服务人员${timeInWords(row.starts_at, now)} 起上门，请留人在家。不方便${ifNot(row, serviceAndVenue, now)}`
