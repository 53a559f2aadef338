import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { CoreContext, JobContext } from '../../platform/context/call'
import { enqueue } from '../../platform/jobs/outbox'
import { clipped } from '../../platform/time/words'
import { caseById, lockedCase, type Case, type CaseEvent } from '../case/case-store'
import { anybody, notifyRequestSockets, notifyStaff } from '../case/notify'
import { updateRequest } from '../case/requests-store'
import { appendNote } from '../case/transitions'

export const wordsJob = 'requests.wordsOfMerged'
export const WordsJob = v.object({ childId: id, mainId: id, seq: v.number() })
type Words = v.InferOutput<typeof WordsJob>

/** Passes on what the requester of a merged request said or did to those of its main. */
export const passOn = ({ tx, districtId, clock }: CoreContext, words: Words): Promise<void> =>
  enqueue(tx, { districtId, kind: wordsJob, key: `${words.childId}:${words.seq}`, payload: { ...words }, dueAt: clock.now() })

const said: Partial<Record<string, string>> = {
  urge: '催了一下',
  withdraw: '撤回了',
  moveVisit: '想换个上门时间',
  confirmVisit: '说上门时间可以',
}

/**
 * Notes on the main that the requester of a merged request said something, and tells those who work on it, or whoever answers for it once it
 * is over: it is not opened again. The words stay with the request they were said to; the note leads there.
 */
export async function onWords(context: JobContext, { childId, mainId, seq }: Words): Promise<void> {
  const { tx, districtId, clock } = context
  const child = await caseById(tx, districtId, childId)
  const event = child?.events.find((one) => one.seq === seq)
  const main = await lockedRoot(context, mainId)
  if (child === null || event === undefined || main === null || main.events.some((one) => isFrom(one, child.number, seq))) return
  const what = said[event.did] ?? '留言'
  const by = { name: '居民', account: null, staff: null }
  const noted = await appendNote(context, main, { did: 'fromMerged', by, content: { from: child.number, what, said: seq } })
  if (event.did === 'urge') await updateRequest(tx, districtId, main.id, { urged_at: clock.now() })
  const words = typeof event.content?.text === 'string' ? event.content.text : ''
  const text = `${main.number} ${main.title}：来自并案 ${child.number}${words === '' ? '' : `：${clipped(words, 60)}`}`
  await notifyStaff(context, noted, await anybody(context, noted), { kind: 'reply', title: `并案的居民${what}`, text })
  await notifyRequestSockets(context, noted)
}

const isFrom = ({ did, content }: CaseEvent, number: string, seq: number) =>
  did === 'fromMerged' && content?.from === number && content.said === seq

/** Returns a request, or what it was merged into itself, locked. */
async function lockedRoot({ tx, districtId }: JobContext, mainId: string): Promise<Case | null> {
  let main = await lockedCase(tx, districtId, mainId)
  while (main !== null && main.merged_into !== null) main = await lockedCase(tx, districtId, main.merged_into)
  return main
}
