import { sql } from 'kysely'
import type { Tx } from './database'

/** What is counted: its kind, whose it is, and until when, after which it begins again. */
export interface Tally {
  districtId: number
  kind: string
  /** An account's id, the code of a place, or a keyed hash; never an address or a secret code in the clear. */
  subject: string
}

export interface Counted {
  count: number
  until: Date
}

/** Adds one and returns the count; at `now` a count that is over begins again, to last until `until`. */
export async function addToTally(tx: Tx, { districtId, kind, subject }: Tally, now: Date, until: Date): Promise<Counted> {
  const row = await tx
    .insertInto('tally')
    .values({ district_id: districtId, kind, subject, count: 1, until_at: until })
    .onConflict((on) =>
      on.columns(['district_id', 'kind', 'subject']).doUpdateSet({
        count: sql<number>`case when tally.until_at <= ${now} then 1 else tally.count + 1 end`,
        until_at: sql<Date>`case when tally.until_at <= ${now} then excluded.until_at else tally.until_at end`,
      }),
    )
    .returning(['count', 'until_at'])
    .executeTakeFirstOrThrow()
  return { count: row.count, until: row.until_at }
}

/** Has a tally last until `until`; writes only where it would otherwise end before `atLeast`, so that it may be asked for often. */
export const keepTally = (tx: Tx, { districtId, kind, subject }: Tally, until: Date, atLeast: Date) =>
  tx
    .insertInto('tally')
    .values({ district_id: districtId, kind, subject, count: 1, until_at: until })
    .onConflict((on) =>
      on.columns(['district_id', 'kind', 'subject']).doUpdateSet({ until_at: until }).where('tally.until_at', '<', atLeast),
    )
    .execute()

/** Takes one back. */
export const takeFromTally = (tx: Tx, { districtId, kind, subject }: Tally) =>
  tx
    .updateTable('tally')
    .set({ count: sql<number>`greatest(count - 1, 0)` })
    .where('district_id', '=', districtId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .execute()

/** Returns the count at `now`; null when there is none or it is over. */
export async function tallied(tx: Tx, { districtId, kind, subject }: Tally, now: Date): Promise<Counted | null> {
  const row = await tx
    .selectFrom('tally')
    .select(['count', 'until_at'])
    .where('district_id', '=', districtId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('until_at', '>', now)
    .executeTakeFirst()
  return row === undefined ? null : { count: row.count, until: row.until_at }
}
