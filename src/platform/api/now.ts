import { allWithTimes, dayOf, minuteMs, secondMs } from '@doorstep/contract/time-words'
import { useMemo, useSyncExternalStore } from 'react'
import { onClockSet, serverNow } from './server-clock'
import { usePageVisible } from '../navigation/visible'

let now = serverNow()
let clock: (() => void) | undefined
let timer: ReturnType<typeof setInterval> | undefined
const watchers = new Set<() => void>()

function tick() {
  now = serverNow()
  watchers.forEach((listener) => listener())
}

function watch(listener: () => void) {
  watchers.add(listener)
  timer ??= setInterval(tick, minuteMs)
  clock ??= onClockSet(tick)
  if (Math.abs(serverNow() - now) > secondMs) tick()
  return () => {
    watchers.delete(listener)
    if (watchers.size > 0) return
    clearInterval(timer)
    timer = undefined
    clock?.()
    clock = undefined
  }
}
const never = () => () => undefined
const read = () => now

/** Returns the API's time as far as the device knows it, in epoch milliseconds; updates each minute while the page is visible. */
export const useNow = () => useSyncExternalStore(usePageVisible() ? watch : never, read, read)

const today = () => dayOf(now)

/**
 * Returns an answer with its times in words as of today (`allWithTimes`). The words follow the day while a page stays open, and an answer
 * kept on the device is worded on the day it is shown.
 */
export function useInWords<T>(answer: T): T {
  const day = useSyncExternalStore(usePageVisible() ? watch : never, today, today)
  return useMemo(() => allWithTimes(answer, day), [answer, day])
}
