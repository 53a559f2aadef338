import { useEffect, useRef, useState } from 'react'
import { asRecord, stored } from './storage'
import { useOnHide } from './visible'

const writeAfter = 400

/** What a draft may hold: plain JSON. */
export type DraftShape = Record<string, unknown>

export interface Draft<T extends DraftShape> {
  /** What was kept, or the empty form; give its texts to fields as `initial`. */
  values: T
  /** The newest values, text just typed included. */
  now: () => T
  /** A choice was made: draws again. */
  set: (change: Partial<T>) => void
  /** Text was typed: kept, without drawing again, so that the caret stays. */
  note: (change: Partial<T>) => void
  /** The form was sent: nothing is kept any more. */
  clear: () => void
}

const sameKind = (a: unknown, b: unknown) => a === null || b === null || (typeof a === typeof b && Array.isArray(a) === Array.isArray(b))

/** What was kept, field by field, where it still has the kind the form expects. */
const fitting = <T extends DraftShape>(raw: unknown, empty: T): T | undefined => {
  const kept = asRecord(raw)
  if (!kept) return undefined
  return Object.fromEntries(
    Object.entries(empty).map(([name, value]) => [name, name in kept && sameKind(kept[name], value) ? kept[name] : value]),
  ) as T
}

/**
 * A form that survives: leaving the page, the background, no network, the app being closed. `name` says which form and, where
 * it matters, of what: `requests.file`, `messages.${id}`.
 */
export function useDraft<T extends DraftShape>(name: string, empty: T): Draft<T> {
  const [slot] = useState(() => stored<T>(`draft.${name}`, (raw) => fitting(raw, empty)))
  const [values, setValues] = useState(() => slot.get() ?? empty)
  const latest = useRef(values)
  const timer = useRef<ReturnType<typeof setTimeout>>()

  const write = () => {
    if (timer.current === undefined) return
    clearTimeout(timer.current)
    timer.current = undefined
    slot.set(latest.current)
  }
  const note = (change: Partial<T>) => {
    latest.current = { ...latest.current, ...change }
    timer.current ??= setTimeout(write, writeAfter)
  }
  useOnHide(write)
  const writeLast = useRef(write)
  writeLast.current = write
  useEffect(() => () => writeLast.current(), [])

  return {
    values,
    now: () => latest.current,
    note,
    set: (change) => {
      note(change)
      setValues(latest.current)
    },
    clear: () => {
      if (timer.current !== undefined) clearTimeout(timer.current)
      timer.current = undefined
      latest.current = empty
      slot.clear()
      setValues(empty)
    },
  }
}
