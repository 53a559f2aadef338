import type { Clock } from '../platform/clock'

/** Counts tries per key over a sliding window, in this process. */
export interface Tries {
  /** Counts one try; false when `most` were made within the window already. */
  spend: (key: string) => boolean
  /** Forgets a key: the last try was right. */
  clear: (key: string) => void
}

const keptKeys = 10_000

export function countTries(clock: Clock, most: number, withinMs: number): Tries {
  const made = new Map<string, number[]>()
  const recent = (key: string, now: number) => (made.get(key) ?? []).filter((at) => at > now - withinMs)
  return {
    spend: (key) => {
      const now = clock.now().getTime()
      const tries = recent(key, now)
      if (tries.length >= most) return false
      made.set(key, [...tries, now])
      if (made.size > keptKeys) for (const known of made.keys()) if (recent(known, now).length === 0) made.delete(known)
      return true
    },
    clear: (key) => void made.delete(key),
  }
}
