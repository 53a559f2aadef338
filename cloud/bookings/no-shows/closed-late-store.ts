import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'
import type { Day } from '../../platform/time/calendar'

/** Returns the bookings of a venue's days that had begun by `now` and for which nobody came, or not yet, with their people and slots. */
export async function begunUnserved(
  tx: Tx,
  districtId: number,
  venueCode: string,
  { from, until, now }: { from: Day; until: Day; now: Date },
): Promise<{ id: string; person: string; slot_id: string }[]> {
  return tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '>=', from)
    .where('day', '<=', until)
    .where('starts_at', '<=', now)
    .where('state', 'in', literals(['booked', 'missed']))
    .select(['id', 'person', 'slot_id'])
    .orderBy('id')
    .execute()
}
