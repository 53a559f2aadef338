import type { SealedSamples } from '../platform/context/check-key'
import { seals } from './core/person'

/** Returns what bookings have sealed, the oldest first. */
export const sealedBookings: SealedSamples = async (db, districtId, limit) => {
  const rows = await db
    .selectFrom('booking')
    .select(['for_sealed as who', 'phone_sealed as phone', 'address_sealed as address'])
    .where('district_id', '=', districtId)
    .where((is) => is.or([is('for_sealed', 'is not', null), is('phone_sealed', 'is not', null), is('address_sealed', 'is not', null)]))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.flatMap(({ who, phone, address }) => [
    { sealed: who, place: seals.who },
    { sealed: phone, place: seals.phone },
    { sealed: address, place: seals.address },
  ])
}
