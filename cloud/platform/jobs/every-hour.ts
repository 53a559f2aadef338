import { hourMs, minuteMs } from '../time/calendar'

/** Runs `turn` at once and then every hour until stopped; a failure is passed to `onFault`, and the turn is tried again after a minute. */
export function everyHour(turn: () => Promise<unknown>, onFault: (fault: unknown) => void): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const run = async () => {
    const pause = await turn().then(
      () => hourMs,
      (fault: unknown) => {
        onFault(fault)
        return minuteMs
      },
    )
    if (!stopped) timer = setTimeout(() => void run(), pause).unref()
  }
  void run()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
