import { cpus } from 'node:os'

/** What a number of calls that ran at once took. */
export interface Timed {
  /** Milliseconds each, from when it was sent. */
  took: number[]
  /** Seconds from the first call until the last answer. */
  lasted: number
}

/** The `share` quantile: 0.95 is the time 95 of 100 calls stayed under. */
export function quantile(took: readonly number[], share: number): number {
  const sorted = [...took].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
}

/** Runs all of them, `atOnce` at a time, and times each from when it was sent. */
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

/** `p50`, `p95` and people a second, as cells of a Markdown table. */
export const cellsOf = ({ took, lasted }: Timed): string[] => [
  ms(quantile(took, 0.5)),
  ms(quantile(took, 0.95)),
  Math.round(took.length / lasted).toLocaleString('en-US'),
]

export const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

export const machine = () => `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}`
