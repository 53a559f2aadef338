import { leadsBack } from '@doorstep/contract/machine'
import type { CaseParty, RequestState } from '@doorstep/contract/requests/case'
import { requestMachine, type RequestAction } from '@doorstep/contract/requests/machine'
import { openStates } from '@doorstep/contract/requests/words'
import type { Updateable } from 'kysely'
import { restoreClocks, saveClocks, wasBroken } from '../../clocks/api'
import { staffFacts } from '../../grids/api'
import type { CoreContext } from '../../platform/context/call'
import type { Request } from '../../platform/database/schema'
import { uuidv7 } from '../../platform/process/ids'
import { answerClock, durationsOf, lateSince, ruleOf, stateClock, turned, type CaseClock, type ClockOrder } from '../deadlines/case-clocks'
import { actedAsRequester } from '../people/own'
import { categoryByCode } from '../filing/categories'
import { endOrder } from '../orders/issue'
import { endMerge } from '../together/merge-store'
import { leavesMain } from '../together/standing'
import { scheduleFollowing } from '../together/following'
import type { Case } from './case-store'
import { tellFollowersOfStep } from '../following/tell'
import { caseRunner, caseSubject } from './guards'
import { updateRequest, type StoredRequest } from './requests-store'
import { headOf, isInternal, nextEvent, saveEvent, type Entry } from './timeline'
import { endedExtensions } from '../extension/pending'
import { answersUrge } from './urging'

/** One transition of a request: what the table does not define. */
export interface RequestTransition extends Omit<Entry, 'did' | 'state'> {
  action: RequestAction
  /** The parties whoever acts belongs to. */
  as: readonly CaseParty[]
  /** The body of the call, for the guards that read it. */
  form?: object
  changes?: Updateable<Request>
  /** The clocks, where the action sets them: what the request had before it, or a time that was moved by agreement. */
  restored?: { clocks: CaseClock[]; closedAt: Date | null }
}

/**
 * Returns the columns that copy the clocks to the row: the promise, which is the earliest that is still owed, whether it stands still, and
 * since when the request is late whatever is promised now. A clock that was over before it was paused does not stand still.
 */
export function promiseOf(clocks: readonly CaseClock[], now: Date): Pick<StoredRequest, 'promised_at' | 'promise_paused' | 'late_since'> {
  const clock = stateClock(clocks)
  if (clock === null) return { promised_at: null, promise_paused: false, late_since: null }
  const whole = clocks.find(({ kind, stoppedAt }) => kind === 'whole' && stoppedAt === null)
  const earlier = whole !== undefined && whole.dueAt < clock.dueAt && !wasBroken(whole, now)
  return {
    promised_at: earlier ? whole.dueAt : clock.dueAt,
    promise_paused: clock.pausedAt !== null && !wasBroken(clock, now),
    late_since: lateSince(clocks, now),
  }
}

const open: readonly RequestState[] = openStates

/**
 * Makes one transition by the table: party, state and guards, then state, clocks, timeline and row, in the caller's transaction; the caller
 * has locked the row. Throws why it is refused (`caseRunner`).
 */
export async function transitionRequest(
  context: CoreContext,
  row: Case,
  { action, as, form, changes = {}, restored, ...entry }: RequestTransition,
): Promise<Case> {
  const { tx, districtId, clock } = context
  const rule = caseRunner.rule(action)
  const state = await caseRunner.check(caseSubject(context, row, { as, ...(form && { form }) }), action)
  const previous = rule.to === 'same' ? row.previous_state : leadsBack(requestMachine, state) ? row.state : null
  const clocks = restored?.clocks ?? (rule.clock === undefined ? row.clocks : await turnClocks(context, row, rule.clock))
  if (restored !== undefined) await restoreClocks(context, { kind: 'request', id: row.id }, row.clocks, clocks)
  const content = rule.clock?.resume ? { ...entry.content, ...movedBy(row.clocks, clocks) } : entry.content
  const event = nextEvent(context, row, { ...entry, content, did: action, state })
  const now = clock.now()
  const leaving = row.merged_into !== null && leavesMain(action)
  const invitation = action === 'reply' ? await invitationTo(context, row, { handler: entry.by.staff, rateBy: changes.rate_by }) : null
  await saveEvent(context, row.id, event, invitation)
  const after = await updateRequest(tx, districtId, row.id, {
    ...(row.urged_at !== null && answersUrge(action, actedAsRequester(row, entry.by)) && { urged_at: null }),
    ...changes,
    ...(leaving && { merged_into: null }),
    ...(clocks === row.clocks ? {} : promiseOf(clocks, now)),
    ...headOf(event),
    state,
    previous_state: previous,
    ...(!isInternal(event) && { updated_at: now }),
    closed_at: open.includes(state) ? null : (restored?.closedAt ?? row.closed_at ?? now),
  })
  if (leaving) await endMerge(tx, districtId, row.id, { at: now, by: entry.by.staff })
  const orders = await endOrder(context, row, state)
  await tellFollowersOfStep(context, row, after)
  await scheduleFollowing(context, row, { action, state })
  const invitations = invitation === null ? row.invitations : [invitation, ...row.invitations]
  const moved = { ...row, ...after, clocks, invitations, orders, events: [...row.events, event], ...(leaving && { merge: null }) }
  return { ...moved, extensions: await endedExtensions(context, row, moved) }
}

/** Returns whose reply a rating will be about, whoever holds the case when she gives it. */
async function invitationTo({ tx, districtId, clock }: CoreContext, row: Case, asked: { handler: string | null; rateBy: unknown }) {
  const { handler, rateBy } = asked
  if (!(rateBy instanceof Date)) return null
  const own = handler === null ? undefined : (await staffFacts(tx, districtId, [handler])).get(handler)
  const unit = row.unit_code ?? own?.departmentCode ?? null
  return { round: row.rework, handler_code: handler ?? row.handler_code, unit_code: unit, invited_at: clock.now(), rate_by: rateBy }
}

/** Returns what the timeline says of an answer that is due later, because the clock stood still waiting for the resident. */
function movedBy(before: readonly CaseClock[], after: readonly CaseClock[]): { answerBy?: string } {
  const [was, is] = [answerClock(before)?.dueAt, answerClock(after)?.dueAt]
  return was !== undefined && is !== undefined && is > was ? { answerBy: is.toISOString() } : {}
}

/**
 * Appends an event that is no action of the machine and changes only the timeline. A `quiet` one does not move the request in lists: not all
 * who read them may know of it.
 */
export async function appendNote(context: CoreContext, row: Case, entry: Omit<Entry, 'state'>, { quiet = false } = {}): Promise<Case> {
  const event = nextEvent(context, row, { ...entry, state: row.state })
  await saveEvent(context, row.id, event)
  const changes = { ...headOf(event), ...(!quiet && { updated_at: context.clock.now() }) }
  return { ...row, ...(await updateRequest(context.tx, context.districtId, row.id, changes)), events: [...row.events, event] }
}

type Rule = ReturnType<typeof caseRunner.rule>

async function turnClocks(context: CoreContext, row: Case, { start, ...order }: NonNullable<Rule['clock']>): Promise<CaseClock[]> {
  const { tx, districtId, clock } = context
  const starting: Pick<ClockOrder, 'start'> = start === undefined || start === 'whole' ? {} : { start }
  const category = starting.start === undefined ? null : await categoryByCode(tx, districtId, row.category_code)
  const allowance =
    category === null || starting.start === undefined
      ? undefined
      : { id: uuidv7(), durations: durationsOf(starting.start, category), rule: ruleOf(starting.start, category) }
  const after = turned(row.clocks, { ...order, ...starting }, clock.now(), allowance)
  await saveClocks(context, { kind: 'request', id: row.id }, row.clocks, after)
  return after
}
