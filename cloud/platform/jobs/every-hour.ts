import { hourMs } from '../time/calendar'

/** Does something now and then every hour until stopped; a turn that fails is told and the next one tries again. */
export function everyHour(turn: () => Promise<unknown>, onFault: (fault: unknown) => void): { stop: () => void } {
  const run = () => void turn().catch(onFault)
  run()
  const timer = setInterval(run, hourMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
