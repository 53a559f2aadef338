import type { BookingParty, BookingState } from '@doorstep/contract/bookings/machine'
import type { Acting } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { managesService } from '../../services/api'
import { serviceAndVenueOf, type ServiceAndVenue } from '../core/service-and-venue'
import { bookingById, type StoredBooking } from '../core/bookings-store'

/** Not yet, or no longer, a booking: nobody but the one who holds the place sees it. */
const unseen: readonly BookingState[] = ['held', 'released']

export interface VisibleBooking {
  row: StoredBooking
  serviceAndVenue: ServiceAndVenue
  /** What the caller is to it: nobody decides about their own booking (回避). */
  as: BookingParty[]
}

/** A booking of a place or service the caller keeps, or a visit they are sent to, as staff see it; not locked. Throws `notFound`. */
export async function seenBooking(acting: Acting, id: string): Promise<VisibleBooking> {
  const { tx, districtId, actor } = acting
  const row = await bookingById(tx, districtId, id)
  if (row === null || unseen.includes(row.state)) throw problem('notFound')
  const serviceAndVenue = await serviceAndVenueOf(acting, row)
  if (managesService(actor, serviceAndVenue.venue, serviceAndVenue.service)) return { row, serviceAndVenue, as: partiesTo(acting, row) }
  // Whoever is sent to a home finds it, also once a role that made them keep the place has ended: they read, and decide nothing.
  if (row.helper_code !== null && row.helper_code === actor.staff?.code) return { row, serviceAndVenue, as: [] }
  throw problem('notFound')
}

/** What somebody who keeps the place is to a booking there. */
export const partiesTo = ({ actor }: Pick<Acting, 'actor'>, row: StoredBooking): BookingParty[] =>
  row.account_id === actor.accountId ? [] : ['counter']

/** The same, for acting in it. Throws `notFound`, and `notYourRole` for one's own booking. */
export async function managedBooking(
  acting: Acting,
  id: string,
): Promise<{ row: StoredBooking; serviceAndVenue: ServiceAndVenue; staff: string }> {
  const { row, serviceAndVenue, as } = await seenBooking(acting, id)
  const staff = acting.actor.staff?.code
  if (staff === undefined || !as.includes('counter')) throw problem('notYourRole')
  return { row, serviceAndVenue, staff }
}
