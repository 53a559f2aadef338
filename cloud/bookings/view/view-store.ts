import type { Tx } from '../../platform/database/database'

/** What of bookings was rated, by booking. */
export async function ratingsOf(tx: Tx, districtId: number, bookingIds: readonly string[]) {
  if (bookingIds.length === 0) return new Map<string, { satisfied: number; text: string; answer: string | null }>()
  const rows = await tx
    .selectFrom('booking_rating')
    .where('district_id', '=', districtId)
    .where('booking_id', 'in', bookingIds)
    .select(['booking_id', 'satisfied', 'text', 'answer'])
    .execute()
  return new Map(rows.map(({ booking_id: id, ...rating }) => [id, rating]))
}

/** Whoever comes to a home visit, and how to reach them: the booker lets them in. */
export const helperOf = (tx: Tx, districtId: number, staffCode: string) =>
  tx.selectFrom('staff').where('district_id', '=', districtId).where('code', '=', staffCode).select(['name', 'phone']).executeTakeFirst()
