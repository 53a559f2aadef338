import type { RequestState } from '@doorstep/contract/requests/case'
import { openStates, statesThatWaitFor } from '@doorstep/contract/requests/words'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { sql } from 'kysely'
import { caseById } from '../../case/case-store'
import { stateClock } from '../../deadlines/case-clocks'
import { bodies } from './moves'
import { staffNames, type ActorName, type WalkWorld } from './walk-world'

const waitsForStaff = (['acceptance', 'work'] as const).flatMap(statesThatWaitFor)
const isOpen = (state: RequestState) => openStates.includes(state)

/** Returns the staff whose turn an open request is, with what they may do, until `enough` of them are found. */
async function turnsOf({ here, people }: WalkWorld, id: string, enough = 1): Promise<{ who: ActorName; seen: RequestDetail }[]> {
  const turns: { who: ActorName; seen: RequestDetail }[] = []
  for (const who of staffNames) {
    const answer = await here.app.call(people[who], 'GET /v1/requests/{id}', { params: { id } })
    if (answer.problem !== undefined || !answer.body.myTurn) continue
    turns.push({ who, seen: answer.body })
    if (turns.length === enough) break
  }
  return turns
}

/** Returns the kinds of the jobs that are still to run for a request. */
async function pendingJobs({ here: { app, district } }: WalkWorld, id: string): Promise<string[]> {
  const rows = await app.db
    .selectFrom('outbox')
    .where('district_id', '=', district.id)
    .where('done_at', 'is', null)
    .where((job) => job.or([sql<boolean>`payload->>'ownerId' = ${id}`, sql<boolean>`payload->>'requestId' = ${id}`]))
    .select('kind')
    .execute()
  return rows.map(({ kind }) => kind)
}

/**
 * Returns what is wrong with who looks after a request: nobody whose turn it is, a clock that never rings, a wait without an end. Empty when
 * all is well.
 */
export async function neglect(world: WalkWorld, id: string): Promise<string[]> {
  const { app, district } = world.here
  const row = await caseById(app.db, district.id, id)
  if (row === null) return ['the request is gone']
  const { state } = row
  const jobs = await pendingJobs(world, id)
  const wrong: string[] = []
  if (waitsForStaff.includes(state)) {
    if ((await turnsOf(world, id)).length === 0) wrong.push(`${state}: it is nobody's turn`)
    const clock = stateClock(row.clocks)
    if (clock === null) wrong.push(`${state}: no clock runs`)
    else if (!jobs.includes('clocks.ring')) wrong.push(`${state}: the clock never rings`)
  }
  if (state === 'infoNeeded' && !jobs.includes('requests.waiting')) wrong.push('infoNeeded: the wait has no end')
  if (state === 'replied' && !jobs.includes('requests.closeUnrated')) wrong.push('replied: nothing closes it')
  return wrong
}

/** What moves a request on, what leads further first. */
const onward = ['reply', 'accept', 'claim', 'decide'] as const

/**
 * Brings an open request to its end by what those do whose turn it is, and the resident who rates. Throws when it is stuck, with the way it
 * went.
 */
export async function finish(world: WalkWorld, id: string): Promise<void> {
  const { here, people } = world
  const way: string[] = []
  for (let step = 0; step < 12; step += 1) {
    const { state } = await here.sees(people.resident, { id })
    if (!isOpen(state)) return
    if (state === 'infoNeeded') {
      way.push(`${state}: the wait ends`)
      here.app.clock.advance({ days: 8 })
      await here.app.jobs.runDue()
    } else if (state === 'replied') {
      const refusal = (await here.app.call(people.resident, 'POST /v1/requests/{id}/ratings', { params: { id }, body: { satisfied: 5 } }))
        .problem
      way.push(`${state}: rated ${refusal?.code ?? 'well'}`)
      if (refusal !== undefined) {
        here.app.clock.advance({ days: 30 })
        await here.app.jobs.runDue()
      }
    } else way.push(`${state}: ${await moveOn(world, id)}`)
  }
  throw new Error(`It is stuck: ${way.join(' → ')}`)
}

async function moveOn(world: WalkWorld, id: string): Promise<string> {
  const turns = await turnsOf(world, id, staffNames.length)
  for (const action of onward) {
    const able = turns.find(({ seen: { actions, furtherActions } }) => [...actions, ...furtherActions].includes(action))
    if (able === undefined) continue
    await world.here.acts(world.people[able.who], { id }, action, bodies[action])
    return `${able.who} ${action}`
  }
  throw new Error(
    `Nobody whose turn it is can do anything: ${JSON.stringify(turns.map(({ who, seen }) => [who, seen.state, seen.actions]))}`,
  )
}
