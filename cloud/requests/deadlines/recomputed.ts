import type { Duration } from '@doorstep/contract/requests/views'
import { begun, missedEnd, resumed } from '../../clocks/api'
import { dueAt } from '../../platform/time/deadline'
import { durationsOf, ruleOf, stateClock, type CaseClock } from './case-clocks'
import { movesOf, type ClockHistory, type Move } from './clock-moves'

/** The times a request has by a rule: its category's, or what the directory says in place of the handling. */
export interface TimeRule {
  acceptance: Duration
  handling: Duration
  rule: string
}

/** A sheet of another system with the deadline it asks for. */
interface Outside {
  number: string
  dueAt: Date
}

/**
 * Returns the clocks that run with their ends reckoned anew under another rule: from when each began, with every wait for the resident, every
 * answer that waited for her, and every extension and agreed date since. A first answer ends no later than the whole time did when it began.
 * What was missed stays counted, since another rule makes nothing fresh; a pause goes on.
 */
export function recomputed(history: ClockHistory & { outside: Outside | null }, rule: TimeRule, now: Date): CaseClock[] {
  const { clocks, outside } = history
  const moves = movesOf(history)
  const running = stateClock(clocks)
  const whole = clocks.find(({ kind, stoppedAt }) => kind === 'whole' && stoppedAt === null) ?? null
  const began = running?.startedAt ?? now
  const anew = (clock: CaseClock, promised: CaseClock | null, upTo = now) =>
    replayed(
      within(outsideFirst(restarted(clock, rule), outside), promised),
      moves.filter(({ at }) => at <= upTo),
    )
  const promised = running?.kind === 'handling' && whole !== null ? anew(whole, null, began) : null
  const state = running && anew(running, promised)
  const all = whole && anew(whole, null)
  const follows = moves.some((move) => movesAnswer(move) && move.current)
  const ends = all && state && follows && all.dueAt < state.dueAt ? { ...all, dueAt: state.dueAt, unit: state.unit } : all
  return clocks.map((clock) => {
    const made = clock === running ? state : clock === whole ? ends : null
    return made === null ? clock : { ...made, pausedAt: clock.pausedAt, missedAt: missedEnd(clock, now) }
  })
}

const restarted = ({ id, kind, startedAt }: CaseClock, rule: TimeRule): CaseClock =>
  begun(kind, { id, durations: durationsOf(kind, rule), rule: ruleOf(kind, rule) }, startedAt)

/** Of two deadlines the earlier rules: a sheet of another system keeps its own, an instant that moves with no holiday. */
const outsideFirst = (clock: CaseClock, outside: Outside | null): CaseClock =>
  outside === null || outside.dueAt >= clock.dueAt || (clock.kind !== 'whole' && clock.kind !== 'acceptance')
    ? clock
    : { ...clock, unit: 'minute', dueAt: outside.dueAt, rule: `来件 ${outside.number} 要求的时限` }

const within = (clock: CaseClock, promised: CaseClock | null): CaseClock =>
  promised !== null && promised.dueAt < clock.dueAt ? { ...clock, dueAt: promised.dueAt } : clock

type AnswerMove = Extract<Move, { did: 'extend' | 'agree' }>
const movesAnswer = (move: Move): move is AnswerMove => move.did === 'extend' || move.did === 'agree'

/** Returns a clock after all that has moved it since it began. */
export const replayed = (clock: CaseClock, moves: readonly Move[]): CaseClock =>
  moves
    .filter(({ at }) => at >= clock.startedAt)
    .reduce((held, move) => {
      if (movesAnswer(move)) return agreed(held, move)
      if (move.did === 'resume') return resumed(held, move.at)
      return held.pausedAt === null ? { ...held, pausedAt: move.at } : held
    }, clock)

/** Moves the end of an answer; the whole time follows what was agreed for an answer before this one, to the end it was told then. */
function agreed(clock: CaseClock, move: AnswerMove): CaseClock {
  if (clock.kind === 'whole' ? move.current : move.did === 'extend' && move.clockId !== clock.id) return clock
  const until = move.did === 'extend' && clock.kind !== 'whole' ? dueAt(clock.dueAt, { amount: move.days, unit: 'workingDay' }).at : move.by
  return until > clock.dueAt ? { ...clock, dueAt: until, unit: 'workingDay' } : clock
}
