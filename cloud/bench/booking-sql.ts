import type pg from 'pg'
import { uuidv7 } from '../platform/process/ids'
import { together } from './booking-figures'
import type { Raced, Try } from './booking-race'

let codes = 0
/**
 * Returns a six-digit code that is unique among these bookings; they are inserted for another venue, whose codes are separate from the
 * API's.
 */
export const nextCode = () => {
  codes += 1
  return String(1_000_000 - codes)
}

/** Makes the same reservations by SQL alone, each on a connection of the pool; a reservation returns false when the slot is full. */
export async function raceInSql(
  pool: pg.Pool,
  reserve: (client: pg.PoolClient, one: Try) => Promise<boolean>,
  tries: readonly Try[],
  atOnce: number,
): Promise<Raced> {
  const calls = tries.map((one) => async () => {
    const client = await pool.connect()
    try {
      return await reserve(client, one)
    } finally {
      client.release()
    }
  })
  const { answers, took, lasted } = await together(calls, atOnce)
  const booked = answers.filter((done) => done).length
  return { took, lasted, booked, full: answers.length - booked }
}

/**
 * The bare reservation: the person's row, the slot's conditional update, the booking with its first event, one transaction. No session,
 * idempotency key, rules, notification or answer.
 */
export const reserveBare =
  (districtId: number) =>
  async (client: pg.PoolClient, { who: { accountId }, slotId }: Try) => {
    await client.query('begin')
    await client.query('insert into booker (district_id, person) values ($1, $2) on conflict do nothing', [districtId, accountId])
    await client.query('select from booker where district_id = $1 and person = $2 for update', [districtId, accountId])
    const { rowCount, rows } = await client.query<{ day: string; starts_at: Date; ends_at: Date }>(
      `update slot set taken = taken + 1 where district_id = $1 and id = $2 and state = 'open' and taken + 1 <= capacity
     returning day, starts_at, ends_at`,
      [districtId, slotId],
    )
    const [slot] = rows
    if (slot !== undefined) {
      const id = uuidv7()
      await client.query(
        `insert into booking (district_id, id, account_id, person, service_code, venue_code, group_code, service_name, way, slot_id, day,
         starts_at, ends_at, seats, code, state, last_seq, created_at, updated_at)
       values ($1, $2, $3, $4, 'S-SLOT', 'V-SQL', 'health', '血压测量', 'slot', $5, $6, $7, $8, 1, $9, 'booked', 1, now(), now())`,
        [districtId, id, accountId, accountId, slotId, slot.day, slot.starts_at, slot.ends_at, nextCode()],
      )
      await client.query(
        `insert into booking_event (district_id, booking_id, seq, did, state, at, by_party) values ($1, $2, 1, 'confirm', 'booked', now(), 'booker')`,
        [districtId, id],
      )
    }
    await client.query(rowCount === 1 ? 'commit' : 'rollback')
    return rowCount === 1
  }
