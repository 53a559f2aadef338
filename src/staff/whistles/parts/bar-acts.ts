import { callActions, whistleActions } from '@doorstep/contract/whistles/machine'
import type { Whistle } from '@doorstep/contract/whistles/views'
import { callActs, whistleActs, type Act } from './acts'

interface BarAct {
  key: string
  act: Act
  /** What it is done to: the whistle, or the call of the reader's unit. */
  id: string
}

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
  const ofStreet = whistleActions
    .filter((action) => actions.includes(action))
    .map((action) => ({ key: action, act: whistleActs[action], id }))
  return [...ofUnit, ...ofStreet]
}
