import { randomBytes } from 'node:crypto'
import { openBookingStates } from '@doorstep/contract/booking-words'
import type { ProblemCode } from '@doorstep/contract/problems'
import fc from 'fast-check'
import { sql } from 'kysely'
import { addDays, dayOf, instantOf, minuteMs } from '../platform/calendar'
import { openDatabase, type Database } from '../platform/database'
import { testApp, type Answer, type TestApp } from '../testing/app'
import { testDatabase } from '../testing/database'
import { signedIn, type SignedIn } from '../testing/signed-in'
import { aSlot } from '../testing/venues'
import { broken, overdue } from './interleavings-rules'
import { station, type Station } from './testing'

/** Two APIs with pools of their own on one database; whatever residents do at once at either, every commit keeps the rules. */
let here: Station
let database: Database
let second: Database
let there: TestApp
let residents: SignedIn[]
let secretary: SignedIn
let apps: [TestApp, TestApp]
const people = 5

beforeAll(async () => {
  database = await testDatabase()
  const settings = { DATA_KEY: randomBytes(32).toString('hex') }
  here = await station({ database, settings })
  second = openDatabase(database.url, { max: 8 })
  there = await testApp({ database: second, clock: here.app.clock, settings })
  apps = [here.app, there]
  secretary = await signedIn(here.district, 'branchSecretary')
  residents = await Promise.all(Array.from({ length: people }, () => here.resident()))
  // Elders are exempt from the no-show limit, which would soon leave nobody to book.
  await here.app.db.updateTable('account').set({ elder: true }).where('district_id', '=', here.district.id).execute()
  await here.rules(here.venue.services.slot, { limits: { day: 2, week: null, month: null }, cancelMinutes: 60 })
})
afterAll(async () => {
  await there.close()
  await here.app.close()
  await second.close()
  await database.close()
})

// —— what may happen ——

/** How likely each is. Who has nothing to cancel, move or accept does nothing. */
const kinds = {
  holdAndBook: 8,
  holdAndBookFor: 3,
  hold: 2,
  book: 2,
  letGo: 1,
  cancel: 4,
  move: 4,
  join: 5,
  leave: 1,
  accept: 5,
  decline: 1,
  counterBook: 2,
  callOff: 1,
} as const
type Kind = keyof typeof kinds
interface Act {
  what: Kind
  who: number
  slot: number
  seats: number
  /** At which of the two APIs. */
  at: number
}
interface Round {
  acts: Act[]
  /** Minutes that pass afterwards; the clock's jobs run at both APIs when told. */
  minutes: number
  clock: boolean
}

const act: fc.Arbitrary<Act> = fc.record({
  what: fc.oneof(...(Object.keys(kinds) as Kind[]).map((kind) => ({ weight: kinds[kind], arbitrary: fc.constant(kind) }))),
  who: fc.nat(people - 1),
  slot: fc.nat(2),
  seats: fc.integer({ min: 1, max: 2 }),
  at: fc.nat(1),
})
const round: fc.Arbitrary<Round> = fc.record({
  acts: fc.array(act, { minLength: 2, maxLength: 10 }),
  minutes: fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 5, 16, 120),
  clock: fc.boolean(),
})

// —— doing it ——

type Answered = Pick<Answer<'GET /v1/session'>, 'status' | 'problem'>
/** What somebody may be told; anything else is our fault. */
const refusals: readonly ProblemCode[] = [
  'notFound',
  'notNow',
  'slotFull',
  'slotPast',
  'bookingClosed',
  'limitReached',
  'alreadyBooked',
  'alreadyThen',
  'proxyLimit',
  'holdOver',
  'stillFree',
  'alreadyWaiting',
  'cancelLate',
  'badInput',
]

const rowsOf = (who: SignedIn) =>
  here.app.db
    .selectFrom('booking')
    .where('district_id', '=', here.district.id)
    .where('account_id', '=', who.accountId)
    .select(['id', 'slot_id', 'state', 'waiting_id'])
    .orderBy('id', 'desc')

const waits = (who: SignedIn) =>
  here.app.db
    .selectFrom('waiting')
    .where('district_id', '=', here.district.id)
    .where('account_id', '=', who.accountId)
    .where('state', 'in', ['waiting', 'offered'])
    .select(['id', 'state', 'booking_id'])
    .orderBy('id')

async function take({ what: kind, who: index, slot, seats, at }: Act, slots: readonly string[]): Promise<Answered | null> {
  const [she, app, slotId] = [residents[index], apps[at], slots[slot % slots.length]]
  if (she === undefined || app === undefined || slotId === undefined) throw new Error('Nobody there')
  const hold = (forOther = false) => app.call(she, 'POST /v1/holds', { body: { slotId, seats, forOther } })
  const held = async (offered: boolean) =>
    (
      await rowsOf(she)
        .where('state', '=', 'held')
        .where('waiting_id', offered ? 'is not' : 'is', null)
        .executeTakeFirst()
    )?.id
  const open = async () =>
    (
      await rowsOf(she)
        .where('state', 'in', openBookingStates)
        .where('slot_id', 'in', [...slots])
        .execute()
    ).at(seats - 1)?.id
  const book = (holdId: string | undefined, more = {}) =>
    holdId === undefined ? null : app.call(she, 'POST /v1/bookings', { body: { holdId, ...more } })
  const release = (id: string | undefined) => (id === undefined ? null : app.call(she, 'DELETE /v1/holds/{id}', { params: { id } }))
  switch (kind) {
    case 'holdAndBook':
      return (await refused(hold())) ?? book(await held(false))
    case 'holdAndBookFor':
      // Two of the residents care for the same grandmother.
      return (
        (await refused(hold(true))) ??
        book(await held(false), {
          onBehalf: { name: index < 2 ? '李奶奶' : `邻居${index}`, relation: '邻居', consent: { how: 'inPerson' } },
        })
      )
    case 'hold':
      return hold()
    case 'book':
      return book(await held(false))
    case 'counterBook':
      return app.call(secretary, 'POST /v1/staff/bookings', { body: { slotId, seats, name: '李奶奶', consent: 'inPerson' } })
    case 'callOff': {
      const id = await open()
      return id === undefined
        ? null
        : app.call(secretary, 'POST /v1/staff/bookings/{id}/callOff', { params: { id }, body: { reason: '老师临时有事' } })
    }
    case 'letGo':
      return release(await held(false))
    case 'accept':
      return book(await held(true))
    case 'decline':
      return release(await held(true))
    case 'cancel': {
      const id = await open()
      return id === undefined ? null : app.call(she, 'POST /v1/bookings/{id}/cancel', { params: { id }, body: {} })
    }
    case 'move': {
      const id = await open()
      return id === undefined ? null : app.call(she, 'POST /v1/bookings/{id}/move', { params: { id }, body: { slotId } })
    }
    case 'join':
      return app.call(she, 'POST /v1/waiting', { body: { slotId, seats } })
    case 'leave': {
      const entry = await waits(she).executeTakeFirst()
      return entry === undefined ? null : app.call(she, 'DELETE /v1/waiting/{id}', { params: { id: entry.id } })
    }
  }
}

async function refused(answer: Promise<Answered>): Promise<Answered | null> {
  const { status, problem } = await answer
  return problem === undefined ? null : { status, problem }
}

const rules = () => broken(database.db, here.district.id, here.app.clock.now())

/** One booking's SEQUENCE as it was last seen: it never falls. */
const sequences = new Map<string, number>()
async function checkSequences(): Promise<void> {
  const rows = await database.db.selectFrom('booking').where('district_id', '=', here.district.id).select(['id', 'sequence']).execute()
  for (const { id, sequence } of rows) {
    expect(sequence).toBeGreaterThanOrEqual(sequences.get(id) ?? 0)
    sequences.set(id, sequence)
  }
}

async function playRound({ acts, minutes, clock: runs }: Round, slots: readonly string[]): Promise<void> {
  const { clock, jobs } = here.app
  const during = acts.map((one) => take(one, slots))
  // Looked at while all of them are under way, too.
  expect(await rules()).toEqual({})
  for (const answer of await Promise.all(during)) {
    if (answer?.problem !== undefined) expect(refusals).toContain(answer.problem.code)
  }
  expect(await rules()).toEqual({})
  clock.advance({ minutes, ms: 1 })
  if (!runs) return
  await Promise.all([jobs.runDue(), there.jobs.runDue()])
  expect(await rules()).toEqual({})
  expect(await overdue(database.db, here.district.id, clock.now())).toEqual({})
}

/** Three slots two days ahead: two of one service one after the other, and one of another service at the same time as the first. */
async function threeSlots(): Promise<string[]> {
  const day = addDays(dayOf(here.app.clock.now()), 2)
  const at = (wall: string) => instantOf(day, wall)
  const { slot, professional } = here.venue.services
  return Promise.all([
    aSlot(here.venue, { service: slot, startsAt: at('09:00'), capacity: 2 }),
    aSlot(here.venue, { service: slot, startsAt: at('09:30'), capacity: 1 }),
    aSlot(here.venue, { service: professional, startsAt: at('09:00'), capacity: 2 }),
  ])
}

/** What came about, so that a run in which nothing happens is not taken for a good one. */
const seen = new Set<string>()
async function noteSeen(): Promise<void> {
  const events = await database.db
    .selectFrom('booking_event')
    .where('district_id', '=', here.district.id)
    .select('did')
    .distinct()
    .execute()
  const waiting = await database.db.selectFrom('waiting').where('district_id', '=', here.district.id).select('state').distinct().execute()
  for (const { did } of events) seen.add(did)
  for (const { state } of waiting) seen.add(`waiting ${state}`)
}

const wanted = ['hold', 'offer', 'confirm', 'release', 'cancel', 'move', 'waiting taken', 'waiting expired']

test('whatever happens at once, every place has one owner and every freed place its next', async () => {
  const deadline = performance.now() + 70_000
  const property = fc.asyncProperty(fc.array(round, { minLength: 4, maxLength: 12 }), async (rounds) => {
    // A run is played to its end, so that nothing of it meets what comes after: a busy machine plays fewer.
    if (performance.now() > deadline) return
    await sql`truncate booking, waiting, slot, booker, outbox cascade`.execute(database.db)
    sequences.clear()
    const slots = await threeSlots()
    for (const one of rounds) await playRound(one, slots)
    await checkSequences()
    await noteSeen()
    // The slots begin and are over: whoever waited has heard, and no hold is left.
    here.app.clock.set(new Date(instantOf(addDays(dayOf(here.app.clock.now()), 4), '09:00').getTime() + minuteMs))
    await Promise.all([here.app.jobs.runDue(), there.jobs.runDue()])
    expect(await rules()).toEqual({})
    expect(await overdue(database.db, here.district.id, here.app.clock.now())).toEqual({})
  })
  const isMissing = (what: string) => !seen.has(what)
  // At least thirty runs, and on until everything came about that the rules are about.
  for (let runs = 0; (runs < 30 || wanted.some(isMissing)) && performance.now() < deadline; runs += 10) {
    await fc.assert(property, { numRuns: 10, endOnFailure: process.env.CI !== undefined })
  }
  expect(wanted.filter(isMissing)).toEqual([])
}, 150_000)

test('of many who race for a few places at two APIs, just as many get them and every other hears what to do', async () => {
  const [slotId] = await threeSlots()
  if (slotId === undefined) throw new Error('No slot')
  await database.db.updateTable('slot').set({ capacity: 7 }).where('district_id', '=', here.district.id).where('id', '=', slotId).execute()
  const many = await Promise.all(Array.from({ length: 40 }, () => here.resident()))
  const race = async (she: SignedIn, at: number) => {
    const app = at % 2 === 0 ? here.app : there
    const held = await app.call(she, 'POST /v1/holds', { body: { slotId } })
    if (held.problem !== undefined) return held.problem
    await app.does(she, 'POST /v1/bookings', { body: { holdId: held.body.id } })
    return null
  }
  const answers = await Promise.all(many.map(race))
  const told = answers.filter((answer) => answer !== null)
  expect(told).toHaveLength(33)
  for (const { code, next } of told) expect([code, next?.[0]?.does, next?.[0]?.id]).toEqual(['slotFull', 'joinWaiting', slotId])
  expect(await here.taken(slotId)).toBe(7)
  expect(await rules()).toEqual({})
})
