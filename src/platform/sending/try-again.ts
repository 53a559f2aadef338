import { isOffline, type Problem } from '../api/result'
import { onSession } from '../api/session'
import { onNetwork } from '../device/network'

/** Pauses between tries while the network may be there and the API is not, in milliseconds; the last one repeats. */
const pauses = [3_000, 10_000, 30_000, 60_000]

/** Whether the same send should be tried again: no answer came, or the API failed. */
export const comesAgain = (problem: Problem): boolean => isOffline(problem) || problem.status >= 500

interface OfflineQueue {
  /** Whether something still waits to be sent. */
  waits: () => boolean
  /** Sends what waits; never rejects. */
  flush: () => Promise<void>
  /** Called at each sign-in and sign-out, before what waits is sent: the stored queue is another account's. */
  onAccount?: () => void
}

/**
 * When an offline queue is flushed, the same for every queue: at launch, when the network returns, after signing in, and after growing
 * pauses as long as something waits. `later` is called after each try, `watch` once at launch.
 */
export function tryAgain({ waits, flush, onAccount }: OfflineQueue) {
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    later() {
      clearTimeout(timer)
      timer = undefined
      if (!waits()) {
        tries = 0
        return
      }
      timer = setTimeout(() => void flush(), pauses[Math.min(tries, pauses.length - 1)])
      tries += 1
    },
    watch() {
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
