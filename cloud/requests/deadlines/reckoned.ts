import { reckonedAgain, saveClocks } from '../../clocks/api'
import type { JobContext } from '../../platform/context/call'
import { timeMark } from '../../platform/time/words'
import { lockedCase } from '../case/case-store'
import { notifyRequester, notifyRequestSockets, notifyWorkers } from '../case/notify'
import { updateRequest } from '../case/requests-store'
import { bySystem } from '../case/timeline'
import { appendNote, promiseOf } from '../case/transitions'

/**
 * Reckons the clocks of a request again by the holidays that are published by now. Where the promise moves, its requester and those who work
 * on it are told the new time and why.
 */
export async function onReckon(context: JobContext, requestId: string): Promise<void> {
  const { tx, districtId } = context
  const row = await lockedCase(tx, districtId, requestId)
  if (row === null) return
  const now = context.clock.now()
  const clocks = row.clocks.map((clock) => reckonedAgain(clock, now))
  await saveClocks(context, { kind: 'request', id: row.id }, row.clocks, clocks)
  const promise = promiseOf(clocks, now)
  const by = promise.promised_at
  if (by === null || by.getTime() === row.promised_at?.getTime()) return
  const moved = { ...row, clocks, ...(await updateRequest(tx, districtId, row.id, promise)) }
  const noted = await appendNote(context, moved, { did: 'reckoned', by: bySystem, content: { answerBy: by.toISOString() } })
  const said = {
    kind: 'promise' as const,
    title: '放假安排公布，时间有变',
    text: `${row.number} ${row.title}：按公布的放假安排重新计算，现在约定${timeMark(by)} 前`,
  }
  await notifyRequester(context, noted, said)
  await notifyWorkers(context, noted, said)
  await notifyRequestSockets(context, noted)
}
