import { RequestState } from '@doorstep/contract/requests/case'
import { openStates, statesThatWaitFor } from '@doorstep/contract/requests/words'
import fc from 'fast-check'
import * as v from 'valibot'
import { addDays, dayOf, instantOf } from '../../../platform/time/calendar'
import { signedIn, type SignedIn } from '../../../testing/people/signed-in'
import { verifyAll } from '../../proof/verify'
import { bad, good } from '../requests'
import { finish, neglect } from './care'
import { bodies, isAttempt, move, visitIn, type Attempt, type Happening, type Move } from './moves'
import { actionOf, allowed, partiesIn, refusalsOf, target } from './table'
import { walkWorld, type WalkWorld } from './walk-world'

let world: WalkWorld
beforeAll(async () => {
  world = await walkWorld()
})
afterAll(() => world.here.app.close())

/** How many walks, and the seed of their dice: `npm run walks` takes many, in several processes. */
const walks = Number(process.env.DOORSTEP_WALKS ?? 200)
const seed = Number(process.env.DOORSTEP_WALKS_SEED ?? 20_261_130)

/** States in which the resident has been promised a time. */
const promising = (['acceptance', 'resident', 'work'] as const).flatMap(statesThatWaitFor)

async function attempt({ what }: Attempt, who: SignedIn, id: string): Promise<string | null> {
  const { here } = world
  if (what === 'rateWell' || what === 'rateBadly') {
    const sent = { params: { id }, body: what === 'rateWell' ? good : bad }
    return (await here.app.call(who, 'POST /v1/requests/{id}/ratings', sent)).problem?.code ?? null
  }
  if (what === 'takeBack')
    return (await here.app.call(who, 'POST /v1/requests/{id}/ratings/takeBack', { params: { id } })).problem?.code ?? null
  return here.tries(who, { id }, what, what === 'handle' ? visitIn(here.app.clock.now(), 30) : bodies[what])
}

/** Lets something happen around the request; what is refused does not happen. */
async function happen(one: Happening): Promise<void> {
  const { app, district } = world.here
  const [grid] = district.grids
  if (one.what === 'wait') {
    app.clock.advance({ hours: one.hours })
    await app.jobs.runDue()
  } else if (one.what === 'handOver') {
    const toStaffCode = one.to === 'member' ? grid.member : grid.deputy
    await app.call(world.people.dispatcher, 'POST /v1/grids/{code}/handovers', {
      params: { code: grid.code },
      body: { toStaffCode, reason: '轮岗' },
    })
  } else if (one.what === 'leave') {
    const from = addDays(dayOf(app.clock.now()), one.ahead)
    const standInCode = one.who === 'member' ? grid.deputy : grid.member
    const body = { gridCode: grid.code, standInCode, fromDay: from, untilDay: addDays(from, one.days) }
    await app.call(world.people[one.who], 'POST /v1/absences', { body })
  } else await back(one.who)
}

async function back(who: 'member' | 'deputy'): Promise<void> {
  const { app } = world.here
  for (const { id } of (await app.does(world.people[who], 'GET /v1/my-duty')).absences)
    await app.call(world.people[who], 'DELETE /v1/absences/{id}', { params: { id } })
}

/** The morning on which each walk begins: days of their own, so that nobody comes near what they may do in a day. */
const start = (nth: number) => instantOf(addDays('2026-11-23', nth % 3000), '09:00')
let begun = 0

/** Returns the state of a request and whether its resident has been promised a time. */
async function rowOf(id: string): Promise<{ state: RequestState; promised: boolean }> {
  const { state, promised_at: promisedAt } = await world.here.app.db
    .selectFrom('request')
    .where('district_id', '=', world.here.district.id)
    .where('id', '=', id)
    .select(['state', 'promised_at'])
    .executeTakeFirstOrThrow()
  return { state: v.parse(RequestState, state), promised: promisedAt !== null }
}

/** Returns the ids of what was cut out of a request (拆分). */
async function splitFrom(id: string): Promise<string[]> {
  const { app, district } = world.here
  const rows = await app.db.selectFrom('request').where('district_id', '=', district.id).where('split_from', '=', id).select('id').execute()
  return rows.map((row) => row.id)
}

async function walk(moves: readonly Move[]) {
  const { here } = world
  const { app } = here
  const people = { ...world.people, resident: await signedIn(here.district, 'resident') }
  begun += 1
  app.clock.set(start(begun))
  const { id } = await here.files(people.resident)
  let state: RequestState = 'submitted'
  let previous: RequestState = 'submitted'
  let beforeTap: RequestState = 'submitted'
  let beforeReply: RequestState = 'submitted'
  let beforeRefusal: RequestState = 'submitted'
  for (const taken of moves) {
    if (!isAttempt(taken)) {
      await happen(taken)
      const now = (await rowOf(id)).state
      expect([state, state === 'replied' ? 'closed' : state === 'infoNeeded' ? previous : state]).toContain(now)
      state = now
      continue
    }
    const who = people[taken.who]
    const view = await app.call(who, 'GET /v1/requests/{id}', { params: { id } })
    const as = view.status === 200 ? partiesIn(view.body, taken.who) : []
    const refusal = await attempt(taken, who, id)
    const after = await rowOf(id)
    if (refusal === null) {
      expect({ ...taken, allowed: allowed(taken.what, state, as, who) }).toEqual({ ...taken, allowed: true })
      // While the team waits for her, whatever she says is what it waits for.
      const supplies = taken.what === 'comment' && state === 'infoNeeded' && as.includes('requester')
      const action = supplies ? 'supply' : actionOf(taken.what, state)
      const corrected = state === 'replied' ? beforeReply : beforeRefusal
      const next = target(action, state, action === 'takeBack' ? beforeTap : action === 'correct' ? corrected : previous)
      expect(after.state).toBe(next)
      if (taken.what === 'rateWell' || taken.what === 'rateBadly') beforeTap = state
      if (taken.what === 'reply') beforeReply = state
      if (taken.what === 'refuse' || taken.what === 'transferOut') beforeRefusal = state
      if (next === 'infoNeeded' && state !== 'infoNeeded') previous = state
      state = next
    } else {
      expect(after.state).toBe(state)
      // A refusal that the table does not explain comes from a guard, or from what the body names.
      if (allowed(taken.what, state, as, who)) expect(refusalsOf(taken.what)).toContain(refusal)
    }
    expect(after.promised).toBe(promising.includes(state))
  }
  expect({ moves, wrong: await neglect({ here, people }, id) }).toEqual({ moves, wrong: [] })
  await finish({ here, people }, id)
  for (const [nth, part] of (await splitFrom(id)).entries()) {
    // Some were cut out by mistake.
    if (nth % 2 === 1) await here.tries(people.dispatcher, { id: part }, 'unsplit', bodies.unsplit)
    expect({ moves, wrong: await neglect({ here, people }, part) }).toEqual({ moves, wrong: [] })
    await finish({ here, people }, part)
  }
  for (const who of ['member', 'deputy'] as const) await back(who)
}

test(`whatever anybody tries in whatever order, a case goes where the table leads, is somebody's, and can be brought to its end`, async () => {
  await fc.assert(fc.asyncProperty(fc.array(move, { minLength: 6, maxLength: 16 }), walk), { numRuns: walks, seed })
}, 7_200_000)

test('after all that every chain verifies against its case, and a case is closed when it says so', async () => {
  const { app, district } = world.here
  let cases = 0
  for await (const verdict of verifyAll(app.db, app.deps.files)) {
    cases += 1
    expect(verdict.breaks).toEqual([])
  }
  expect(cases).toBeGreaterThan(walks / 2)
  const open = await app.db
    .selectFrom('request')
    .where('district_id', '=', district.id)
    .where((row) => row.or([row('state', 'in', openStates), row('closed_at', 'is', null)]))
    .select(['number', 'state'])
    .execute()
  expect(open).toEqual([])
})
