import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { JobContext } from '../../platform/context/call'
import { sentence, timeMark } from '../../platform/time/words'
import { lockedCase, type Case } from '../case/case-store'
import { notifyRequester, notifyRequestSockets, notifyWorkers } from '../case/notify'
import { bySystem } from '../case/timeline'
import { appendNote } from '../case/transitions'
import { staffLabelOf, worksWithoutHandler } from '../people/people'
import { openStep, type StoredStep } from './dated-step'
import { changed } from './keep-step'

export const StepJob = v.object({ requestId: id, stepId: id, what: v.picklist(['due', 'broken']) })

/** Handles the time of a dated step, or the end of the wait for it. Does nothing once something else was arranged or said. */
export async function onStep(context: JobContext, { requestId, stepId, what }: v.InferOutput<typeof StepJob>): Promise<void> {
  const row = await lockedCase(context.tx, context.districtId, requestId)
  const step = row === null ? null : openStep(row.steps)
  if (row === null || step?.id !== stepId || step.broken_at !== null) return
  await (what === 'due' ? isDue : isBroken)(context, row, step)
}

/** Brings a request back to those who work on it, with the reason for which it waited. */
async function isDue(context: JobContext, row: Case, step: StoredStep): Promise<void> {
  const what = step.kind === 'visit' ? '约好的上门时间到了' : '说好的时间到了'
  const text = `${row.number} ${row.title}：${sentence(reasonOf(row, step))}办了什么，请写一句`
  await notifyWorkers(context, row, { kind: 'task', title: what, text }, `step:${step.id}`)
  await notifyRequestSockets(context, row)
}

/** Tells the requester, before she asks, that what was arranged did not come, and those who work on it. */
async function isBroken(context: JobContext, row: Case, step: StoredStep): Promise<void> {
  const at = timeMark(step.due_at)
  const steps = await changed(context, row.steps, step, { broken_at: context.clock.now() })
  const content = { kind: step.kind, dueAt: step.due_at.toISOString() }
  const noted = { ...(await appendNote(context, row, { did: 'stepBroken', by: bySystem, content })), steps }
  const label = row.handler_code === null ? null : await staffLabelOf(context.tx, context.districtId, row.handler_code, row.grid_code)
  const who = label?.publicName ?? (await worksWithoutHandler(context.tx, context.districtId, row))
  const isVisit = step.kind === 'visit'
  await notifyRequester(context, noted, {
    kind: 'promise',
    title: isVisit ? '约好上门，没有做到，对不起' : '说好的时间没有消息，对不起',
    text: `${row.number} ${row.title}：${isVisit ? `约好${at} 上门，没有做到` : `说好${at} 有消息，还没有`}。已提醒${who}尽快告诉您`,
  })
  await notifyWorkers(context, noted, {
    kind: 'promise',
    title: isVisit ? '约好上门，没有做到' : '说好的时间过了',
    text: `${row.number} ${row.title}：${isVisit ? `约好${at} 上门` : `说好${at} 有消息`}，已向居民说明没有做到，请尽快告诉居民怎样办`,
  })
  await notifyRequestSockets(context, noted)
}

/** Returns for what a step was arranged, in the words of whoever did; empty once they were erased. */
export const reasonOf = ({ events }: Pick<Case, 'events'>, { seq }: Pick<StoredStep, 'seq'>): string => {
  const text = events.find((event) => event.seq === seq)?.content?.text
  return typeof text === 'string' ? text : ''
}
