import type { BookingParty, BookingState } from '@doorstep/contract/bookings/machine'
import type { Acting } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { managesService } from '../../services/api'
import type { StoredBooking } from '../core/bookings-store'
import { loadedBooking, type LoadedBooking } from '../core/loaded-booking'

/** Not yet, or no longer, a booking: nobody but the one who holds the place sees it. */
const unseen: readonly BookingState[] = ['held', 'released']

export interface VisibleBooking extends LoadedBooking {
  /** What the caller is to it: nobody decides about their own booking (回避). */
  as: BookingParty[]
}

/** A booking of a place or service the caller keeps, or a visit they are sent to, as staff see it; not locked. Throws `notFound`. */
export async function seenBooking(acting: Acting, id: string): Promise<VisibleBooking> {
  const { actor } = acting
  const booking = await loadedBooking(acting, id)
  if (booking === null || unseen.includes(booking.row.state)) throw problem('notFound')
  const { row, service, venue } = booking
  if (managesService(actor, venue, service)) return { ...booking, as: partiesTo(acting, row) }
  // Whoever is sent to a home finds it, also once a role that made them keep the place has ended: they read, and decide nothing.
  if (row.helper_code !== null && row.helper_code === actor.staff?.code) return { ...booking, as: [] }
  throw problem('notFound')
}

/** What somebody who keeps the place is to a booking there. */
export const partiesTo = ({ actor }: Pick<Acting, 'actor'>, row: StoredBooking): BookingParty[] =>
  row.account_id === actor.accountId ? [] : ['counter']

/** The same, for acting in it. Throws `notFound`, and `notYourRole` for one's own booking. */
export async function managedBooking(acting: Acting, id: string): Promise<{ booking: LoadedBooking; staff: string }> {
  const { as, ...booking } = await seenBooking(acting, id)
  const staff = acting.actor.staff?.code
  if (staff === undefined || !as.includes('counter')) throw problem('notYourRole')
  return { booking, staff }
}
