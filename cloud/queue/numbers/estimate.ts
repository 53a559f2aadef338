import { fewestCounted } from '@doorstep/contract/rules'
import type { Counter } from '@doorstep/contract/queue/views'

type Estimate = Counter['estimate']

/** How many of the last served numbers the median is computed from. */
export const reckonedFrom = 20
/** Minutes since its last call during which a window counts as open. */
export const atWorkMinutes = 30
/** Minutes after which a number in hand counts as forgotten: its window no longer counts as open by it. */
export const inHandMinutes = 60

export interface Pace {
  /** Serving times of the last numbers, in seconds. */
  seconds: readonly number[]
  /** How many windows are open now. */
  windows: number
  /** When the venue opens, in words; null while it is open. */
  closed: string | null
}

/**
 * Returns the expected wait of somebody with `ahead` numbers before them: the median serving time of the last numbers divided by the open
 * windows, from 0.7 to 1.5 times that, in steps of 5 minutes. Returns an explanation when no estimate is possible.
 */
export function estimate(ahead: number, { seconds, windows, closed }: Pace): Estimate {
  const unknown = (says: string): Estimate => ({ from: null, to: null, says })
  if (windows === 0) return unknown(closed === null ? '现在没有窗口在叫号，说不准要等多久' : `现在不开门，${closed}`)
  if (ahead === 0) return { from: 0, to: 0, says: '下一个就是' }
  if (seconds.length < fewestCounted) return unknown('办过的人还不多，说不准要等多久')
  const minutes = (median(seconds) / 60) * (ahead / windows)
  const from = 5 * Math.floor((minutes * 0.7) / 5)
  const to = Math.max(5 * Math.ceil((minutes * 1.5) / 5), 5)
  return { from, to, says: from === 0 ? `${to} 分钟以内` : `约 ${from}–${to} 分钟` }
}

/** Returns the median; of an even count, the mean of the two in the middle; of none, 0. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  const half = sorted.length / 2
  const upper = sorted[Math.floor(half)] ?? 0
  return Number.isInteger(half) ? ((sorted[half - 1] ?? upper) + upper) / 2 : upper
}
