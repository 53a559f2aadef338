import type * as v from 'valibot'

/**
 * A state machine as data: the server executes it, the client derives its buttons from it, tests walk it and
 * docs/states.md is drawn from it.
 */
export interface Transition<State extends string, By extends string, Guard extends string, Clock extends string> {
  from: readonly State[]
  /** `same` leaves the state; `previous` returns to the one before the pause. */
  to: State | 'same' | 'previous'
  by: readonly By[]
  /** The button, a Chinese verb. */
  label: string
  body?: v.GenericSchema<Record<string, unknown>, Record<string, unknown>>
  /** Rules beyond state and role that the service checks; each has a problem code of the same meaning. */
  guards?: readonly Guard[]
  clock?: { start?: Clock; stop?: readonly Clock[]; pause?: true; resume?: true }
}

export const machine =
  <State extends string, By extends string, Guard extends string = never, Clock extends string = never>() =>
  <const T extends Record<string, Transition<State, By, Guard, Clock>>>(table: T): T =>
    table

/** The actions of `table` that somebody who is all of `as` may take in `state`, in the table's order. */
export function actionsIn<T extends Record<string, { from: readonly string[]; by: readonly string[] }>>(
  table: T,
  state: string,
  as: readonly string[],
): (keyof T & string)[] {
  return Object.keys(table).filter((action) => {
    const t = table[action]
    return t !== undefined && t.from.includes(state) && t.by.some((who) => as.includes(who))
  })
}
