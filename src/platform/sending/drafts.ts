import { useEffect, useState } from 'react'
import { asRecord, stored, type Stored } from '../device/storage'
import { useOnHide } from '../navigation/visible'

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
  /** The form was sent: nothing is kept any more. It begins anew, empty or as given. */
  clear: (anew?: T) => void
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

/** Holds the newest values between writes; a write waits a moment, so that typing is not slowed by the device's storage. */
function keeper<T extends DraftShape>(slot: Stored<T>, empty: T) {
  let latest = slot.get() ?? empty
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(timer)
    timer = undefined
  }
  const write = () => {
    if (timer === undefined) return
    stop()
    slot.set(latest)
  }
  return {
    now: () => latest,
    write,
    note: (change: Partial<T>) => {
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
 * A form that survives: leaving the page, the background, no network, the app being closed. `name` says which form and, where
 * it matters, of what: `requests.file`, `messages.${id}`.
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
  useEffect(() => kept.write, [kept])
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
