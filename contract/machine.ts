import type * as v from 'valibot'

/**
 * One rule of a state machine, which is data: the server runs it (cloud/platform/machine), responses list the actions the caller may take
 * now, tests walk it, and docs/states.md is drawn from it.
 */
export interface Transition<State extends string, By extends string, Guard extends string, Clock extends string> {
  from: readonly State[]
  /** The next state: `same` leaves it unchanged; `previous` returns to the one before the pause. */
  to: Target<State>
  by: readonly By[]
  /** Parties that may not take the action even if `by` allows them: nobody decides about their own work. */
  not?: readonly By[]
  /** The button's label, a Chinese verb. */
  label: string
  body?: v.GenericSchema<Record<string, unknown>, Record<string, unknown>>
  /** Conditions beyond state and party; the room's runner must have a check for each, or it does not compile. */
  guards?: readonly Guard[]
  clock?: { start?: Clock; stop?: readonly Clock[]; pause?: true; resume?: true }
}

type Target<State extends string> = State | 'same' | 'previous'

export const machine =
  <State extends string, By extends string, Guard extends string = never, Clock extends string = never>() =>
  <const T extends Record<string, Transition<State, By, Guard, Clock>>>(table: T): T =>
    table

/** The type of any machine's table. */
export type AnyTable = Readonly<Record<string, Transition<string, string, string, string>>>

export type ActionOf<T extends AnyTable> = keyof T & string
/** The union of the states a table names. */
export type StateOf<T extends AnyTable> = T[keyof T]['from'][number] | Exclude<T[keyof T]['to'], 'same' | 'previous'>
/** The union of the parties a table names, those it only excludes among them. */
export type PartyOf<T extends AnyTable> = {
  [A in keyof T]: T[A]['by'][number] | (T[A] extends { not: readonly (infer Party extends string)[] } ? Party : never)
}[keyof T]
/** The union of the guards a table uses. */
export type GuardOf<T extends AnyTable> = {
  [A in keyof T]: T[A] extends { guards: readonly (infer G extends string)[] } ? G : never
}[keyof T]
/** The actions that `Party` may take, from any state. */
export type ActionBy<T extends AnyTable, Party extends string> = {
  [A in keyof T & string]: Extract<T[A]['by'][number], Party> extends never ? never : A
}[keyof T & string]

/** Returns the state a transition leads to; `previous` is the state before the pause. */
export const nextState = <State extends string>(to: Target<State>, now: State, previous: State): State =>
  to === 'same' ? now : to === 'previous' ? previous : to

/** Returns whether a state is a pause: some transition leads from it back to the state before. */
export const leadsBack = (table: AnyTable, state: string): boolean =>
  Object.values(table).some(({ from, to }) => to === 'previous' && from.includes(state))

/** Returns the states of a room's table of traits for which `holds`, in the table's order; a new state has to say its traits to compile. */
export const statesWhere = <State extends string, Traits>(
  traits: Readonly<Record<State, Traits>>,
  holds: (traits: Traits, state: State) => boolean,
): State[] => (Object.keys(traits) as State[]).filter((state) => holds(traits[state], state))

/** The actions that a table gives to `Door`, such as an endpoint of the booker's. */
export type ActionVia<T extends Readonly<Record<string, readonly string[]>>, Door extends string> = {
  [A in keyof T & string]: Door extends T[A][number] ? A : never
}[keyof T & string]

/** Returns the actions that a table gives to `door`, in the table's order. */
export const actionsVia = <const T extends Readonly<Record<string, readonly string[]>>, const Door extends string>(doors: T, door: Door) =>
  (Object.keys(doors) as (keyof T & string)[]).filter((action): action is ActionVia<T, Door> => doors[action]?.includes(door) ?? false)

/** Returns the names of a table's actions, for `v.picklist`. */
export const actionNames = <T extends AnyTable>(table: T) => Object.keys(table) as [ActionOf<T>, ...ActionOf<T>[]]

interface Who {
  from: readonly string[]
  by: readonly string[]
  not?: readonly string[]
}

/** Returns the actions of `table` that a caller with all parties of `as` may take in `state`, guards apart, in the table's order. */
export function actionsIn<T extends Record<string, Who>>(table: T, state: string, as: readonly string[]): (keyof T & string)[] {
  return Object.keys(table).filter((action) => {
    const t = table[action]
    return t !== undefined && t.from.includes(state) && isFor(t, as)
  })
}

/** Returns whether a transition is allowed for a caller with all parties of `as`. */
export const isFor = ({ by, not = [] }: Pick<Who, 'by' | 'not'>, as: readonly string[]): boolean =>
  by.some((who) => as.includes(who)) && !not.some((who) => as.includes(who))
