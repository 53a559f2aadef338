import { sql } from 'kysely'
import type { Db } from '../platform/database'

/**
 * What must hold of all bookings of a district at every commit, each as a query for what breaks it: one statement sees one
 * snapshot, so it may run in the middle of anything.
 */
const alwaysTrue: Record<string, (districtId: number) => ReturnType<typeof sql>> = {
  'a slot’s taken places are those of its bookings, and never too many': (d) => sql`
    select s.id, s.taken, s.capacity from slot s
    left join lateral (
      select coalesce(sum(b.seats), 0) as seats from booking b
      where b.district_id = ${d} and b.slot_id = s.id and not b.walk_in
        and b.state in ('held', 'pending', 'booked', 'arrived', 'done', 'missed', 'excused')
    ) b on true
    where s.district_id = ${d} and (s.taken <> b.seats or s.taken > s.capacity)`,
  'nobody has two bookings of one slot, or two at the same time': (d) => sql`
    select a.id, b.id as other from booking a
    join booking b on b.district_id = ${d} and b.person = a.person and b.id > a.id
      and b.starts_at < a.ends_at and b.ends_at > a.starts_at and b.state in ('pending', 'booked', 'arrived')
    where a.district_id = ${d} and a.state in ('pending', 'booked', 'arrived')`,
  'nobody holds two places of her own at a time': (d) => sql`
    select account_id from booking where district_id = ${d} and state = 'held' and waiting_id is null
    group by account_id having count(*) > 1`,
  'nobody waits who fits into what is free': (d) => sql`
    select w.id from waiting w join slot s on s.district_id = ${d} and s.id = w.slot_id
    where w.district_id = ${d} and w.state = 'waiting' and s.state = 'open' and w.seats <= s.capacity - s.taken
      and not exists (select 1 from test_now n where n.at >= s.starts_at)`,
  'no offer passes over somebody who waited longer and fits': (d) => sql`
    select a.id, b.id as offered from waiting b
    join waiting a on a.district_id = ${d} and a.slot_id = b.slot_id and a.place < b.place and a.seats <= b.seats
    where b.district_id = ${d} and b.offered_at is not null
      and (a.state = 'waiting' or (coalesce(a.offered_at, a.ended_at) > b.offered_at and a.state in ('offered', 'taken', 'expired')))`,
  'what is offered is held, and what is held from the list is on offer': (d) => sql`
    select w.id from waiting w
    left join booking b on b.district_id = ${d} and b.id = w.booking_id
    where w.district_id = ${d} and (
      (w.state = 'offered' and (b.state is distinct from 'held' or b.waiting_id <> w.id or b.held_until <> w.offer_until))
      or (w.state = 'taken' and (b.id is null or b.state in ('held', 'released'))))`,
  'nobody has more of a service on a day than its limit': (d) => sql`
    select b.person, b.day from booking b join service s on s.district_id = ${d} and s.code = b.service_code
    where b.district_id = ${d} and b.account_id is not null and b.state in ('pending', 'booked', 'arrived', 'done', 'missed')
    group by b.person, b.service_code, b.day, s.rules having count(*) > coalesce((s.rules #>> '{limits,day}')::int, 1000)`,
  'nobody takes more than two places of a slot for others': (d) => sql`
    select account_id, slot_id from booking
    where district_id = ${d} and for_sealed is not null and state in ('pending', 'booked', 'arrived')
    group by account_id, slot_id having sum(seats) > 2`,
  'the events of a booking count up without a gap, and its sequence counts what a calendar hears of': (d) => sql`
    select b.id from booking b
    join lateral (
      select count(*) as events, max(e.seq) as last,
        count(*) filter (where e.did in ('approve', 'decline', 'cancel', 'giveBack', 'callOff', 'move', 'assign')) as heard
      from booking_event e where e.district_id = ${d} and e.booking_id = b.id
    ) e on true
    where b.district_id = ${d} and (e.events <> b.last_seq or e.last <> b.last_seq or e.heard <> b.sequence)`,
}

/** What is broken now, by the sentence it breaks; empty when all is well. */
export async function broken(db: Db, districtId: number, now: Date): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const [rule, query] of Object.entries(alwaysTrue)) {
    const { rows } = await sql`with test_now as (select ${now}::timestamptz as at) ${query(districtId)}`.execute(db)
    if (rows.length > 0) found[rule] = rows
  }
  return found
}

/** After every job that is due has run, nothing is held beyond its end and nobody waits for what has begun. */
export async function overdue(db: Db, districtId: number, now: Date): Promise<Record<string, unknown[]>> {
  const holds = await sql`
    select id, held_until from booking where district_id = ${districtId} and state = 'held' and held_until <= ${now}`.execute(db)
  const waits = await sql`
    select w.id from waiting w join slot s on s.district_id = ${districtId} and s.id = w.slot_id
    where w.district_id = ${districtId} and w.state in ('waiting', 'offered') and s.starts_at <= ${now}`.execute(db)
  return {
    ...(holds.rows.length > 0 ? { 'holds end': holds.rows } : {}),
    ...(waits.rows.length > 0 ? { 'waiting ends when the slot begins': waits.rows } : {}),
  }
}
