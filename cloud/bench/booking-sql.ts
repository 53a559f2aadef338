import type pg from 'pg'
import { dayOf } from '../platform/calendar'
import { uuidv7 } from '../platform/ids'
import type { SignedIn } from '../testing/signed-in'
import { together } from './booking-figures'
import type { Raced } from './booking-race'

interface Wanted {
  districtId: number
  slotId: string
  startsAt: Date
  endsAt: Date
}

/**
 * The same reservation with nothing around it: the person's row, the slot's conditional update, the booking with its first event,
 * one transaction. No session, idempotency key, rules, notification or answer. As many connections as the API processes have.
 */
export async function raceInSql(pool: pg.Pool, residents: readonly SignedIn[], wanted: Wanted): Promise<Raced> {
  const tries = residents.map(
    ({ accountId }, at) =>
      () =>
        reserve(pool, accountId, String(at).padStart(6, '0'), wanted),
  )
  const { answers, took, lasted } = await together(tries)
  const booked = answers.filter((done) => done).length
  return { took, lasted, booked, full: answers.length - booked }
}

async function reserve(pool: pg.Pool, accountId: string, code: string, { districtId, slotId, startsAt, endsAt }: Wanted): Promise<boolean> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('insert into booker (district_id, person) values ($1, $2) on conflict do nothing', [districtId, accountId])
    await client.query('select from booker where district_id = $1 and person = $2 for update', [districtId, accountId])
    const { rowCount } = await client.query(
      `update slot set taken = taken + 1 where district_id = $1 and id = $2 and state = 'open' and taken + 1 <= capacity`,
      [districtId, slotId],
    )
    if (rowCount === 1) {
      const id = uuidv7()
      await client.query(
        `insert into booking (district_id, id, account_id, person, service_code, venue_code, group_code, service_name, way, slot_id, day,
           starts_at, ends_at, seats, code, state, last_seq, created_at, updated_at)
         values ($1, $2, $3, $4, 'S-SLOT', 'V1', 'health', '血压测量', 'slot', $5, $6, $7, $8, 1, $9, 'booked', 1, now(), now())`,
        [districtId, id, accountId, accountId, slotId, dayOf(startsAt), startsAt, endsAt, code],
      )
      await client.query(
        `insert into booking_event (district_id, booking_id, seq, did, state, at, by_party) values ($1, $2, 1, 'confirm', 'booked', now(), 'booker')`,
        [districtId, id],
      )
    }
    await client.query(rowCount === 1 ? 'commit' : 'rollback')
    return rowCount === 1
  } finally {
    client.release()
  }
}
