import type { StaffBooking, StaffBookingRow } from '@doorstep/contract/bookings/staff-views'
import { peopleOf } from '../../account/api'
import { namesOfStaff } from '../../grids/api'
import type { Acting, RuleContext } from '../../platform/context/call'
import { ticketOf } from '../../queue/api'
import { helpersOf } from '../core/helpers'
import { missesOf } from '../no-shows/no-show'
import { serviceAndVenueOf } from '../core/service-and-venue'
import { addressOf, phoneOf, whoOf } from '../core/sealed'
import { partiesTo, seenBooking } from './staff-scope'
import { eventsOf, type StoredBooking } from '../core/bookings-store'
import { bookingRows } from '../view/view'
import { eventViews } from '../view/view-events'

/** Bookings as those who keep the place see them, in their order: who comes, and how to reach them. */
export async function staffBookingRows(
  context: Pick<RuleContext, 'tx' | 'districtId' | 'clock' | 'deps'>,
  rows: readonly StoredBooking[],
): Promise<StaffBookingRow[]> {
  const shown = new Map((await bookingRows(context, rows, 'counter')).map((row) => [row.id, row]))
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

/** One booking of a place the caller keeps, or a visit they are sent to. Throws `notFound`. */
export async function readStaffBooking(acting: Acting, id: string): Promise<StaffBooking> {
  const { row, as } = await seenBooking(acting, id)
  return { ...(await staffBooking(acting, row)), as }
}

/** The whole of a booking as those who keep its place see it; that the caller does was checked before. */
export async function staffBooking(acting: Acting, row: StoredBooking): Promise<StaffBooking> {
  const { tx, districtId } = acting
  const [shown] = await staffBookingRows(acting, [row])
  if (shown === undefined) throw new Error('A booking without a view')
  const { service, venue } = await serviceAndVenueOf(acting, row)
  const events = await eventsOf(tx, districtId, row.id)
  const names = await namesOfStaff(
    tx,
    districtId,
    events.flatMap((event) => event.by_staff ?? []),
  )
  return {
    ...shown,
    helpers: row.way === 'home' ? await helpersOf(acting, row, { venue, service }) : [],
    reason: row.reason,
    appeal:
      row.appeal_text === null || row.appealed_at === null
        ? null
        : { text: row.appeal_text, at: row.appealed_at.toISOString(), answer: row.appeal_answer },
    misses: await missesOf(acting, row),
    exempt: row.exempt,
    ticketId: await ticketOf(tx, districtId, row.id),
    events: eventViews(events, 'counter', names),
    as: partiesTo(acting, row),
  }
}
