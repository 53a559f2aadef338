import { sql } from 'kysely'
import type { Db } from '../../platform/database/database'

/** Adds an order about every so-manyth request of a filled district: enough rows that PostgreSQL prefers an index; most are over. */
export async function fillOrders(db: Db, districtId: number): Promise<void> {
  await sql`insert into supervision_order (district_id, id, request_id, issued_at, text, ended_at)
    select district_id, gen_random_uuid(), id, created_at, '请马上办理', case when right(id::text, 1) = '0' then null else created_at end
    from request where district_id = ${districtId} and right(id::text, 1) between '0' and '4'`.execute(db)
  await sql`vacuum analyze supervision_order`.execute(db)
}
