import { useSyncExternalStore } from 'react'
import { usePageVisible } from './visible'

const second = 1000
const minute = 60_000
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const watchers = new Set<() => void>()

function tick() {
  now = Date.now()
  watchers.forEach((listener) => listener())
}

function watch(listener: () => void) {
  watchers.add(listener)
  timer ??= setInterval(tick, minute)
  if (Date.now() - now > second) tick()
  return () => {
    watchers.delete(listener)
    if (watchers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
const never = () => () => undefined
const read = () => now

/** The device's time, in epoch milliseconds, told again each minute while the page is on screen. */
export const useNow = () => useSyncExternalStore(usePageVisible() ? watch : never, read, read)
