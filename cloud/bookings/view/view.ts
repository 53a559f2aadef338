import type { BookingDetail, BookingRow } from '@doorstep/contract/bookings/views'
import type { Acting, RuleContext } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { ticketOf } from '../../queue/api'
import { venueRow } from '../../services/api'
import { icsUrl } from './calendar-file'
import { cancelUntil } from '../ending/cancel'
import { missedSays } from '../no-shows/no-show'
import { loadedBooking, type LoadedBooking } from '../core/loaded-booking'
import { addressOf, whoOf } from '../core/sealed'
import { transitionRule } from '../core/transitions'
import { eventsOf } from '../core/bookings-store'
import { eventViews } from './view-events'
import { arriveFrom, arriveUntil, nextOf } from './view-next'
import { helperOf, ratingsOf } from './view-store'

/**
 * Bookings as a list shows them, in their order; what they need from elsewhere is read once for all. Whether one was rated only its
 * booker reads: to staff a rating would have a name.
 */
export async function bookingRows(
  context: Pick<RuleContext, 'tx' | 'districtId' | 'clock' | 'deps'>,
  bookings: readonly LoadedBooking[],
  reader: 'booker' | 'counter' = 'booker',
): Promise<BookingRow[]> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  const done = bookings.filter(({ row }) => row.state === 'done' && reader === 'booker').map(({ row }) => row.id)
  const ratings = await ratingsOf(tx, districtId, done)
  return bookings.map(({ row, service, venue }) => ({
    id: row.id,
    state: row.state,
    serviceCode: row.service_code,
    serviceName: row.service_name,
    group: row.group_code,
    way: row.way,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    place: row.way === 'home' ? '上门' : venue.name,
    seats: row.seats,
    forName: whoOf(context, row)?.name ?? null,
    next: nextOf({ row, bring: service.bring, rated: reader === 'counter' || ratings.has(row.id), now }),
    heldUntil: row.state === 'held' ? (row.held_until?.toISOString() ?? null) : null,
  }))
}

/** One of the caller's bookings. Throws `notFound` for anybody else's. */
export async function readBooking(acting: Acting, id: string): Promise<BookingDetail> {
  const booking = await loadedBooking(acting, id)
  if (booking === null) throw problem('notFound')
  return bookingDetail(acting, booking)
}

/** The whole view of a booking for whoever booked it. Throws `notFound` for anybody else. */
export async function bookingDetail(acting: Acting, booking: LoadedBooking): Promise<BookingDetail> {
  const { tx, districtId, actor } = acting
  const { row, service, venue } = booking
  if (row.account_id !== actor.accountId) throw problem('notFound')
  const [shown] = await bookingRows(acting, [booking])
  if (shown === undefined) throw problem('notFound')
  const changeable = transitionRule('cancel').from.includes(row.state)
  return {
    ...shown,
    slotId: row.slot_id,
    code: row.code,
    venue: venueRow(venue),
    providerName: service.providerName,
    phone: service.phone === '' ? venue.phone : service.phone,
    bring: service.bring,
    note: row.note,
    address: addressOf(acting, row),
    helper: row.helper_code === null ? null : ((await helperOf(tx, districtId, row.helper_code)) ?? null),
    reason: row.reason,
    cancelUntil: changeable ? cancelUntil(row, service.rules).toISOString() : null,
    arriveFrom: arriveFrom(row).toISOString(),
    arriveUntil: arriveUntil(row, service.rules).toISOString(),
    approveBy: row.state === 'pending' ? (row.approve_by?.toISOString() ?? null) : null,
    sequence: row.sequence,
    icsUrl: icsUrl(acting, row),
    missedSays: await missedSays(acting, row),
    appeal: row.appeal_text === null ? null : { text: row.appeal_text, answer: row.appeal_answer },
    rating: (await ratingsOf(tx, districtId, [row.id])).get(row.id) ?? null,
    rateBy: row.rate_by?.toISOString() ?? null,
    ticketId: await ticketOf(tx, districtId, row.id),
    events: eventViews(await eventsOf(tx, districtId, row.id), 'booker'),
    as: ['booker'],
  }
}
