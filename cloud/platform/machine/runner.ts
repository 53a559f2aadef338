import {
  isFor,
  nextState,
  type ActionOf,
  type AnyTable,
  type GuardOf,
  type PartyOf,
  type StateOf,
  type Transition,
} from '@doorstep/contract/machine'
import type { ProblemError } from '../process/problem'

/** The rule of a machine for one action, as one type. */
export type RuleOf<T extends AnyTable> = Transition<StateOf<T>, PartyOf<T>, GuardOf<T>, ClockOf<T>>
type ClockOf<T extends AnyTable> = {
  [A in keyof T]: T[A] extends { clock: { start: infer C extends string } }
    ? C
    : T[A] extends { clock: { stop: readonly (infer C extends string)[] } }
      ? C
      : never
}[keyof T]

/** A check beyond state and party: returns the problem that forbids the action, or null. */
type Guard<Subject> = (subject: Subject) => ProblemError | null | Promise<ProblemError | null>

/** What a room adds to its machine's table. `Subject` is one record in its current state together with the caller. */
export interface MachineRules<T extends AnyTable, Subject> {
  stateOf: (subject: Subject) => StateOf<T>
  /** Returns the state before the pause; only for tables with `previous`. */
  previousOf?: (subject: Subject) => StateOf<T> | null
  /** Returns the parties the caller belongs to. */
  partiesOf: (subject: Subject) => readonly PartyOf<T>[]
  /** One check for each guard the table uses; a missing guard, or one that no rule uses, does not compile. */
  guards: Record<GuardOf<T>, Guard<Subject>>
  /** Returns the problem for a party that the rule does not name, or excludes (`barred`). */
  notYours: (subject: Subject, refused: { rule: RuleOf<T>; barred: boolean }) => ProblemError
  /** Returns the problem for a state that the rule does not name, with what can be done instead. */
  notNow: (subject: Subject, action: ActionOf<T>) => ProblemError | Promise<ProblemError>
}

export interface Runner<T extends AnyTable, Subject> {
  rule: (action: ActionOf<T>) => RuleOf<T>
  /**
   * Returns why the action is refused now: by party, then state, then each guard of its rule in the table's order; null when it is allowed.
   */
  refusal: (subject: Subject, action: ActionOf<T>) => Promise<ProblemError | null>
  /** Throws the refusal if there is one; else returns the state the transition leads to. */
  check: (subject: Subject, action: ActionOf<T>) => Promise<StateOf<T>>
  /** Returns the actions allowed now, in the table's order: the buttons a response offers. */
  actionsFor: (subject: Subject) => Promise<ActionOf<T>[]>
}

/**
 * Runs a state machine: `runnerOf(bookingMachine)<Subject>({ … })`. A room's `transition…` calls `check` with the row locked and then
 * writes the changes; nothing else decides whether a transition is allowed.
 */
export const runnerOf =
  <T extends AnyTable>(table: T) =>
  <Subject>(rules: MachineRules<T, Subject>): Runner<T, Subject> => {
    // Each rule of T is one of RuleOf<T>; the compiler cannot infer this from the mapped union.
    const rule = (action: ActionOf<T>) => table[action] as RuleOf<T>

    const barred = async (subject: Subject, { guards = [] }: RuleOf<T>): Promise<ProblemError | null> => {
      for (const name of guards) {
        const refused = await rules.guards[name](subject)
        if (refused !== null) return refused
      }
      return null
    }

    const refusal = async (subject: Subject, action: ActionOf<T>): Promise<ProblemError | null> => {
      const line = rule(action)
      const as = rules.partiesOf(subject)
      if (!isFor(line, as)) return rules.notYours(subject, { rule: line, barred: line.not?.some((party) => as.includes(party)) ?? false })
      if (!line.from.includes(rules.stateOf(subject))) return rules.notNow(subject, action)
      return barred(subject, line)
    }

    return {
      rule,
      refusal,
      check: async (subject, action) => {
        const refused = await refusal(subject, action)
        if (refused !== null) throw refused
        const now = rules.stateOf(subject)
        return nextState(rule(action).to, now, rules.previousOf?.(subject) ?? now)
      },
      actionsFor: async (subject) => {
        const [state, as] = [rules.stateOf(subject), rules.partiesOf(subject)]
        const offered: ActionOf<T>[] = []
        for (const action of Object.keys(table) as ActionOf<T>[]) {
          const line = rule(action)
          if (line.from.includes(state) && isFor(line, as) && (await barred(subject, line)) === null) offered.push(action)
        }
        return offered
      },
    }
  }
