import { saveClocks } from '../../clocks/api'
import type { Acting } from '../../platform/context/call'
import type { Case } from '../case/case-store'
import { updateRequest } from '../case/requests-store'
import { promiseOf } from '../case/transitions'
import { stateClock } from '../deadlines/case-clocks'
import { postponed } from '../deadlines/moved-ends'

/**
 * Moves the time of the answer that runs to a later one that was agreed with a reason, and the whole time with it; nothing where it ends later
 * already. What was late stays late.
 */
export async function postponeAnswer(acting: Acting, row: Case, until: Date): Promise<Case> {
  const running = stateClock(row.clocks)
  if (running === null || running.pausedAt !== null || running.dueAt >= until) return row
  const now = acting.clock.now()
  const clocks = postponed(row.clocks, until, now)
  await saveClocks(acting, { kind: 'request', id: row.id }, row.clocks, clocks)
  return { ...row, ...(await updateRequest(acting.tx, acting.districtId, row.id, promiseOf(clocks, now))), clocks }
}
