import { ruleWords } from '@doorstep/contract/rule-words'
import { firstWaitReminderDays, secondWaitReminderDays, waitEndDays } from '@doorstep/contract/rules'
import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { CoreContext, JobContext } from '../../platform/context/call'
import { enqueueAll } from '../../platform/jobs/outbox'
import { dayMs } from '../../platform/time/calendar'
import { dayMark, sentence } from '../../platform/time/words'
import { oweCall } from '../case/calls'
import { lockedCase, type Case } from '../case/case-store'
import { notifyRequester, notifyTransition } from '../case/notify'
import type { StoredRequest } from '../case/requests-store'
import { bySystem } from '../case/timeline'
import { transitionRequest } from '../case/transitions'

export const waitingJob = 'requests.waiting'
export const WaitingJob = v.object({ requestId: id, seq: v.number(), what: v.picklist(['first', 'second', 'end']) })

const days = { first: firstWaitReminderDays, second: secondWaitReminderDays, end: waitEndDays } as const

/** Schedules the reminders of a request that begins to wait for its requester, and the end of the wait: no question stops a clock for ever. */
export async function scheduleWaiting(
  { tx, districtId, clock }: CoreContext,
  { id: requestId, last_seq: seq }: StoredRequest,
): Promise<void> {
  const now = clock.now().getTime()
  await enqueueAll(
    tx,
    (['first', 'second', 'end'] as const).map((what) => ({
      districtId,
      kind: waitingJob,
      key: `${requestId}:${seq}:${what}`,
      payload: { requestId, seq, what },
      dueAt: new Date(now + days[what] * dayMs),
    })),
  )
}

/** Reminds the requester of what she was asked, or ends the wait. Does nothing once she has answered, or somebody has ended it. */
export async function onWaiting(context: JobContext, { requestId, seq, what }: v.InferOutput<typeof WaitingJob>): Promise<void> {
  const row = await lockedCase(context.tx, context.districtId, requestId)
  const asked = row?.events.filter(({ did }) => did === 'askMore').at(-1)
  if (row === null || row.state !== 'infoNeeded' || asked?.seq !== seq) return
  if (what === 'end') return endWait(context, row)
  const question = typeof asked.content?.text === 'string' ? sentence(asked.content.text) : ''
  const end = new Date(asked.at.getTime() + waitEndDays * dayMs)
  await notifyRequester(
    context,
    row,
    {
      kind: 'state',
      title: '还在等您补充一点情况',
      text: `${row.number} ${row.title}：${question}回一句就继续计时；等到${dayMark(end)}，没有补充就按现有情况继续办`,
    },
    `waiting:${seq}:${what}`,
  )
}

async function endWait(context: JobContext, before: Case): Promise<void> {
  const text = ruleWords.waitOver
  const by = bySystem
  const after = await transitionRequest(context, before, { action: 'goOn', as: ['system'], by, content: { text } })
  const owed = await oweCall(context, { action: 'goOn', after, text })
  await notifyTransition(context, { action: 'goOn', before, after: owed, by, text })
}
