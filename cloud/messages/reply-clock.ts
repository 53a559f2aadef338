import { replyClock } from '@doorstep/contract/messages'
import { secretariesOf } from '../branches/api'
import { onDuty, dutyHoursOf, teamOf } from '../grids/api'
import { notify } from '../notifications/api'
import { addDutyMinutes, dutyMsBetween } from '../platform/time/duty-hours'
import type { Context, JobContext } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
import { enqueue } from '../platform/jobs/outbox'
import { timeInWords } from '../platform/time/words'
import { appendSystem } from './append'
import * as store from './messages-store'
import type { ConversationFacts } from './messages-store'

/** The steps of `escalated` beyond the team, each with the duty minutes after which it comes. */
const steps = [
  { level: 1, after: replyClock.standInMinutes },
  { level: 2, after: replyClock.secretaryMinutes },
] as const
type Level = (typeof steps)[number]['level']

/** Starts the clock at a resident's message when none runs: by when the team promises to answer, and whom to call if it does not. */
export async function startWaiting(context: Context, { id, grid_code, waiting_since }: ConversationFacts, seq: number): Promise<void> {
  if (waiting_since !== null) return
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

/** Stops the clock at an answer of the team and keeps how long the first reply took, in duty minutes begun. */
export async function stopWaiting(context: Context, { id, grid_code, waiting_since }: ConversationFacts): Promise<void> {
  if (waiting_since === null) return
  const { tx, districtId, clock } = context
  const now = clock.now()
  const tookMs = dutyMsBetween(waiting_since, now, await dutyHoursOf(tx, districtId, grid_code))
  await store.setWaiting(tx, districtId, id, null)
  await store.insertFirstReply(tx, { districtId, id: uuidv7(), gridCode: grid_code, minutes: Math.ceil(tookMs / 60_000), at: now })
}

/**
 * The clock ran out for the message `seq`: calls the next one, stand-in and then branch secretary, and tells the resident who.
 * Whatever changed since is read again: an answer, a hand-over or a later step makes this do nothing.
 */
export async function escalate(context: JobContext, { conversationId, seq, level }: { conversationId: string; seq: number; level: Level }) {
  const { tx, districtId, clock, notifySockets } = context
  const conversation = await store.lockConversation(tx, districtId, conversationId)
  if (conversation === undefined || conversation.waiting_seq !== seq || conversation.escalated >= level) return
  const { account_id: resident, grid_code: gridCode, waiting_since: since } = conversation
  const now = clock.now()
  const escalatedTo = await whomToEscalateTo(context, gridCode, level)
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
    text: `居民${timeInWords(since, now)}发来的消息过了约定时间还没有人回复。`,
    target: { kind: 'staffConversation', id: conversationId },
    key,
    at: now,
  })
  await notify(tx, {
    districtId,
    to: { accountIds: [resident] },
    kind: 'promise',
    title: `已请${names}来回复您`,
    text: `您${timeInWords(since, now)}发的消息过了约定时间还没有回复，已请${who}来回复您。`,
    target: { kind: 'conversation', id: conversationId },
    key,
    at: now,
  })
  notifySockets([`a:${resident}`, `g:${gridCode}`], { what: 'conversation', id: conversationId, seq: said.seq })
}

/** Whom a step calls; a team without anybody to stand in goes on to the secretary at once. Nobody when the grid has neither. */
async function whomToEscalateTo(
  { tx, districtId, clock }: Context,
  gridCode: string,
  level: Level,
): Promise<{ level: Level; staff: { code: string; name: string }[] }> {
  if (level === 1) {
    const now = clock.now()
    const answering = await onDuty(tx, districtId, gridCode, now)
    const absent = await store.absentStaff(tx, districtId, gridCode, now)
    const team = await teamOf(tx, districtId, gridCode)
    const standIn = team.find(({ staffCode, place }) => place > 0 && staffCode !== answering?.staffCode && !absent.has(staffCode))
    if (standIn !== undefined) return { level, staff: [{ code: standIn.staffCode, name: standIn.name }] }
  }
  return { level: 2, staff: await secretariesOf(tx, districtId, gridCode) }
}
