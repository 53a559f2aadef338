import { hourMs } from '../time/calendar'

/** Runs `turn` at once and then every hour until stopped; a failure is passed to `onFault` and the next turn runs as usual. */
export function everyHour(turn: () => Promise<unknown>, onFault: (fault: unknown) => void): { stop: () => void } {
  const run = () => void turn().catch(onFault)
  run()
  const timer = setInterval(run, hourMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
