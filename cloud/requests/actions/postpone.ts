import { isRunning, saveClocks } from '../../clocks/api'
import type { Acting } from '../../platform/context/call'
import type { Case } from '../case/case-store'
import { updateRequest } from '../case/requests-store'
import { promiseOf } from '../case/transitions'
import { lateSince, stateClock, type CaseClock } from '../deadlines/case-clocks'

/**
 * Moves the time of the answer that runs to a later one that was agreed with a reason, and the whole time with it; nothing where it ends later
 * already. What was late stays late.
 */
export async function postponeAnswer(acting: Acting, row: Case, until: Date): Promise<Case> {
  const running = stateClock(row.clocks)
  if (running === null || running.pausedAt !== null || running.dueAt >= until) return row
  const now = acting.clock.now()
  const moves = (clock: CaseClock) => clock.id === running.id || (clock.kind === 'whole' && isRunning(clock) && clock.dueAt < until)
  const clocks = row.clocks.map((clock) => (moves(clock) ? { ...clock, dueAt: until } : clock))
  await saveClocks(acting, { kind: 'request', id: row.id }, row.clocks, clocks)
  const promise = { ...promiseOf(clocks, now), late_since: lateSince(row.clocks, now) }
  return { ...row, ...(await updateRequest(acting.tx, acting.districtId, row.id, promise)), clocks }
}
