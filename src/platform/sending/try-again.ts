import { isOffline, type Problem } from '../api/result'
import { onSession } from '../api/session'
import { onNetwork } from '../device/network'

/** Pauses between tries while the network may be there and the API is not, in milliseconds; the last one repeats. */
const pauses = [3_000, 10_000, 30_000, 60_000]

/** Whether the same send should be tried again: no answer came, or the API failed. */
export const comesAgain = (problem: Problem): boolean => isOffline(problem) || problem.status >= 500 || passing.has(problem.code)

/**
 * Failures that may be over at the next try: the answer of a gateway or of a hotel's network is none of the API's, and what waits in an old
 * version is sent by the next one.
 */
const passing = new Set<Problem['code']>(['loginFailed', 'wrongAddress', 'unsafe', 'garbled', 'clientTooOld'])

interface OfflineQueue {
  /** Returns whether something still waits to be sent. */
  waits: () => boolean
  /** Sends the waiting items; never rejects. */
  flush: () => Promise<void>
  /** Called at each sign-in and sign-out, before the queue is flushed: the stored queue then belongs to another account. */
  onAccount?: () => void
}

/**
 * Flushes an offline queue, the same way for every queue: at launch, when the network returns, after signing in, and, while something
 * waits, after growing delays. Call `later` after each attempt, `watch` once at launch.
 */
export function tryAgain({ waits, flush, onAccount }: OfflineQueue) {
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    later: () => {
      clearTimeout(timer)
      timer = undefined
      if (!waits()) {
        tries = 0
        return
      }
      timer = setTimeout(() => void flush(), pauses[Math.min(tries, pauses.length - 1)])
      tries += 1
    },
    watch: () => {
      onNetwork((online) => {
        if (online) void flush()
      })
      onSession((me) => {
        onAccount?.()
        if (me) void flush()
      })
      if (waits()) void flush()
    },
  }
}
