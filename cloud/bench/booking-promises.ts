import { randomUUID } from 'node:crypto'
import { bookingStatesWhere, openBookingStates } from '@doorstep/contract/bookings/words'
import { firstReminderHours, holdMinutes, holdsPerDay, lastReminderHours } from '@doorstep/contract/rules'
import pg from 'pg'
import { hashToken } from '../platform/process/crypto'
import { uuidv7 } from '../platform/process/ids'
import type { Try } from './booking-race'
import { nextCode } from './booking-sql'

/** How often a person may have the service in a day; nobody comes so often here. */
const mostADay = 100

/**
 * The smallest SQL that keeps the promises of a hold and a booking: who calls, a retry is answered as before, one booking of a person is
 * judged at a time (overlap, limits, ban, cap of the day), a place is a place, the timeline, the end of the hold, the reminders and the
 * no-show. Each call is one look at the session, one transaction and as few statements as possible, all prepared under names.
 */
export const reserveKeepingPromises =
  (districtId: number) =>
  async (client: pg.PoolClient, one: Try): Promise<boolean> => {
    const { who, slotId } = one
    const ask = (name: keyof typeof statements, ...values: unknown[]) =>
      client.query<Record<string, unknown>>({ name, text: statements[name], values: [districtId, ...values] })
    const call = async (endpoint: string, work: () => Promise<unknown>): Promise<boolean> => {
      const key = randomUUID()
      const { rows } = await ask('session', hashToken(who.token), key)
      const [caller] = rows
      if (caller === undefined || caller.status !== null) throw new Error('Not signed in, or done before')
      await client.query('begin')
      await ask('claim', caller.account_id, key, endpoint, hashToken(key))
      const reply = await work()
      if (reply === null) {
        await client.query('rollback')
        return false
      }
      await ask('save', caller.account_id, key, JSON.stringify(reply))
      await client.query('commit')
      return true
    }

    const id = uuidv7()
    const judge = async () => {
      const {
        rows: [judged],
      } = await ask('judge', who.accountId, slotId, id)
      if (judged === undefined || judged.overlaps === true || judged.banned === true || Number(judged.counted) >= mostADay)
        throw new Error('Refused')
    }
    const held = await call('POST /v1/holds', async () => {
      await judge()
      const {
        rows: [made],
      } = await ask('hold', who.accountId, slotId, id, nextCode(), uuidv7(), holdsPerDay)
      return made ?? null
    })
    if (!held) return false
    return call('POST /v1/bookings', async () => {
      await judge()
      const {
        rows: [booked],
      } = await ask('book', id, who.accountId, [uuidv7(), uuidv7(), uuidv7()])
      if (booked === undefined) throw new Error('A held place was not booked')
      return booked
    })
  }

const listed = (states: readonly string[]) => states.map((state) => pg.escapeLiteral(state)).join(', ')

const statements = {
  session: `select session.account_id, done.status, done.reply from session
    left join idempotency as done on done.district_id = session.district_id and done.account_id = session.account_id and done.key = $3
    where session.district_id = $1 and session.token_hash = $2 and session.revoked_at is null and session.expires_at > now()`,
  claim: `with claimed as (
      insert into idempotency (district_id, account_id, key, endpoint, body_hash, created_at) values ($1, $2, $3, $4, $5, now()))
    insert into booker (district_id, person) values ($1, $2::uuid::text)
    on conflict (district_id, person) do update set person = excluded.person`,
  judge: `select
      exists (select from booking where district_id = $1 and person = $2::uuid::text and state in (${listed(openBookingStates)}) and id <> $4
        and starts_at > slot.starts_at - interval '1 day' and starts_at < slot.ends_at and ends_at > slot.starts_at) as overlaps,
      exists (select from booking_limit where district_id = $1 and account_id = $2 and group_code = 'health' and lifted_at is null
        and from_at <= now() and until_at > now()) as banned,
      (select count(*) from booking where district_id = $1 and person = $2::uuid::text and service_code = slot.service_code and id <> $4
        and state in (${listed(bookingStatesWhere(({ counted }) => counted))}) and day = slot.day
        and starts_at > slot.starts_at - interval '1 day' and starts_at < slot.starts_at + interval '1 day') as counted
    from slot where district_id = $1 and id = $3 and state = 'open' and starts_at > now()`,
  hold: `with today as (
      insert into tally (district_id, kind, subject, count, until_at) values ($1, 'daily:sql', $2::uuid::text, 1, now() + interval '1 day')
      on conflict (district_id, kind, subject) do update set count = tally.count + 1 returning count),
    reserved as (
      update slot set taken = taken + 1 where district_id = $1 and id = $3 and state = 'open' and taken + 1 <= capacity and (select count <= $7 from today)
      returning id, day, starts_at, ends_at, capacity - taken as free),
    made as (
      insert into booking (district_id, id, account_id, person, service_code, venue_code, group_code, service_name, way, slot_id, day,
        starts_at, ends_at, seats, code, state, held_until, last_seq, created_at, updated_at)
      select $1, $4, $2, $2::uuid::text, 'S-SLOT', 'V-SQL', 'health', '血压测量', 'slot', id, day, starts_at, ends_at, 1, $5, 'held',
        now() + interval '${holdMinutes} minutes', 1, now(), now() from reserved
      returning id, held_until),
    told as (
      insert into booking_event (district_id, booking_id, seq, did, state, at, by_party)
      select $1, id, 1, 'hold', 'held', now(), 'booker' from made),
    planned as (
      insert into outbox (district_id, id, kind, key, payload, created_at, due_at)
      select $1, $6, 'sql.holdEnds', id::text, '{}', now(), held_until from made)
    select made.id, held_until, reserved.starts_at, free,
      (select count(*) from waiting where district_id = $1 and slot_id = $3 and state = 'waiting') as waiting
    from made, reserved`,
  book: `with booked as (
      update booking set state = 'booked', held_until = null, last_seq = 2, cancel_until = starts_at, updated_at = now()
      where district_id = $1 and id = $2 and account_id = $3 and state = 'held' and held_until > now()
      returning id, starts_at, service_name, code),
    told as (
      insert into booking_event (district_id, booking_id, seq, did, state, at, by_party)
      select $1, id, 2, 'confirm', 'booked', now(), 'booker' from booked),
    settled as (
      update waiting set state = 'taken', booking_id = $2, ended_at = now() from booked
      where waiting.district_id = $1 and waiting.booking_id = $2 and waiting.state = 'offered'),
    planned as (
      insert into outbox (district_id, id, kind, key, payload, created_at, due_at)
      select $1, job.id, 'sql.' || job.what, booked.id::text, '{}', now(), starts_at + job.after
      from booked, unnest($4::uuid[], array['first', 'last', 'miss'],
        array[interval '-${firstReminderHours} hours', interval '-${lastReminderHours} hours', interval '15 minutes']) as job (id, what, after))
    select * from booked`,
  save: `update idempotency set status = 201, reply = $4 where district_id = $1 and account_id = $2 and key = $3`,
} as const
