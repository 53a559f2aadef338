import { openBookingStates } from '@doorstep/contract/bookings/words'
import type { Tx } from '../../platform/database/database'

/** What an account has booked for others. */

/** An account's open bookings for others in a slot, but for one. */
export const forOthersIn = (tx: Tx, districtId: number, accountId: string, slotId: string, except: string | null) =>
  tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('account_id', '=', accountId)
    .where('for_sealed', 'is not', null)
    .where('state', 'in', openBookingStates)
    .$if(except !== null, (some) => some.where('id', '<>', except))
    .select(['id', 'seats'])
    .orderBy('id')
    .execute()

/** An account's open bookings of a service for others, the next first. */
export const forOthersOf = (tx: Tx, districtId: number, accountId: string, serviceCode: string) =>
  tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('service_code', '=', serviceCode)
    .where('for_sealed', 'is not', null)
    .where('state', 'in', openBookingStates)
    .select(['id', 'person'])
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
