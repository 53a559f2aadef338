import { wasBroken } from '../../clocks/api'
import { stateClock, type CaseClock } from './case-clocks'

/**
 * Returns the clocks with the end of the answer moved to a later time that was agreed with a reason, and the whole time at least as far;
 * unchanged where it ends later already. The end that was missed by then is kept: what was late stays counted. From now on what is left is
 * working days: so the new end was reckoned.
 */
export function postponed(clocks: readonly CaseClock[], until: Date, now: Date): CaseClock[] {
  const running = stateClock(clocks)
  if (running === null || running.dueAt >= until) return [...clocks]
  const moves = (clock: CaseClock) => clock.id === running.id || (clock.kind === 'whole' && clock.stoppedAt === null && clock.dueAt < until)
  return clocks.map((clock) =>
    moves(clock)
      ? { ...clock, dueAt: until, unit: 'workingDay', missedAt: clock.missedAt ?? (wasBroken(clock, now) ? clock.dueAt : null) }
      : clock,
  )
}
