import { cpus } from 'node:os'

/** Durations of requests that ran concurrently. */
export interface Timed {
  /** Milliseconds of each, from sending it. */
  took: number[]
  /** Seconds from the first request until the last answer. */
  lasted: number
}

/** Returns the `share` quantile: 0.95 is the time under which 95 of 100 requests stayed. */
export function quantile(took: readonly number[], share: number): number {
  const sorted = [...took].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
}

/** Runs all of them, `atOnce` at a time, and measures each from sending it. */
export async function together<T>(calls: readonly (() => Promise<T>)[], atOnce: number): Promise<{ answers: T[] } & Timed> {
  const took: number[] = []
  const answers: T[] = []
  const left = calls.values()
  const lane = async () => {
    for (const call of left) {
      const sent = performance.now()
      answers.push(await call())
      took.push(performance.now() - sent)
    }
  }
  const begun = performance.now()
  await Promise.all(Array.from({ length: atOnce }, lane))
  return { answers, took, lasted: (performance.now() - begun) / 1000 }
}

export const merged = (rounds: readonly Timed[]): Timed => ({
  took: rounds.flatMap(({ took }) => took),
  lasted: rounds.reduce((sum, { lasted }) => sum + lasted, 0),
})

const ms = (n: number) => n.toFixed(n < 10 ? 1 : 0)

/** Returns `p50`, `p95` and people per second, as cells of a Markdown table. */
export const cellsOf = ({ took, lasted }: Timed): string[] => [
  ms(quantile(took, 0.5)),
  ms(quantile(took, 0.95)),
  Math.round(took.length / lasted).toLocaleString('en-US'),
]

export const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

export const machine = () => `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}`
