import fc from 'fast-check'
import { instantOf } from '../../platform/time/calendar'
import { effort } from '../../testing/effort'
import type { SignedIn } from '../../testing/people/signed-in'
import { actions, refusals, perform, type Action, type ActionKind } from './concurrency-actions'
import { broken, overdue } from './concurrency-invariants'
import { day, openWorld, people, type World } from './concurrency-world'

/** Two APIs, each with its own connection pool, on one database: whatever runs concurrently, every commit keeps the invariants. */
let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

// —— what may happen ——

interface Round {
  acts: Action[]
  /** Minutes that pass afterwards; due jobs run at both APIs if set. */
  minutes: number
  clock: boolean
}

/** The weight of each action, and the most minutes until the next ones: in the days before, and on the day itself. */
const before = {
  kinds: {
    holdAndBook: 14,
    holdAndBookFor: 12,
    takeWhatIsFree: 8,
    hold: 5,
    book: 3,
    letGo: 1,
    cancel: 10,
    move: 6,
    join: 16,
    leave: 1,
    accept: 14,
    decline: 1,
    counterBook: 8,
    approve: 6,
    sayNo: 1,
    callOff: 2,
    close: 1,
    lift: 3,
  },
  minutes: [0, 0, 0, 0, 0, 0, 1, 5, 5, 16, 120],
} satisfies Stage
const onTheDay = {
  kinds: {
    checkIn: 8,
    draw: 4,
    counterDraw: 1,
    giveBack: 1,
    next: 6,
    serve: 2,
    pass: 2,
    served: 2,
    arriveLate: 2,
    finish: 1,
    holdAndBook: 2,
    holdAndBookFor: 1,
    cancel: 1,
    move: 1,
    counterBook: 2,
    callOff: 1,
    join: 1,
    close: 1,
    lift: 1,
  },
  minutes: [0, 0, 1, 5, 10, 15],
} satisfies Stage
interface Stage {
  kinds: Partial<Record<ActionKind, number>>
  minutes: number[]
}

const isKind = (name: string): name is ActionKind => name in actions
const roundOf = ({ kinds, minutes }: Stage): fc.Arbitrary<Round> => {
  const what = fc.oneof(
    ...Object.entries(kinds).flatMap(([name, weight]) => (isKind(name) ? { weight, arbitrary: fc.constant(name) } : [])),
  )
  const act = fc.record({ what, who: fc.nat(people - 1), time: fc.nat(3), seats: fc.integer({ min: 1, max: 2 }), at: fc.nat(1) })
  return fc.record({
    acts: fc.array(act, { minLength: 3, maxLength: 10, size: 'max' }),
    minutes: fc.constantFrom(...minutes),
    clock: fc.boolean(),
  })
}
/** Without fast-check's bias to small values, so that the concurrent actions vary as much as possible. */
const run = fc.noBias(
  fc.record({
    before: fc.array(roundOf(before), { minLength: 6, maxLength: 10, size: 'max' }),
    onTheDay: fc.array(roundOf(onTheDay), { minLength: 3, maxLength: 6, size: 'max' }),
  }),
)

// —— doing it ——

/** What happened so far, so that runs in which nothing happens do not pass. */
const seen = new Set<string>()
const wanted = [
  ...['hold', 'offer', 'confirm', 'release', 'cancel', 'move', 'ask', 'approve', 'decline', 'callOff', 'checkIn', 'miss', 'finish'],
  ...['waiting taken', 'waiting taken without an offer', 'waiting expired', 'waiting closed'],
  ...['number of a booking', 'number of a walk-in place', 'walk-in booking', 'closure'],
  ...['limitReached', 'proxyLimit', 'slotFull', 'slotGone', 'alreadyBooked', 'alreadyThen', 'walkInsFull'],
]

async function noteSeen(): Promise<void> {
  const { db } = world.database
  const { id } = world.here.district
  const events = await db.selectFrom('booking_event').where('district_id', '=', id).select('did').distinct().execute()
  const waiting = await db.selectFrom('waiting').where('district_id', '=', id).select(['state', 'offered_at']).execute()
  const numbers = await db.selectFrom('ticket').where('district_id', '=', id).select(['booking_id', 'slot_id']).execute()
  const atCounter = await db.selectFrom('booking').where('district_id', '=', id).where('walk_in', '=', true).select('id').execute()
  const closures = await db.selectFrom('closure').where('district_id', '=', id).select('id').execute()
  for (const { did } of events) seen.add(did)
  for (const { state, offered_at: offered } of waiting)
    seen.add(`waiting ${state}${state === 'taken' && offered === null ? ' without an offer' : ''}`)
  for (const { booking_id: booking, slot_id: slot } of numbers) {
    if (slot !== null) seen.add(booking === null ? 'number of a walk-in place' : 'number of a booking')
  }
  if (atCounter.length > 0) seen.add('walk-in booking')
  if (closures.length > 0) seen.add('closure')
}

const now = () => world.here.app.clock.now()
const rules = () => broken(world.database.db, world.here.district.id, now())

/** Each booking's last SEQUENCE, which never decreases. */
const sequences = new Map<string, number>()
async function checkSequences(): Promise<void> {
  const { database, here } = world
  const rows = await database.db.selectFrom('booking').where('district_id', '=', here.district.id).select(['id', 'sequence']).execute()
  for (const { id, sequence } of rows) {
    expect(sequence).toBeGreaterThanOrEqual(sequences.get(id) ?? 0)
    sequences.set(id, sequence)
  }
}

async function runClock(): Promise<void> {
  await world.runDue()
  expect(await rules()).toEqual({})
  expect(await overdue(world.database.db, world.here.district.id, now())).toEqual({})
}

async function playRound({ acts, minutes, clock: runs }: Round): Promise<void> {
  const during = acts.map((one) => perform(world, one))
  // Also checked while all actions are running.
  expect(await rules()).toEqual({})
  for (const answer of await Promise.all(during)) {
    if (answer?.problem === undefined) continue
    expect(refusals).toContain(answer.problem.code)
    seen.add(answer.problem.code)
  }
  expect(await rules()).toEqual({})
  await checkSequences()
  world.here.app.clock.advance({ minutes, ms: 1 })
  if (runs) await runClock()
}

test('whatever happens at once, every place has one owner and every freed place its next', async () => {
  const { clock } = world.here.app
  const property = fc.asyncProperty(run, async (played) => {
    await world.fresh()
    sequences.clear()
    for (const one of played.before) await playRound(one)
    clock.set(instantOf(day, '08:35'))
    for (const one of played.onTheDay) await playRound(one)
    await checkSequences()
    await noteSeen()
    // The day is over: everybody waiting has been notified, and nothing is left open.
    clock.set(instantOf(day, '24:00'))
    clock.advance({ minutes: 1 })
    await runClock()
    await noteSeen()
  })
  const isMissing = (what: string) => !seen.has(what)
  // Runs at least this often, and until every outcome that the rules concern has happened. A failing race seldom fails twice, so runs are
  // not shrunk.
  const least = effort({ short: 4, long: 48 })
  for (let runs = 0; runs < least || (runs < 100 && wanted.some(isMissing)); runs += 4) {
    await fc.assert(property, { numRuns: 4, endOnFailure: true })
  }
  expect(wanted.filter(isMissing)).toEqual([])
}, 600_000)

test('of many who race for a few places at two APIs, just as many get them and every other hears what to do', async () => {
  await world.fresh()
  const { here, apps } = world
  const slotId = await here.slot('2026-11-24 09:00', { capacity: 7 })
  const many = await Promise.all(Array.from({ length: 40 }, () => here.resident()))
  const race = async (she: SignedIn, at: number) => {
    const app = at % 2 === 0 ? apps[0] : apps[1]
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
