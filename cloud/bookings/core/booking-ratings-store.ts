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
