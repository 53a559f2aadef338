import type { Clock } from '../../platform/process/clock'

const units = { ms: 1, seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const

/** A clock that moves only when a test moves it. */
export interface FakeClock extends Clock {
  set: (instant: string | Date) => void
  /** Moves the clock forward: `advance({ hours: 2, minutes: 30 })`. */
  advance: (by: Partial<Record<keyof typeof units, number>>) => void
}

/** Returns a clock that starts on a working Monday morning, 2026-11-23 09:00 +08:00, unless given another time. */
export function fakeClock(start: string | Date = '2026-11-23T01:00:00.000Z'): FakeClock {
  let now = new Date(start)
  return {
    now: () => new Date(now),
    set(instant) {
      now = new Date(instant)
    },
    advance(by) {
      const ms = Object.entries(by).reduce((sum, [unit, amount]) => sum + amount * units[unit as keyof typeof units], 0)
      now = new Date(now.getTime() + ms)
    },
  }
}
