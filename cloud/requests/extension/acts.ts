import type { timeRules } from '@doorstep/contract/requests/machine/time'
import { ruleWords } from '@doorstep/contract/rule-words'
import { extensionDecideDays } from '@doorstep/contract/rules'
import type * as v from 'valibot'
import { begun, saveClocks } from '../../clocks/api'
import type { Acting } from '../../platform/context/call'
import { uuidv7 } from '../../platform/process/ids'
import { badField, problem } from '../../platform/process/problem'
import { dueAt } from '../../platform/time/deadline'
import type { Case } from '../case/case-store'
import type { RequestTransition } from '../case/transitions'
import { stateClock } from '../deadlines/case-clocks'
import { postponed } from '../deadlines/moved-ends'
import { approverLevels } from './approvers'
import { insertExtension, updateExtension } from './extension-store'
import { pendingExtension, stoppedClocks } from './pending'

type Body<A extends keyof typeof timeRules> = v.InferOutput<(typeof timeRules)[A]['body']>
interface Input {
  acting: Acting
  row: Case
}

/** Returns the end that is so many working days after another one (《安阳市政务服务条例》第50条: reckoned from the end, not from today). */
const extendedEnd = (from: Date, workingDays: number): Date => dueAt(from, { amount: workingDays, unit: 'workingDay' }).at

/** 申请延期: asks whoever decides; the time runs on meanwhile. */
export async function askExtension({ acting, row }: Input, { workingDays, reason }: Body<'askExtension'>) {
  const { tx, districtId } = acting
  const now = acting.clock.now()
  const running = stateClock(row.clocks)
  if (running === null) throw problem('notNow')
  const to = extendedEnd(running.dueAt, workingDays)
  if (to <= now) throw badField('workingDays', '延到的时间已经过了，请多申请几天，或者尽快答复')
  const asker = acting.actor.staff?.code ?? ''
  const approver = (await approverLevels(tx, districtId, row, asker))[0]?.[0]
  if (approver === undefined) throw problem('noApprover')
  const id = uuidv7()
  await insertExtension(tx, {
    district_id: districtId,
    id,
    request_id: row.id,
    clock_id: running.id,
    working_days: workingDays,
    reason,
    asked_at: now,
    asked_by: asker,
    approver_code: approver,
    from_due: running.dueAt,
    to_due: to,
  })
  const allowance = {
    id: uuidv7(),
    durations: [{ amount: extensionDecideDays, unit: 'workingDay' as const }],
    rule: ruleWords.extensionDecided,
  }
  await saveClocks(acting, { kind: 'extension', id }, [], [begun('extension', allowance, now)])
  return { content: { text: reason, days: String(workingDays) }, text: reason }
}

/** Grants an extension: the end of the answer moves from where it is, the whole time at least as far. What was late stays counted. */
export async function grantExtension({ acting, row }: Input) {
  const pending = pendingExtension(row)
  const running = stateClock(row.clocks)
  if (pending === undefined || running === null) throw problem('notNow')
  const now = acting.clock.now()
  const to = extendedEnd(running.dueAt, pending.working_days)
  if (to <= now) throw problem('extensionPassed')
  await decided(acting, pending, { granted: true, from_due: running.dueAt, to_due: to })
  const restored: RequestTransition['restored'] = { clocks: postponed(row.clocks, to, now), closedAt: null }
  return { content: { text: pending.reason, extendedTo: to.toISOString() }, text: pending.reason, restored }
}

/** Refuses an extension; the time stays as it is. */
export async function refuseExtension({ acting, row }: Input, { reason }: Body<'refuseExtension'>) {
  const pending = pendingExtension(row)
  if (pending === undefined) throw problem('notNow')
  await decided(acting, pending, { granted: false, refusal: reason })
  return { content: { text: reason }, text: reason }
}

async function decided(
  acting: Acting,
  pending: NonNullable<ReturnType<typeof pendingExtension>>,
  changes: Parameters<typeof updateExtension>[3],
) {
  const by = { decided_at: acting.clock.now(), decided_by: acting.actor.staff?.code ?? null }
  await updateExtension(acting.tx, acting.districtId, pending.id, { ...by, ...changes })
  await stoppedClocks(acting, pending)
}
