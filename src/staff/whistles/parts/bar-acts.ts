import { callActions, whistleActions } from '@doorstep/contract/whistles/machine'
import type { Whistle } from '@doorstep/contract/whistles/views'
import type { CallState } from '@doorstep/contract/whistles/words'
import { callActs, whistleActs, type Act } from './acts'

interface BarAct {
  key: string
  act: Act
  /** What it is done to: the whistle, or the call of the reader's unit. */
  id: string
}

const ended: readonly CallState[] = ['confirmed', 'cannot', 'excused']

/** Returns whether the first thing in the bar is what the reader is waited for; calling more units, or an assessment, is not. */
export const isTheirTurn = ({ calls }: Whistle, [first]: readonly BarAct[]): boolean =>
  first !== undefined &&
  (['respond', 'arrive', 'result', 'approve'].includes(first.key) ||
    (first.key === 'close' && calls.every(({ state }) => ended.includes(state))))

/**
 * Returns what stands in the bar: for a unit what it does now, its next step first; for the street what concerns the whole whistle. Whoever
 * works for several units that are called finds them on their cards.
 */
export function barActs({ id, calls, actions }: Whistle): BarAct[] {
  const mine = calls.filter((one) => one.mine && one.actions.length > 0)
  const [own] = mine
  const ofUnit =
    own === undefined || mine.length > 1
      ? []
      : callActions.filter((action) => own.actions.includes(action)).map((action) => ({ key: action, act: callActs[action], id: own.id }))
  // Nobody is waited for any more: what is left is to end it.
  const over = calls.every(({ state }) => ended.includes(state))
  const ofStreet = whistleActions
    .filter((action) => actions.includes(action))
    .sort((one, other) => (over ? Number(other === 'close') - Number(one === 'close') : 0))
    .map((action) => ({ key: action, act: whistleActs[action], id }))
  return [...ofUnit, ...ofStreet]
}
