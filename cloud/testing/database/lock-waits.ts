import { sql } from 'kysely'
import type { Db } from '../../platform/database/database'
import { eventually } from '../eventually'

/** Waits until exactly so many calls to a database wait for a lock that another transaction holds. */
export const callsWait = (db: Db, count: number): Promise<true> =>
  eventually(`calls that wait for a lock: ${count}`, 10, async () => {
    const { rows } = await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
    return rows.length === count
  })
