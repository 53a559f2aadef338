import { whistleAssessDays } from '@doorstep/contract/rules'
import { ruleWords } from '@doorstep/contract/rule-words'
import type { WhistleAction, whistleMachine } from '@doorstep/contract/whistles/machine'
import type { Whistle } from '@doorstep/contract/whistles/views'
import type { Updateable } from 'kysely'
import type * as v from 'valibot'
import type { Whistle as WhistleTable } from '../platform/database/schema'
import { markTargetRead } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { dueAt } from '../platform/time/deadline'
import { clipped } from '../platform/time/words'
import { noteOnRequest } from './about-request'
import { partiesOf } from './access'
import { saveCallClocks, stopped } from './call-clocks'
import { whistleRunner } from './guards'
import { record } from './history'
import { aboutWhistle, staffOfCall, tell, unitName } from './notify'
import { whistleView } from './view'
import { callUnits, unitsNamed } from './whistle'
import { endCalls, lockedWhistle, type StoredWhistle } from './whistles-store'

type Body<A extends WhistleAction> = v.InferOutput<(typeof whistleMachine)[A]['body']>

/** Returns the whistle, locked, on which the caller takes an action now. */
async function acted(acting: Acting, id: string, action: WhistleAction): Promise<StoredWhistle> {
  const whistle = await lockedWhistle(acting.tx, acting.districtId, id)
  const as = whistle === null ? [] : partiesOf(acting, whistle)
  if (whistle === null || as.length === 0) throw problem('notFound')
  await whistleRunner.check({ whistle, as }, action)
  return whistle
}

const mine = ({ actor }: Acting) => actor.staff?.code ?? null

/** Writes what the street did and changed, marks what it was told of the whistle read, and returns the whistle as it is now. */
async function done(acting: Acting, whistle: StoredWhistle, did: WhistleAction, text: string, changes: Updateable<WhistleTable> = {}) {
  const after = await record(acting, whistle, { did, by: mine(acting), text }, changes)
  await markTargetRead(acting, { kind: 'staffWhistle', id: whistle.id })
  return after
}

const tellSuggester = async (acting: Acting, whistle: StoredWhistle, title: string, text: string) =>
  whistle.suggested_by === null ? undefined : tell(acting, whistle, [whistle.suggested_by], { kind: 'state', title, text }, title)

/** Whistles what a branch secretary suggested: the time to answer runs from now. */
export async function approve(acting: Acting, id: string, { unitCodes, respondMinutes }: Body<'approve'>): Promise<Whistle> {
  const whistle = await acted(acting, id, 'approve')
  const units = await unitsNamed(acting, whistle.grid_code, unitCodes)
  const respond = { respond_minutes: respondMinutes ?? whistle.respond_minutes }
  const changes = { ...respond, state: 'open', by_staff: mine(acting), called_at: acting.clock.now() } as const
  const open = await done(acting, whistle, 'approve', '', changes)
  await callUnits(acting, open, units)
  await tellSuggester(acting, open, '您建议的吹哨，街道吹了', aboutWhistle(open))
  return whistleView(acting, id)
}

export async function decline(acting: Acting, id: string, { reason }: Body<'decline'>): Promise<Whistle> {
  const whistle = await acted(acting, id, 'decline')
  await done(acting, whistle, 'decline', reason, { state: 'declined', closed_at: acting.clock.now() })
  await tellSuggester(acting, whistle, '您建议的吹哨，街道没有吹', `${aboutWhistle(whistle)}。${clipped(reason, 80)}`)
  return whistleView(acting, id)
}

export async function callMore(acting: Acting, id: string, { unitCodes, respondMinutes }: Body<'callMore'>): Promise<Whistle> {
  const whistle = await acted(acting, id, 'callMore')
  const units = await unitsNamed(acting, whistle.grid_code, unitCodes)
  const names = units.map(({ name }) => name).join('、')
  const after = await done(acting, whistle, 'callMore', names)
  await callUnits(acting, { ...after, respond_minutes: respondMinutes ?? after.respond_minutes }, units)
  return whistleView(acting, id)
}

/** Ends a whistle with its whole result: no clock of it runs any more, and both sides may assess it. */
export async function close(acting: Acting, id: string, { text }: Body<'close'>): Promise<Whistle> {
  const { tx, districtId, clock } = acting
  const now = clock.now()
  const whistle = await acted(acting, id, 'close')
  for (const call of whistle.calls)
    await saveCallClocks(acting, call, stopped(call.clocks, ['whistleRespond', 'whistleArrive', 'whistleResult'], now))
  await endCalls(tx, districtId, id, now)
  const until = dueAt(now, { amount: whistleAssessDays, unit: 'workingDay' }).at
  const after = await done(acting, whistle, 'close', text, { state: 'closed', closed_at: now, assess_by: until })
  const called = whistle.calls.filter(({ state }) => state !== 'excused')
  const codes = await Promise.all(called.map((call) => staffOfCall(acting, whistle, call)))
  const said = { kind: 'state' as const, title: '吹哨结束了，请评一评', text: `${aboutWhistle(whistle)}。${ruleWords.whistleAssess}` }
  await tell(acting, after, codes.flat(), said, 'close')
  await tellSuggester(acting, after, '您建议的吹哨结束了', `${aboutWhistle(whistle)}。${clipped(text, 80)}`)
  const came = called.filter(({ arrived_at: at }) => at !== null)
  await noteOnRequest(acting, whistle, 'whistleOver', await Promise.all(came.map(({ unit_code: code }) => unitName(acting, code))))
  return whistleView(acting, id)
}
