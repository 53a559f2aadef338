import { minuteMs } from './time-words'

/** The reply deadlines (after GB/T 33358): minutes of duty time until the stand-in, then the branch secretary, is notified. */
export const replyClock = { promiseMinutes: 30, standInMinutes: 30, secretaryMinutes: 90 } as const

/**
 * Returns by when a message sent at `sent` is answered, in epoch milliseconds: when the promised minutes of duty have passed. Undefined
 * where the stretches of duty known do not reach as far.
 */
export function promisedReply(sent: number, dutyAhead: Iterable<{ from: string; to: string }>): number | undefined {
  let left = replyClock.promiseMinutes * minuteMs
  for (const stretch of dutyAhead) {
    const begins = Math.max(Date.parse(stretch.from), sent)
    const lasts = Math.max(Date.parse(stretch.to) - begins, 0)
    if (lasts > 0 && left <= lasts) return begins + left
    left -= lasts
  }
  return undefined
}
