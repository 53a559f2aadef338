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

/** A machine's line for an action, as one type. */
export type RuleOf<T extends AnyTable> = Transition<StateOf<T>, PartyOf<T>, GuardOf<T>, ClockOf<T>>
type ClockOf<T extends AnyTable> = {
  [A in keyof T]: T[A] extends { clock: { start: infer C extends string } }
    ? C
    : T[A] extends { clock: { stop: readonly (infer C extends string)[] } }
      ? C
      : never
}[keyof T]

/** A rule beyond state and party: the problem that stands in the way, or null. */
export type Guard<Subject> = (subject: Subject) => ProblemError | null | Promise<ProblemError | null>

/** What a room says of its machine beyond the table. `Subject` is one thing in one state, with somebody who would act on it now. */
export interface MachineRules<T extends AnyTable, Subject> {
  stateOf: (subject: Subject) => StateOf<T>
  /** The state before the pause; only for tables with `previous`. */
  previousOf?: (subject: Subject) => StateOf<T> | null
  /** What the caller is to it. */
  partiesOf: (subject: Subject) => readonly PartyOf<T>[]
  /** A check for each guard the table uses: one that is missing, or that no line uses, does not compile. */
  guards: Record<GuardOf<T>, Guard<Subject>>
  /** The answer to a party the line does not name, or names among those who may not (`barred`). */
  notYours: (subject: Subject, refused: { rule: RuleOf<T>; barred: boolean }) => ProblemError
  /** The answer in a state the line does not name, with what can be done instead. */
  notNow: (subject: Subject, action: ActionOf<T>) => ProblemError | Promise<ProblemError>
}

export interface Runner<T extends AnyTable, Subject> {
  rule: (action: ActionOf<T>) => RuleOf<T>
  /** Why the action cannot be taken now: party, state, then every guard of its line, in the table's order; null when it can. */
  refusal: (subject: Subject, action: ActionOf<T>) => Promise<ProblemError | null>
  /** Throws the refusal, if there is one; else answers with the state the step leads to. */
  check: (subject: Subject, action: ActionOf<T>) => Promise<StateOf<T>>
  /** The actions that would not be refused now, in the table's order: what an answer offers as buttons. */
  actionsFor: (subject: Subject) => Promise<ActionOf<T>[]>
}

/**
 * The one runner of every state machine: `runnerOf(bookingMachine)<Subject>({ … })`. A room's `transition…` asks `check` with the row
 * locked and then writes what the step changes; nothing else decides whether a step may be taken.
 */
export const runnerOf =
  <T extends AnyTable>(table: T) =>
  <Subject>(rules: MachineRules<T, Subject>): Runner<T, Subject> => {
    // Each line of T is one of RuleOf<T>: the mapped union says less than the compiler can follow.
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
