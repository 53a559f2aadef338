import type { StaffBookingRow } from '@doorstep/contract/bookings/staff-views'
import type { BookingDetail, BookingRow } from '@doorstep/contract/bookings/views'
import type { StaffTicket, TicketView } from '@doorstep/contract/queue/views'
import type { VenueRow } from '@doorstep/contract/services/views'
import {
  loadedBookings,
  lockedBooking,
  type LoadedBooking,
  bookingsToday,
  codedBooking,
  servedVenue,
  within,
  transitionBooking,
  staffBookingRows,
  bookingDetail,
  bookingRows,
} from '../bookings/api'
import type { Acting } from '../platform/context/call'
import { problem, type ProblemError } from '../platform/process/problem'
import { dayOf } from '../platform/time/calendar'
import type { StoredTicket } from '../queue/numbers/queue-store'
import { ticketView, ticketViews, ticketsOfAccount } from '../queue/api'
import { isCodeOf, venueByToken, venueRow } from '../services/api'
import { drawForBooking, onlyByWall, unknownCode } from './drawing'
import { staffTicket } from './view'
import { walkInsAt, type WalkInRow } from './walk-ins'

interface CheckInVenue {
  venue: VenueRow
  bookings: BookingRow[]
  tickets: TicketView[]
  walkIns: WalkInRow[]
}

/** Returns what the caller can do with a venue's check-in code. Throws `notFound` for an unknown code, `codeExpired`. */
export async function checkInVenue(acting: Acting, token: string): Promise<CheckInVenue> {
  const { tx, districtId, actor, clock } = acting
  const venue = await venueByToken(acting, token)
  if (venue === null) throw unknownCode()
  const of = { venueCode: venue.code, day: dayOf(clock.now()) }
  const bookings = await bookingsToday(tx, districtId, of, actor)
  // A retired venue still receives those who booked there before.
  if (venue.retired && bookings.length === 0) throw unknownCode()
  const tickets = (await ticketsOfAccount(tx, districtId, actor.accountId, of.day)).filter((ticket) => ticket.venue_code === venue.code)
  return {
    venue: venueRow(venue),
    bookings: await bookingRows(acting, await loadedBookings(acting, bookings)),
    tickets: await ticketViews(acting, tickets),
    walkIns: await walkInsAt(acting, venue, of.day, { tickets, bookings, onlyByWall: await onlyByWall(acting, venue, token) }),
  }
}

/**
 * Checks the caller in and draws the number. Idempotent: a repeated call returns the same number. Throws `wrongVenue`, `codeExpired`,
 * `notArrivable`.
 */
export async function checkIn(
  acting: Acting,
  bookingId: string,
  token: string,
): Promise<{ booking: BookingDetail; ticket: TicketView | null }> {
  const booking = await lockedBooking(acting, bookingId, { owner: acting.actor })
  if (booking === null) throw problem('notFound')
  // Who has arrived reads her number again, however old the code is by then.
  if (booking.row.state !== 'arrived' && !isCodeOf(acting, booking.venue, token)) throw elsewhere(booking)
  const { after, ticket } = await arrive(acting, booking, { party: 'booker', staff: null })
  return { booking: await bookingDetail(acting, after), ticket: ticket && (await ticketView(acting, ticket)) }
}

function elsewhere({ row, venue }: LoadedBooking): ProblemError {
  const next = [{ does: 'myBooking' as const, label: '看我的预约', id: row.id }]
  return problem('wrongVenue', { detail: `这不是您预约的地点，您约的是${venue.name}（${venue.address}）`, next })
}

/** Checks a resident in at the counter by the six-digit code of today. */
export async function checkInByCode(
  acting: Acting,
  { venueCode, code }: { venueCode: string; code: string },
): Promise<{ booking: StaffBookingRow; ticket: StaffTicket | null }> {
  const { tx, districtId, clock, actor } = acting
  const { venue, only } = await servedVenue(acting, venueCode)
  const seen = await codedBooking(tx, districtId, { venueCode: venue.code, day: dayOf(clock.now()) }, code)
  const found = seen && (await lockedBooking(acting, seen))
  if (!found || !within(only, found.row.service_code))
    throw problem('notFound', { detail: '今天这里没有这个预约码，请核对数字、日期和地点' })
  const { after, ticket } = await arrive(acting, found, { party: 'counter', staff: actor.staff?.code ?? null })
  const [booking] = await staffBookingRows(acting, [after.row])
  if (booking === undefined) throw new Error('A booking without a view')
  return { booking, ticket: ticket && (await staffTicket(acting, ticket)) }
}

/** Makes the transition and draws the number, once. The caller has locked the booking. */
async function arrive(
  acting: Acting,
  booking: LoadedBooking,
  by: { party: 'booker' | 'counter'; staff: string | null },
): Promise<{ after: LoadedBooking; ticket: StoredTicket | null }> {
  const { clock } = acting
  const { row } = booking
  const arrived =
    row.state === 'arrived'
      ? row
      : await transitionBooking(acting, row, { action: 'checkIn', ...by, where: booking, changes: { arrived_at: clock.now() } })
  const after = { ...booking, row: arrived }
  return { after, ticket: await drawForBooking(acting, after) }
}
