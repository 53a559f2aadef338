import type { RequestAction } from '@doorstep/contract/requests/machine'
import { extensionDecideDays } from '@doorstep/contract/rules'
import { reckonedAgain, ringAgain, saveClocks, wasBroken, type Ring } from '../../clocks/api'
import type { Acting, JobContext } from '../../platform/context/call'
import { clipped, timeMark } from '../../platform/time/words'
import { lockedCase, type Case } from '../case/case-store'
import { notifyRequestSockets, notifyStaff } from '../case/notify'
import { bySystem } from '../case/timeline'
import { appendNote } from '../case/transitions'
import { approverLevels } from './approvers'
import { requestOfExtension, updateExtension, type StoredExtension } from './extension-store'
import { pendingExtension } from './pending'

const about = ({ number, title }: Pick<Case, 'number' | 'title'>) => `${number} ${title}`

/** Tells whoever decides about an extension that it was asked for, and by when it is to be decided. */
export async function tellApprover(acting: Acting, after: Case, action: RequestAction): Promise<void> {
  const pending = pendingExtension(after)
  if (action !== 'askExtension' || pending === undefined) return
  await notifyStaff(acting, after, [pending.approver_code], asked(after, pending), `extension:${pending.id}`)
}

const asked = (row: Case, { working_days: days, reason, clocks: [clock] }: StoredExtension) => ({
  kind: 'task' as const,
  title: '一件延期申请等您定',
  text: `${about(row)}：申请延 ${days} 个工作日（${clipped(reason, 60)}）${clock === undefined ? '' : `，请在${timeMark(clock.dueAt)} 前定`}；定下以前时限照走`,
})

/** Returns a pending extension with its request, locked; null when it was decided or ended. */
async function lockedPending({ tx, districtId }: JobContext, id: string): Promise<{ row: Case; pending: StoredExtension } | null> {
  const requestId = await requestOfExtension(tx, districtId, id)
  const row = requestId === null ? null : await lockedCase(tx, districtId, requestId)
  const pending = row === null ? undefined : pendingExtension(row)
  return row === null || pending?.id !== id ? null : { row, pending }
}

/** Rings for a decision about an extension: whoever decides is reminded; once it is late it goes to the level above, and everybody there hears of it again each day it takes. */
export async function onExtensionRing(context: JobContext, { ownerId, clockId, what, dueAt, step }: Ring): Promise<void> {
  const { tx, districtId } = context
  const found = await lockedPending(context, ownerId)
  const clock = found?.pending.clocks.find((held) => held.id === clockId)
  if (found === null || clock === undefined || clock.stoppedAt !== null || clock.dueAt.toISOString() !== dueAt) return
  const { row, pending } = found
  const text = `${about(row)}：申请延 ${pending.working_days} 个工作日，应在${timeMark(clock.dueAt)} 前定`
  const key = `extension:${pending.id}:${what}:${dueAt}:${step}`
  if (what === 'half' || what === 'warn') {
    await notifyStaff(context, row, [pending.approver_code], { kind: 'promise', title: '延期申请还在等您定', text }, key)
    return
  }
  if (!wasBroken(clock, context.clock.now())) return
  const levels = await approverLevels(tx, districtId, row, pending.asked_by)
  const above = levels[levels.findIndex((codes) => codes.includes(pending.approver_code)) + 1] ?? levels.at(-1) ?? []
  const [next = pending.approver_code] = above
  if (!above.includes(pending.approver_code)) await updateExtension(tx, districtId, pending.id, { approver_code: next })
  const title = '延期申请过了时间没有定'
  await notifyStaff(context, row, [...new Set([pending.approver_code, ...above])], { kind: 'promise', title, text }, key)
  const noted = await appendNote(
    context,
    row,
    { did: 'rang', by: bySystem, content: { text: `${title}，已经提醒上一级` } },
    { quiet: true },
  )
  await notifyRequestSockets(context, noted)
  await ringAgain(context, { kind: 'extension', id: pending.id }, clock, {
    step: what === 'missed' ? 1 : step + 1,
    after: extensionDecideDays,
  })
}

/** Reckons the time to decide about an extension again, by a calendar that was published since. */
export async function onExtensionReckon(context: JobContext, id: string): Promise<void> {
  const found = await lockedPending(context, id)
  if (found === null) return
  const { clocks } = found.pending
  const now = context.clock.now()
  const again = clocks.map((held) => reckonedAgain(held, now))
  await saveClocks(context, { kind: 'extension', id }, clocks, again)
}
