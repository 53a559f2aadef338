import { useEffect, useState } from 'react'
import { onSession } from '../api/session'
import { asRecord, stored, type Stored } from '../device/storage'
import { useOnHide } from '../navigation/visible'

const writeAfter = 400

/** The content of a draft: plain JSON. */
export type DraftShape = Record<string, unknown>

export interface Draft<T extends DraftShape> {
  /** The stored draft, or the empty form; pass its texts to fields as `initial`. */
  values: T
  /** Returns the newest values, text just typed included. */
  now: () => T
  /** Stores a choice and renders again. */
  set: (change: Partial<T>) => void
  /** Stores typed text without rendering, so that the caret stays. */
  note: (change: Partial<T>) => void
  /** Removes the draft after the form was sent. The form begins anew, empty or with `anew`. */
  clear: (anew?: T) => void
}

const sameKind = (a: unknown, b: unknown) => a === null || b === null || (typeof a === typeof b && Array.isArray(a) === Array.isArray(b))

/** Returns the stored fields whose type the form still expects. */
const fitting = <T extends DraftShape>(raw: unknown, empty: T): T | undefined => {
  const kept = asRecord(raw)
  if (!kept) return undefined
  return Object.fromEntries(
    Object.entries(empty).map(([name, value]) => [name, name in kept && sameKind(kept[name], value) ? kept[name] : value]),
  ) as T
}

/** How often somebody has signed out since the app began: what they were typing is not written after that. */
let departures = 0
onSession((me) => {
  if (me === null) departures += 1
})

/** Holds the newest values between writes; a write is delayed, so that typing is not slowed by the device's storage. */
function keeper<T extends DraftShape>(slot: Stored<T>, empty: T) {
  let latest = slot.get() ?? empty
  const since = departures
  let left = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(timer)
    timer = undefined
  }
  const write = () => {
    if (timer === undefined) return
    stop()
    if (since === departures) slot.set(latest)
  }
  // What arrives after the form was left belongs to the draft as it is by then: sent or deleted, it does not come back.
  const late = (change: Partial<T>) => {
    const kept = since === departures ? slot.get() : undefined
    latest = { ...(kept ?? latest), ...change }
    if (kept !== undefined) slot.set(latest)
  }
  return {
    now: () => latest,
    write,
    open: () => {
      left = false
    },
    leave: () => {
      write()
      left = true
    },
    note: (change: Partial<T>) => {
      if (left) {
        late(change)
        return
      }
      latest = { ...latest, ...change }
      timer ??= setTimeout(write, writeAfter)
    },
    clear: (anew: T = empty) => {
      stop()
      latest = anew
      slot.clear()
    },
  }
}

/**
 * Holds a form's draft, which survives leaving the page, the background, no network, and closing the app. `name` is the form and, where
 * needed, its subject: `requests.file`, `messages.${id}`.
 */
export function useDraft<T extends DraftShape>(name: string, empty: T): Draft<T> {
  const [kept] = useState(() =>
    keeper(
      stored<T>(`draft.${name}`, (raw) => fitting(raw, empty)),
      empty,
    ),
  )
  const [values, setValues] = useState(kept.now)
  useOnHide(kept.write)
  useEffect(() => {
    kept.open()
    return kept.leave
  }, [kept])
  return {
    values,
    now: kept.now,
    note: kept.note,
    set: (change) => {
      kept.note(change)
      setValues(kept.now())
    },
    clear: (anew) => {
      kept.clear(anew)
      setValues(kept.now())
    },
  }
}
