import type { RequestAction } from '@doorstep/contract/requests/machine'
import { isRunning, scheduleRings } from '../../clocks/api'
import type { Acting, CoreContext } from '../../platform/context/call'
import { clipped } from '../../platform/time/words'
import type { Case } from '../case/case-store'
import { notifyRequestSockets, notifyStaff, notifyWorkers } from '../case/notify'
import { requestAt } from '../case/requests-store'
import { actedAsRequester } from '../people/own'
import type { Byline } from '../case/timeline'
import { passOn } from './words'

interface Done {
  action: RequestAction
  before: Case
  after: Case
  by: Byline
}

/** Schedules the rings of a request that stands alone again: what was over meanwhile rings at once. */
export async function ringOn(context: CoreContext, { id, clocks }: Case): Promise<void> {
  for (const clock of clocks.filter(isRunning)) await scheduleRings(context, { kind: 'request', id }, clock)
}

/** Tells whom an action concerns because a request is, was or will be merged: those of its main, and who had it in hand. */
export async function tellOfMerge(acting: Acting, { action, before, after, by }: Done): Promise<void> {
  if (action === 'unmerge') return ringOn(acting, after)
  if (action === 'merge') return tellMerged(acting, after, by)
  if (before.merged_into !== null && actedAsRequester(before, by))
    await passOn(acting, { childId: before.id, mainId: before.merged_into, seq: after.last_seq })
}

async function tellMerged(acting: Acting, child: Case, by: Byline): Promise<void> {
  const main = child.merged_into === null ? null : await requestAt(acting.tx, acting.districtId, child.merged_into)
  if (main === null) return
  const former = child.handler_code === by.staff || child.handler_code === main.handler_code ? [] : [child.handler_code]
  const gone = { kind: 'state' as const, title: '一件诉求并入另一件一起办', text: `${child.number} ${child.title}` }
  await notifyStaff(acting, child, former, gone, `merged:${child.last_seq}`)
  const text = `${main.number} ${main.title}：${child.number} ${clipped(child.title, 40)}`
  if (main.handler_code !== by.staff)
    await notifyWorkers(acting, main, { kind: 'task', title: '一件相近的诉求并进来一起办', text }, `tookIn:${child.id}:${child.last_seq}`)
  await notifyRequestSockets(acting, main)
}
