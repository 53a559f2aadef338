import { ringsAgainDays, streetAfterDays } from '@doorstep/contract/rules'
import { minuteMs } from '@doorstep/contract/time-words'
import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { replyClock } from '@doorstep/contract/reply-promise'
import { secretariesOf } from '../branches/api'
import { absencesAfter, onDuty, onDutyKnowing, dutyHoursOf, staffWith, teamOf } from '../grids/api'
import { notify } from '../notifications/api'
import { addWorkingDays, dayOf, instantOf } from '../platform/time/calendar'
import { addDutyMinutes, dutyMsBetween } from '../platform/time/duty-hours'
import type { Context, JobContext } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
import { enqueue } from '../platform/jobs/outbox'
import { timeMark } from '../platform/time/words'
import { appendSystem } from './append'
import * as store from './messages-store'
import type { ConversationFacts } from './messages-store'

/** Levels of escalation beyond the team, each with the duty minutes after which it is reached. */
const steps = [
  { level: 1, after: replyClock.standInMinutes },
  { level: 2, after: replyClock.secretaryMinutes },
] as const
type Level = (typeof steps)[number]['level']

/**
 * Starts the reply clock at a resident's message that needs an answer when none is running: stores the promised reply time and schedules the escalation. A further
 * message after the last step of it rings there again.
 */
export async function startWaiting(context: Context, conversation: ConversationFacts, seq: number): Promise<void> {
  const { id, grid_code, waiting_since } = conversation
  if (waiting_since !== null) return conversation.escalated >= 2 ? ring(context, conversation, dayOf(context.clock.now())) : undefined
  const { tx, districtId, clock } = context
  const now = clock.now()
  const hours = await dutyHoursOf(tx, districtId, grid_code)
  const replyBy = addDutyMinutes(now, replyClock.promiseMinutes, hours)
  await store.setWaiting(tx, districtId, id, { since: now, seq, replyBy })
  for (const { level, after } of steps) {
    await enqueue(tx, {
      districtId,
      kind: 'messages.unanswered',
      key: `${id}:${seq}:${level}`,
      payload: { conversationId: id, seq, level },
      dueAt: addDutyMinutes(now, after, hours),
    })
  }
}

/** Stops the clock when the team replies and stores the time of the first reply, in duty minutes begun. */
export async function stopWaiting(context: Context, { id, grid_code, waiting_since }: ConversationFacts): Promise<void> {
  if (waiting_since === null) return
  const { tx, districtId, clock } = context
  const now = clock.now()
  const tookMs = dutyMsBetween(waiting_since, now, await dutyHoursOf(tx, districtId, grid_code))
  await store.setWaiting(tx, districtId, id, null)
  await store.insertFirstReply(tx, { districtId, id: uuidv7(), gridCode: grid_code, minutes: Math.ceil(tookMs / minuteMs), at: now })
}

/**
 * Escalates the unanswered message `seq` to the next level, first the stand-in and then the branch secretary, and tells the resident who
 * was notified. The state is read again: after a reply, a handover or a later escalation this does nothing.
 */
export async function escalate(context: JobContext, { conversationId, seq, level }: { conversationId: string; seq: number; level: Level }) {
  const { tx, districtId, clock, notifySockets } = context
  const conversation = await store.lockConversation(tx, districtId, conversationId)
  if (conversation === undefined || conversation.waiting_seq !== seq || conversation.escalated >= level) return
  const { account_id: resident, grid_code: gridCode, waiting_since: since } = conversation
  const now = clock.now()
  const escalatedTo = await whomToEscalateTo(context, conversation, level)
  const [first] = escalatedTo.staff
  if (first === undefined || since === null) return

  const names = escalatedTo.staff.map(({ name }) => name).join('、')
  const who = escalatedTo.level === 2 ? `党支部书记${names}` : `${names}（代班）`
  await store.setEscalated(tx, districtId, conversationId, escalatedTo.level)
  const said = await appendSystem(tx, districtId, conversationId, { text: `约定时间内没有回复，已请${who}来回复`, at: now })
  const key = `conversation:${conversationId}:${seq}:called:${escalatedTo.level}`
  await notify(tx, {
    districtId,
    to: { staffCodes: escalatedTo.staff.map(({ code }) => code) },
    kind: 'task',
    title: '有居民在等回复，请您接手',
    text: `居民${timeMark(since)}发来的消息过了约定时间还没有人回复。`,
    target: { kind: 'staffConversation', id: conversationId },
    key,
    at: now,
  })
  await notify(tx, {
    districtId,
    to: { accountIds: [resident] },
    kind: 'promise',
    title: `已请${names}来回复您`,
    text: `您${timeMark(since)}发的消息过了约定时间还没有回复，已请${who}来回复您。`,
    target: { kind: 'conversation', id: conversationId },
    key,
    at: now,
  })
  notifySockets([`a:${resident}`, `g:${gridCode}`], { what: 'conversation', id: conversationId, seq: said.seq })
  if (escalatedTo.level === 2) await planRing(context, conversation, 1)
}

export const StillWaiting = v.object({ conversationId: id, seq: v.number(), round: v.number() })

/** Rings again for a message that nobody has answered although all were told, and plans the next time. */
export async function ringAgain(context: JobContext, { conversationId, seq, round }: v.InferOutput<typeof StillWaiting>): Promise<void> {
  const conversation = await store.lockConversation(context.tx, context.districtId, conversationId)
  if (conversation === undefined || conversation.waiting_seq !== seq) return
  await ring(context, conversation, `round:${round}`)
  await planRing(context, conversation, round + 1)
}

/** Plans the next ring: the next working day the first time, then every `ringsAgainDays`; when the team's duty begins. */
async function planRing({ tx, districtId, clock }: Context, { id, grid_code, waiting_seq: seq }: ConversationFacts, round: number) {
  const day = addWorkingDays(dayOf(clock.now()), round === 1 ? streetAfterDays : ringsAgainDays)
  await enqueue(tx, {
    districtId,
    kind: 'messages.stillUnanswered',
    key: `${id}:${seq}:${round}`,
    payload: { conversationId: id, seq, round },
    dueAt: addDutyMinutes(instantOf(day), 0, await dutyHoursOf(tx, districtId, grid_code)),
  })
}

/** Tells whoever is on duty, the secretaries and the street that a resident still waits; once for `about`. */
async function ring(context: Context, { id, grid_code, waiting_since, waiting_seq }: ConversationFacts, about: string): Promise<void> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  const [answering, secretaries, street] = [
    await onDuty(tx, districtId, grid_code, now),
    await secretariesOf(tx, districtId, grid_code),
    await staffWith(tx, districtId, ['streetAdmin'], grid_code),
  ]
  await notify(tx, {
    districtId,
    to: { staffCodes: [...(answering === null ? [] : [answering.staffCode]), ...secretaries.map(({ code }) => code), ...street] },
    kind: 'task',
    title: '居民还在等回复',
    text: `居民${timeMark(waiting_since ?? now)}发来的消息一直没有人回复，请安排人回复。`,
    target: { kind: 'staffConversation', id },
    key: `conversation:${id}:${waiting_seq}:again:${about}`,
    at: now,
  })
}

/** Returns whom a level notifies; a team without a stand-in goes on to the secretary at once. Empty when the grid has neither. */
async function whomToEscalateTo(
  { tx, districtId, clock }: Context,
  { grid_code: gridCode, waiting_since: since }: ConversationFacts,
  level: Level,
): Promise<{ level: Level; staff: { code: string; name: string }[] }> {
  if (level === 1) {
    const now = clock.now()
    const absences = await absencesAfter(tx, districtId, [gridCode], since ?? now)
    const onDutyAt = async (at: Date) => (await onDutyKnowing(tx, districtId, { gridCodes: [gridCode], absences }, at)).get(gridCode)
    const [asked, answering] = [await onDutyAt(since ?? now), await onDutyAt(now)]
    // A leave began meanwhile: who stands in has not been told of it.
    if (answering !== undefined && answering.state === 'standIn' && answering.staffCode !== asked?.staffCode)
      return { level, staff: [{ code: answering.staffCode, name: answering.name }] }
    const absent = await store.absentStaff(tx, districtId, gridCode, now)
    const team = await teamOf(tx, districtId, gridCode)
    const standIn = team.find(({ staffCode, place }) => place > 0 && staffCode !== answering?.staffCode && !absent.has(staffCode))
    if (standIn !== undefined) return { level, staff: [{ code: standIn.staffCode, name: standIn.name }] }
  }
  return { level: 2, staff: await secretariesOf(tx, districtId, gridCode) }
}
