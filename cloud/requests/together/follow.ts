import type { RequestState } from '@doorstep/contract/requests/case'
import { ratingWindowDays, verifyAfterDays } from '@doorstep/contract/rules'
import { openStates, outcomeNames, outcomes, statesThatWaitFor } from '@doorstep/contract/requests/words'
import type * as v from 'valibot'
import type { JobContext } from '../../platform/context/call'
import { dayMs } from '../../platform/time/calendar'
import { openUntil } from '../../platform/time/deadline'
import { scheduleClosing } from '../actions/closing'
import { oweCall } from '../case/calls'
import { caseById, lockedCase, type Case, type CaseEvent } from '../case/case-store'
import { notifyTransition } from '../case/notify'
import { bySystem, type Byline } from '../case/timeline'
import { transitionRequest } from '../case/transitions'
import { clocksBeforeAnswer } from '../deadlines/case-clocks'
import { otherHandler } from '../people/people'
import { keepStep } from '../steps/keep-step'
import { endParts, openJoining } from '../units/parts'
import type { FollowJob } from './following'
import { repliedBy } from './merge-store'
import { ringOn } from './tell'

const workedOn: readonly RequestState[] = [...statesThatWaitFor('acceptance'), ...statesThatWaitFor('work')]
const open: readonly RequestState[] = openStates

/**
 * Brings a merged request to where its main is: accepted, answered with the same words, corrected; or on its own where the main is over
 * without an answer. It looks at how both stand, so that a job that is late, or runs twice, does no harm.
 */
export async function onFollow(context: JobContext, { childId, mainId }: v.InferOutput<typeof FollowJob>): Promise<void> {
  const { tx, districtId } = context
  const child = await lockedCase(tx, districtId, childId)
  if (child?.merge?.main_id !== mainId) return
  const main = await caseById(tx, districtId, mainId)
  if (main === null) return
  const reply = standingReply(main, child.merge.main_seq)
  if (workedOn.includes(child.state)) {
    if (reply !== null) return answer(context, child, main, reply)
    if (!open.includes(main.state)) return release(context, child)
    if (child.state === 'submitted' && main.events.some(({ did }) => did === 'accept')) await accept(context, child, main)
  } else if (child.state === 'replied' && child.merge.replied_seq !== null && reply?.seq !== child.merge.replied_seq) {
    const correction = main.events.find(({ did, seq }) => did === 'correct' && seq > (child.merge?.replied_seq ?? 0))
    if (correction !== undefined) await correct(context, child, correction)
  }
}

/** Returns the last reply of a main after `since` that was not corrected; null when there is none. */
function standingReply({ events }: Case, since: number): CaseEvent | null {
  const last = events.filter(({ did, seq }) => seq > since && (did === 'reply' || did === 'correct')).at(-1)
  return last?.did === 'reply' ? last : null
}

const bylineOf = (event: CaseEvent | undefined): Byline =>
  event === undefined ? bySystem : { name: event.by_name, account: event.actor_account, staff: event.actor_staff }

async function accept(context: JobContext, child: Case, main: Case): Promise<Case> {
  const by = bylineOf(child.events.filter(({ did }) => did === 'merge').at(-1))
  const after = await transitionRequest(context, child, { action: 'accept', as: ['handler'], by, content: {} })
  const told = { ...after, handler_code: main.handler_code, unit_code: main.unit_code }
  await notifyTransition(context, { action: 'accept', before: child, after: told, by, text: '' })
  return oweCall(context, { action: 'accept', after, text: '' })
}

const wordOf = (content: CaseEvent['content'], key: string): string => {
  const word = content?.[key]
  return typeof word === 'string' ? word : ''
}

/** Answers a request with the outcome and the words of its main; the photos may show somebody else's home. Whoever replied is rated for it. */
async function answer(context: JobContext, child: Case, main: Case, reply: CaseEvent): Promise<void> {
  const replier = reply.actor_staff
  // What has to be done again by somebody else is not answered by whom it was taken from.
  if (replier !== null && child.excluded_handlers.includes(replier)) return release(context, child)
  const before = child.state === 'submitted' ? await accept(context, child, main) : child
  const now = context.clock.now()
  const by = bylineOf(reply)
  const text = wordOf(reply.content, 'text')
  const outcome = wordOf(reply.content, 'outcome')
  await endParts(context, openJoining(before), 'replied')
  const replied = await transitionRequest(context, before, {
    action: 'reply',
    as: ['handler'],
    by,
    content: { outcome, text },
    changes: {
      outcome: outcomes.find((one) => outcomeNames[one] === outcome) ?? 'explained',
      rate_by: openUntil(now, ratingWindowDays),
      verify_at: new Date(now.getTime() + verifyAfterDays * dayMs),
      handler_code: replier ?? main.handler_code,
      unit_code: main.unit_code,
    },
  })
  const after = await keepStep(context, replied, { action: 'reply', byRequester: false, form: {} })
  if (child.merge !== null) await repliedBy(context.tx, context.districtId, child.merge.id, reply.seq)
  await scheduleClosing(context, after)
  await notifyTransition(context, { action: 'reply', before, after, by, text })
  await oweCall(context, { action: 'reply', after, text })
}

/** Takes back the answer that a request was given with its main's. */
async function correct(context: JobContext, child: Case, correction: CaseEvent): Promise<void> {
  const by = bylineOf(correction)
  const text = wordOf(correction.content, 'text')
  const after = await transitionRequest(context, child, {
    action: 'correct',
    as: ['handler'],
    by,
    content: { text },
    changes: { outcome: null, rate_by: null },
    restored: { clocks: clocksBeforeAnswer(child.clocks), closedAt: null },
  })
  if (child.merge !== null) await repliedBy(context.tx, context.districtId, child.merge.id, null)
  await notifyTransition(context, { action: 'correct', before: child, after, by, text })
  await oweCall(context, { action: 'correct', after, text })
}

/** Has a request go on by itself, in the hands of its grid, with the time it had. */
async function release(context: JobContext, child: Case): Promise<void> {
  const mustAccept = child.state === 'submitted'
  const handler = await otherHandler(context, { ...child, unit_code: null }, { never: [], mustAccept })
  await endParts(
    context,
    child.parts.filter(({ ended_at: ended }) => ended === null),
    'redispatched',
  )
  const changes = { handler_code: handler, unit_code: null }
  const after = await transitionRequest(context, child, { action: 'unmerge', as: ['system'], by: bySystem, content: {}, changes })
  await ringOn(context, after)
  await notifyTransition(context, { action: 'unmerge', before: child, after, by: bySystem, text: '' })
}
