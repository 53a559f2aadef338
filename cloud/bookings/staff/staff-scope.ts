import type { BookingParty } from '@doorstep/contract/bookings/machine'
import { bookingTraits } from '@doorstep/contract/bookings/words'
import type { Acting } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { managesService } from '../../services/api'
import { isOwn, type StoredBooking } from '../core/bookings-store'
import { loadedBooking, type LoadedBooking } from '../core/loaded-booking'

export interface VisibleBooking extends LoadedBooking {
  /** The parties the caller belongs to: nobody decides about their own booking (回避). */
  as: BookingParty[]
}

/**
 * Returns a booking of a venue or service the caller manages, or a visit they are assigned to, as staff see it; not locked. Throws
 * `notFound`.
 */
export async function seenBooking(acting: Acting, id: string): Promise<VisibleBooking> {
  const { actor } = acting
  const booking = await loadedBooking(acting, id)
  // A hold is seen only by the one who holds the seat.
  if (booking === null || !bookingTraits[booking.row.state].made) throw problem('notFound')
  const { row, service, venue } = booking
  if (managesService(actor, venue, service)) return { ...booking, as: partiesTo(acting, row) }
  // The assigned helper may read the visit, also after the role by which they managed the venue ended, but decides nothing.
  if (row.helper_code !== null && row.helper_code === actor.staff?.code) return { ...booking, as: [] }
  throw problem('notFound')
}

/** Returns the parties a manager of the venue belongs to for a booking there. */
export const partiesTo = ({ actor }: Pick<Acting, 'actor'>, row: StoredBooking): BookingParty[] => (isOwn(row, actor) ? [] : ['counter'])

/** Returns the booking for acting on it. Throws `notFound`, and `notYourRole` for one's own booking. */
export async function managedBooking(acting: Acting, id: string): Promise<{ booking: LoadedBooking; staff: string }> {
  const { as, ...booking } = await seenBooking(acting, id)
  const staff = acting.actor.staff?.code
  if (staff === undefined || !as.includes('counter')) throw problem('notYourRole')
  return { booking, staff }
}
