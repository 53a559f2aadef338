import type { BookingParty } from '@doorstep/contract/bookings/machine'
import type { StaffBooking, StaffBookingRow } from '@doorstep/contract/bookings/staff-views'
import { peopleOf } from '../../account/api'
import { namesOfStaff } from '../../grids/api'
import type { Acting, RuleContext } from '../../platform/context/call'
import { partsOfBooking } from '../core/booking-parts-store'
import type { StoredBooking } from '../core/bookings-store'
import { bookingRunner, bookingSubject } from '../core/guards'
import { loadedBookings, type LoadedBooking } from '../core/loaded-booking'
import { helpersOf } from '../core/managers'
import { nextTurn } from '../core/moments'
import { addressOf, phoneOf, whoOf } from '../core/person'
import { missesOf } from '../no-shows/no-show'
import { bookingRows, eventViews } from '../view/view'
import { partiesTo, seenBooking } from './staff-scope'

type Context = Pick<RuleContext, 'tx' | 'districtId' | 'clock' | 'deps'>

/** Returns the rows of bookings for the venue's managers, in their order: who comes, and how to reach them. */
export async function staffBookingRows(context: Context, rows: readonly StoredBooking[]): Promise<StaffBookingRow[]> {
  return staffRows(context, await loadedBookings(context, rows))
}

async function staffRows(context: Context, bookings: readonly LoadedBooking[]): Promise<StaffBookingRow[]> {
  const rows = bookings.map(({ row }) => row)
  const shown = new Map((await bookingRows(context, bookings, { reader: 'counter' })).map((row) => [row.id, row]))
  const accounts = await peopleOf(
    context,
    rows.flatMap((row) => row.account_id ?? []),
  )
  const helpers = await namesOfStaff(
    context.tx,
    context.districtId,
    rows.flatMap((row) => row.helper_code ?? []),
  )
  return rows.flatMap((row) => {
    const base = shown.get(row.id)
    if (base === undefined) return []
    const who = whoOf(context, row)
    const account = row.account_id === null ? undefined : accounts.get(row.account_id)
    return {
      ...base,
      venueCode: row.venue_code,
      name: who?.name ?? account?.name ?? '居民',
      phone: who?.phone ?? phoneOf(context, row) ?? account?.phone ?? null,
      contact: who?.contact ?? null,
      code: row.code,
      note: row.note,
      byStaff: row.booked_by_staff !== null,
      hasAccount: row.account_id !== null,
      toCall: row.to_call,
      address: addressOf(context, row),
      helper: row.helper_code === null ? null : { code: row.helper_code, name: helpers.get(row.helper_code) ?? '' },
      approveBy: row.state === 'pending' ? (row.approve_by?.toISOString() ?? null) : null,
    }
  })
}

/** Returns one booking of a venue the caller manages, or a visit they are assigned to. Throws `notFound`. */
export async function readStaffBooking(acting: Acting, id: string): Promise<StaffBooking> {
  const { as, ...booking } = await seenBooking(acting, id)
  return staffBooking(acting, booking, as)
}

/** Returns the whole view of a booking for its venue's managers; the caller's access was checked before. */
export async function staffBooking(
  acting: Acting,
  booking: LoadedBooking,
  as: BookingParty[] = partiesTo(acting, booking.row),
): Promise<StaffBooking> {
  const { tx, districtId } = acting
  const { row } = booking
  const [shown] = await staffRows(acting, [booking])
  if (shown === undefined) throw new Error('A booking without a view')
  const { events, ticket } = await partsOfBooking(tx, districtId, row.id)
  const names = await namesOfStaff(
    tx,
    districtId,
    events.flatMap((event) => event.by_staff ?? []),
  )
  return {
    ...shown,
    helpers: row.way === 'home' ? await helpersOf(acting, booking) : [],
    reason: row.reason,
    appeal:
      row.appeal_text === null || row.appealed_at === null
        ? null
        : { text: row.appeal_text, at: row.appealed_at.toISOString(), answer: row.appeal_answer },
    misses: await missesOf(acting, row),
    exempt: row.exempt,
    ticketId: ticket?.id ?? null,
    events: eventViews(events, 'counter', names),
    as,
    actions: await bookingRunner.actionsFor(bookingSubject(acting, row, { as, where: booking })),
    actionsUntil: nextTurn(booking, acting.clock.now())?.toISOString() ?? null,
  }
}
