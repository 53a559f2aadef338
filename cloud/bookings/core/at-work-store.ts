import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'
import { lastCallBefore, type VenueDay } from '../../queue/api'

/** What staff do with a booking only where the place is open. */
const doneAtCounter = ['checkIn', 'finish', 'miss', 'arriveLate']

/**
 * Returns when a venue was last seen at work on a day before an instant: its windows called a number, or its staff checked somebody in,
 * finished with them or waited for them in vain. Of one service, or of any (null). Null when it was not.
 */
export async function lastAtWork(
  tx: Tx,
  districtId: number,
  of: VenueDay,
  { serviceCode, before }: { serviceCode: string | null; before: Date },
): Promise<Date | null> {
  const called = await lastCallBefore(tx, districtId, of, { serviceCode, before })
  const { at } = await tx
    .selectFrom('booking')
    .innerJoin('booking_event as event', (on) =>
      on.onRef('event.district_id', '=', 'booking.district_id').onRef('event.booking_id', '=', 'booking.id'),
    )
    .where('booking.district_id', '=', districtId)
    .where('booking.venue_code', '=', of.venueCode)
    .where('booking.day', '=', of.day)
    .where('booking.way', '<>', 'home')
    .$if(serviceCode !== null, (some) => some.where('booking.service_code', '=', serviceCode ?? ''))
    .where('event.by_party', '=', sql.lit('counter'))
    .where('event.did', 'in', literals(doneAtCounter))
    .where('event.at', '<', before)
    .select((row) => row.fn.max<Date | null>('event.at').as('at'))
    .executeTakeFirstOrThrow()
  return called === null || (at !== null && at > called) ? at : called
}
