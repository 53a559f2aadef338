import type * as v from 'valibot'

/**
 * A state machine as data: the server runs it (cloud/platform/machine), answers say which of its actions the caller may take now,
 * tests walk it and docs/states.md is drawn from it.
 */
export interface Transition<State extends string, By extends string, Guard extends string, Clock extends string> {
  from: readonly State[]
  /** `same` leaves the state; `previous` returns to the one before the pause. */
  to: Target<State>
  by: readonly By[]
  /** Who may not take it, whatever else they are: nobody judges their own work. */
  not?: readonly By[]
  /** The button, a Chinese verb. */
  label: string
  body?: v.GenericSchema<Record<string, unknown>, Record<string, unknown>>
  /** Rules beyond state and party; the room's runner has a check for each, or it does not compile. */
  guards?: readonly Guard[]
  clock?: { start?: Clock; stop?: readonly Clock[]; pause?: true; resume?: true }
}

type Target<State extends string> = State | 'same' | 'previous'

export const machine =
  <State extends string, By extends string, Guard extends string = never, Clock extends string = never>() =>
  <const T extends Record<string, Transition<State, By, Guard, Clock>>>(table: T): T =>
    table

/** A machine's table as one type, whatever its states are. */
export type AnyTable = Readonly<Record<string, Transition<string, string, string, string>>>

export type ActionOf<T extends AnyTable> = keyof T & string
/** Every state a table names. */
export type StateOf<T extends AnyTable> = T[keyof T]['from'][number] | Exclude<T[keyof T]['to'], 'same' | 'previous'>
/** Everybody a table names. */
export type PartyOf<T extends AnyTable> = T[keyof T]['by'][number]
/** The guards a table uses. */
export type GuardOf<T extends AnyTable> = {
  [A in keyof T]: T[A] extends { guards: readonly (infer G extends string)[] } ? G : never
}[keyof T]
/** The actions somebody of `Party` may take, from whatever state. */
export type ActionBy<T extends AnyTable, Party extends string> = {
  [A in keyof T & string]: Extract<T[A]['by'][number], Party> extends never ? never : A
}[keyof T & string]

/** Where a step leads; `previous` is the state before the pause. */
export const nextState = <State extends string>(to: Target<State>, now: State, previous: State): State =>
  to === 'same' ? now : to === 'previous' ? previous : to

/** Whether a state is a pause: some step goes from it back to the state before. */
export const leadsBack = (table: AnyTable, state: string): boolean =>
  Object.values(table).some(({ from, to }) => to === 'previous' && from.includes(state))

/** The names of a table's actions, for `v.picklist`. */
export const actionNames = <T extends AnyTable>(table: T) => Object.keys(table) as [ActionOf<T>, ...ActionOf<T>[]]

interface Who {
  from: readonly string[]
  by: readonly string[]
  not?: readonly string[]
}

/** The actions of `table` that somebody who is all of `as` may take in `state`, guards apart, in the table's order. */
export function actionsIn<T extends Record<string, Who>>(table: T, state: string, as: readonly string[]): (keyof T & string)[] {
  return Object.keys(table).filter((action) => {
    const t = table[action]
    return t !== undefined && t.from.includes(state) && isFor(t, as)
  })
}

/** Whether a step is for somebody who is all of `as`. */
export const isFor = ({ by, not = [] }: Pick<Who, 'by' | 'not'>, as: readonly string[]): boolean =>
  by.some((who) => as.includes(who)) && !not.some((who) => as.includes(who))
