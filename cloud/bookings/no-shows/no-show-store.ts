import { sql, type Insertable } from 'kysely'
import type { Tx } from '../../platform/database/database'
import type { BookingLimit } from '../../platform/database/schema'
import type { StoredBooking } from '../core/bookings-store'

type About = Pick<StoredBooking, 'id' | 'person' | 'group_code'>

const missesIn = (tx: Tx, districtId: number, { person, group_code: group }: About) =>
  tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('person', '=', person)
    .where('group_code', '=', group)
    .where('state', '=', sql.lit('missed'))
    .select((booking) => booking.fn.countAll<number>().as('count'))

/** Returns other no-shows of the same person and group within the period that count towards a ban. */
export async function countedMisses(tx: Tx, districtId: number, row: About, { from, until }: { from: Date; until: Date }): Promise<number> {
  const { count } = await missesIn(tx, districtId, row)
    .where('id', '<>', row.id)
    .where('exempt', '=', sql.lit(false))
    .where('missed_at', '>', from)
    .where('missed_at', '<=', until)
    .executeTakeFirstOrThrow()
  return count
}

/** Returns every no-show of a person in a group since `from`. */
export async function missesOfPerson(tx: Tx, districtId: number, row: About, from: Date): Promise<number> {
  const { count } = await missesIn(tx, districtId, row).where('missed_at', '>', from).executeTakeFirstOrThrow()
  return count
}

export const insertLimit = (tx: Tx, limit: Insertable<BookingLimit>) => tx.insertInto('booking_limit').values(limit).execute()

const limits = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('booking_limit')
    .where('district_id', '=', districtId)
    .where('lifted_at', 'is', null)
    .select(['id', 'booking_id', 'until_at'])

/** Returns bans of an account in a group that were not lifted, expired ones included. */
export const liveLimits = (tx: Tx, districtId: number, accountId: string, group: string) =>
  limits(tx, districtId).where('account_id', '=', accountId).where('group_code', '=', group).orderBy('id').execute()

export const liftLimit = (tx: Tx, districtId: number, id: string, at: Date) =>
  tx.updateTable('booking_limit').where('district_id', '=', districtId).where('id', '=', id).set({ lifted_at: at }).execute()
