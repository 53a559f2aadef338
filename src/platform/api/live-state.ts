import { useSyncExternalStore } from 'react'

let open = false
const watchers = new Set<() => void>()

const watch = (listener: () => void) => {
  watchers.add(listener)
  return () => {
    watchers.delete(listener)
  }
}
const isOpen = () => open

/** Stores whether the socket is open; pages poll while it is not. */
export function setLiveOpen(now: boolean) {
  if (open === now) return
  open = now
  watchers.forEach((listener) => listener())
}

export const useLiveOpen = () => useSyncExternalStore(watch, isOpen, isOpen)
