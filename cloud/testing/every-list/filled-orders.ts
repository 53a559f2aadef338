import { sql } from 'kysely'
import type { Db } from '../../platform/database/database'

/** Adds an order about every so-manyth request of a filled district: enough rows that PostgreSQL prefers an index; most are over. */
export async function fillOrders(db: Db, districtId: number): Promise<void> {
  await sql`insert into supervision_order (district_id, id, request_id, issued_at, text, ended_at)
    select district_id, gen_random_uuid(), id, created_at, '请马上办理', case when right(id::text, 1) = '0' then null else created_at end
    from request where district_id = ${districtId} and right(id::text, 1) between '0' and '4'`.execute(db)
  await sql`vacuum analyze supervision_order`.execute(db)
}

/** Adds whistles to a filled district, of each grid in turn, each calling one unit; most are over. */
export async function fillWhistles(db: Db, districtId: number): Promise<void> {
  await sql`insert into whistle
      (district_id, id, number, state, grid_code, place, purpose, asked_units, respond_minutes, result_days, created_at, called_at, closed_at, last_seq)
    select ${districtId}, gen_random_uuid(), '哨-' || n, case when n % 10 = 0 then 'open' else 'closed' end, grid.code, '1 号楼北侧', '一起看',
      '["CG"]', 30, 3, now() - make_interval(mins => n), now() - make_interval(mins => n),
      case when n % 10 = 0 then null else now() - make_interval(mins => n - 1) end, 1
    from generate_series(1, 5000) as n
    join (select code, row_number() over (order by code) - 1 as place, count(*) over () as all_of_them from grid where district_id = ${districtId}) as grid
      on grid.place = n % grid.all_of_them`.execute(db)
  await sql`insert into whistle_call (district_id, id, whistle_id, unit_code, state, called_at, respond_by, who, sent_back, ended_at)
    select district_id, gen_random_uuid(), id, 'CG', 'called', called_at, called_at, '', false, closed_at from whistle
    where district_id = ${districtId}`.execute(db)
  await sql`vacuum analyze whistle`.execute(db)
  await sql`vacuum analyze whistle_call`.execute(db)
}
