import { bookingStatesWhere, openBookingStates, openWaitingStates } from '@doorstep/contract/bookings/words'
import { openTicketStates, ticketStatesWhere } from '@doorstep/contract/queue/words'
import { sql } from 'kysely'
import type { Db } from '../../platform/database/database'
import { inCalendars } from '../core/transitions'

const list = (states: readonly string[]) => sql`(${sql.join(states)})`
const seated = list(bookingStatesWhere((state) => state.seated))
const made = list(bookingStatesWhere((state) => state.made))
const madeAndSeated = list(bookingStatesWhere((state) => state.made && state.seated))
const counted = list(bookingStatesWhere((state) => state.counted))
const noShow = list(bookingStatesWhere((state) => state.noShow))
const open = list(openBookingStates)
const openWaiting = list(openWaitingStates)
const openTickets = list(openTicketStates)
const inHand = list(ticketStatesWhere((state) => state.inHand))
const heard = list(Object.entries(inCalendars).flatMap(([action, picked]) => (picked ? [action] : [])))

/** Queries that return the violations of each rule; `test_now` is the clock's instant. */
type Rules = Record<string, (districtId: number) => ReturnType<typeof sql>>

/**
 * What must hold for all bookings of a district at every commit, each as a query for its violations. One statement asks them all, of one
 * snapshot, so it may run at any time.
 */
const alwaysTrue: Rules = {
  'a slot’s taken places are those of its bookings, and never too many': (d) => sql`
    select s.id, s.taken, s.capacity from slot s
    left join lateral (
      select coalesce(sum(b.seats), 0) as seats from booking b
      where b.district_id = ${d} and b.slot_id = s.id and not b.walk_in
        and b.state in ${seated}
    ) b on true
    where s.district_id = ${d} and (s.taken <> b.seats or s.taken > s.capacity)`,
  'nobody has two bookings of one slot, or two at the same time': (d) => sql`
    select a.id, b.id as other from booking a
    join booking b on b.district_id = ${d} and b.person = a.person and b.id > a.id
      and b.starts_at < a.ends_at and b.ends_at > a.starts_at and b.state in ${open}
    where a.district_id = ${d} and a.state in ${open}`,
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
      or (w.state = 'taken' and (b.id is null or b.state not in ${made})))`,
  'nobody waits for what she has': (d) => sql`
    select w.id from waiting w
    join booking b on b.district_id = ${d} and b.slot_id = w.slot_id and b.person = w.account_id::text
      and b.state in ${open}
    where w.district_id = ${d} and w.state = 'waiting' and not w.for_other`,
  'whoever takes a place, or waits for one, first ends what had lapsed': (d) => sql`
    select h.id from booking h where h.district_id = ${d} and h.state = 'held' and (
      exists (select 1 from booking b where b.district_id = ${d} and b.slot_id = h.slot_id and b.waiting_id is null
        and b.created_at >= h.held_until)
      or exists (select 1 from waiting w where w.district_id = ${d} and w.slot_id = h.slot_id and w.created_at >= h.held_until))`,
  'a closed slot is held, offered and waited for by nobody': (d) => sql`
    select s.id from slot s where s.district_id = ${d} and s.state = 'closed' and (
      exists (select 1 from booking b where b.district_id = ${d} and b.slot_id = s.id and b.state = 'held')
      or exists (select 1 from waiting w where w.district_id = ${d} and w.slot_id = s.id and w.state in ${openWaiting}))`,
  'nobody has more of a service on a day than its limit': (d) => sql`
    select b.person, b.day from booking b join service s on s.district_id = ${d} and s.code = b.service_code
    where b.district_id = ${d} and b.account_id is not null and b.state in ${counted}
    group by b.person, b.service_code, b.day, s.rules having count(*) > coalesce((s.rules #>> '{limits,day}')::int, 1000)`,
  'nobody takes more than two places of a slot for others': (d) => sql`
    select account_id, slot_id from booking
    where district_id = ${d} and account_id is not null and for_sealed is not null and state in ${open}
    group by account_id, slot_id having sum(seats) > 2`,
  'the events of a booking count up without a gap, and its sequence counts what a calendar hears of': (d) => sql`
    select b.id from booking b
    join lateral (
      select count(*) as events, max(e.seq) as last,
        count(*) filter (where e.did in ${heard}) as heard
      from booking_event e where e.district_id = ${d} and e.booking_id = b.id
    ) e on true
    where b.district_id = ${d} and (e.events <> b.last_seq or e.last <> b.last_seq or e.heard <> b.sequence)`,
}

/** What must hold for the queue at every commit. */
const ofTheQueue: Rules = {
  // In a slot that has begun, walk-ins may also use seats that nobody booked or checked in to; a booker who comes late is let in all the
  // same.
  'people who just come have no more than the places kept for them': (d) => sql`
    select s.id from slot s
    join lateral (
      select coalesce(sum(b.seats) filter (where b.walk_in and b.state in ${madeAndSeated}), 0) as came,
        coalesce(sum(b.seats) filter (where not b.walk_in and (b.state in ${noShow} or exists (
          select 1 from booking_event e where e.district_id = ${d} and e.booking_id = b.id and e.did = 'arriveLate'))), 0) as missed
      from booking b where b.district_id = ${d} and b.slot_id = s.id
    ) b on true
    join lateral (
      select count(*) as drawn from ticket t
      where t.district_id = ${d} and t.slot_id = s.id and t.booking_id is null and t.state <> 'void'
    ) t on true
    join test_now n on true
    where s.district_id = ${d} and b.came + t.drawn
      > s.walk_in + case when s.starts_at > n.at then 0 else greatest(s.capacity - s.taken, 0) + b.missed end`,
  'whoever has arrived has one number in the queue, and no number stands for anybody else': (d) => sql`
    select b.id, t.id as number from (select * from booking where district_id = ${d} and state = 'arrived') b
    full join (
      select * from ticket where district_id = ${d} and booking_id is not null and state in ${openTickets}
    ) t on t.booking_id = b.id
    where b.id is null or t.id is null`,
  'a window has one number in hand': (d) => sql`
    select venue_code, window_name from ticket where district_id = ${d} and state in ${inHand}
    group by venue_code, day, window_name having count(*) > 1`,
  'nobody stands twice in line for a service without a booking': (d) => sql`
    select account_id, service_code from ticket
    where district_id = ${d} and account_id is not null and booking_id is null and state in ${openTickets}
    group by account_id, service_code, day having count(*) > 1`,
}

/** Returns the rules violated now; empty when all hold. */
export const broken = (db: Db, districtId: number, now: Date) => breaks({ ...alwaysTrue, ...ofTheQueue }, db, districtId, now)

async function breaks(rules: Rules, db: Db, districtId: number, now: Date): Promise<Record<string, unknown[]>> {
  const each = Object.entries(rules).map(
    ([rule, query]) => sql`select ${sql.lit(rule)} as rule, to_jsonb(found) as row from (${query(districtId)}) found`,
  )
  const asked = sql<{ rule: string; row: unknown }>`with test_now as (select ${now}::timestamptz as at) ${sql.join(each, sql` union all `)}`
  const { rows } = await asked.execute(db)
  const found: Record<string, unknown[]> = {}
  for (const { rule, row } of rows) found[rule] = [...(found[rule] ?? []), row]
  return found
}

/** What is still open after its end; empty once every due job has run. */
const endsInTime: Rules = {
  'holds end': (d) => sql`
    select b.id, b.held_until from booking b join test_now n on b.held_until <= n.at where b.district_id = ${d} and b.state = 'held'`,
  'waiting ends when the slot begins': (d) => sql`
    select w.id from waiting w join slot s on s.district_id = ${d} and s.id = w.slot_id join test_now n on s.starts_at <= n.at
    where w.district_id = ${d} and w.state in ${openWaiting}`,
  'a yes comes in time or not at all': (d) => sql`
    select b.id from booking b join test_now n on b.approve_by <= n.at where b.district_id = ${d} and b.state = 'pending'`,
  'who has not come within the grace is missed': (d) => sql`
    select b.id from booking b join service s on s.district_id = ${d} and s.code = b.service_code
    join test_now n on b.starts_at + make_interval(mins => (s.rules #>> '{graceMinutes}')::int) <= n.at
    where b.district_id = ${d} and b.state = 'booked'`,
  'the day ends the queue': (d) => sql`
    select t.id from ticket t join test_now n on (t.day + 1)::timestamp at time zone '+08' <= n.at
    where t.district_id = ${d} and t.state in ${openTickets}`,
}

export const overdue = (db: Db, districtId: number, now: Date) => breaks(endsInTime, db, districtId, now)
