import { bookingStatesWhere } from '@doorstep/contract/bookings/words'
import { sql, type Insertable } from 'kysely'
import type { Tx } from '../../platform/database/database'
import { plannedAnew } from '../../platform/database/named-statements'
import { literals } from '../../platform/database/literals'
import type { StaffFeed } from '../../platform/database/schema'

const columns = ['id', 'staff_code', 'venue_code', 'name', 'created_at', 'last_read_at'] as const

export const insertFeed = (tx: Tx, feed: Insertable<StaffFeed>) =>
  tx.insertInto('staff_feed').values(feed).returning(columns).executeTakeFirstOrThrow()
export type StoredFeed = Awaited<ReturnType<typeof insertFeed>>

/** Returns a staff member's calendar addresses, the oldest first. */
export const feedsOf = (tx: Tx, districtId: number, staffCode: string): Promise<StoredFeed[]> =>
  tx
    .selectFrom('staff_feed')
    .where('district_id', '=', districtId)
    .where('staff_code', '=', staffCode)
    .select(columns)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/** Deletes an address; returns false when this staff member has no such one. */
export async function dropFeed(tx: Tx, districtId: number, staffCode: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('staff_feed')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .where('staff_code', '=', staffCode)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Returns the address of a token, with its venue if it has one that is in use. */
export async function feedByToken(tx: Tx, districtId: number, tokenHash: string) {
  const row = await tx
    .selectFrom('staff_feed as feed')
    .leftJoin('venue', (on) =>
      on.on('venue.district_id', '=', districtId).onRef('venue.code', '=', 'feed.venue_code').on('venue.retired_at', 'is', null),
    )
    .where('feed.district_id', '=', districtId)
    .where('feed.token_hash', '=', tokenHash)
    .select(['feed.id', 'feed.staff_code', 'feed.venue_code', 'feed.name'])
    .select(['venue.name as venue_name', 'venue.area_code', 'venue.branch_code'])
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { venue_name: name, area_code: areaCode, branch_code: branchCode, ...feed } = row
  return { ...feed, venue: name === null || areaCode === null ? null : { name, areaCode, branchCode } }
}
export type ReadFeed = NonNullable<Awaited<ReturnType<typeof feedByToken>>>

/** Records that an address was read, at most once since `before`. */
export const markRead = (tx: Tx, districtId: number, id: string, at: Date, before: Date) =>
  tx
    .updateTable('staff_feed')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .where((feed) => feed.or([feed('last_read_at', 'is', null), feed('last_read_at', '<=', before)]))
    .set({ last_read_at: at })
    .execute()

/**
 * Returns the slots of some services on some days, in order of time, with how many people are expected in each; `empty` ones only while
 * they are open.
 */
export function slotsWithPeople(
  tx: Tx,
  districtId: number,
  { services, from, until, empty }: { services: readonly string[]; from: string; until: string; empty: boolean },
) {
  const coming = tx
    .selectFrom('booking')
    .where('booking.district_id', '=', districtId)
    .where('booking.service_code', 'in', services)
    .where('booking.day', '>=', from)
    .where('booking.day', '<=', until)
    .where('booking.state', 'in', literals(bookingStatesWhere(({ made, seated, noShow }) => made && seated && !noShow)))
    .groupBy('booking.slot_id')
    .select(['booking.slot_id', (booking) => booking.fn.sum<number>('booking.seats').as('people')])
  return tx
    .selectFrom('slot')
    .modifyFront(plannedAnew)
    .leftJoin(coming.as('coming'), 'coming.slot_id', 'slot.id')
    .where('slot.district_id', '=', districtId)
    .where('slot.service_code', 'in', services)
    .where('slot.day', '>=', from)
    .where('slot.day', '<=', until)
    .where((slot) => slot.or([slot('coming.people', '>', 0), ...(empty ? [slot('slot.state', '=', sql.lit('open'))] : [])]))
    .select([
      'slot.id',
      'slot.service_code',
      'slot.starts_at',
      'slot.ends_at',
      sql<number>`slot.capacity + slot.walk_in`.as('places'),
      sql<number>`coalesce(coming.people, 0)::int`.as('people'),
    ])
    .orderBy('slot.starts_at')
    .orderBy('slot.service_code')
    .orderBy('slot.id')
    .execute()
}
