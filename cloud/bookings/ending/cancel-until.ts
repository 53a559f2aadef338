import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { cancelWindow } from '../../services/api'
import type { StoredBooking } from '../core/bookings-store'

/**
 * Until when the booker may cancel or move, itself included: as was said when it was made or moved, or as the rules say now, whichever is later. Rules that change give
 * more time to whoever booked before, and never take any away.
 */
export function cancelUntil(
  { starts_at: startsAt, cancel_until: said }: Pick<StoredBooking, 'starts_at' | 'cancel_until'>,
  rules: Pick<OpeningRules, 'cancelMinutes'>,
): Date {
  const ruled = cancelWindow(startsAt, rules)
  return said !== null && said > ruled ? said : ruled
}
