import { callMachine, whistleMachine, type WhistleParty } from '@doorstep/contract/whistles/machine'
import { runnerOf } from '../platform/machine/runner'
import { problem } from '../platform/process/problem'
import type { StoredCall, StoredWhistle } from './whistles-store'

interface WhistleSubject {
  whistle: StoredWhistle
  as: readonly WhistleParty[]
}
interface CallSubject extends WhistleSubject {
  call: StoredCall
  now: Date
}

export const whistleRunner = runnerOf(whistleMachine)<WhistleSubject>({
  stateOf: ({ whistle }) => whistle.state,
  partiesOf: ({ as }) => as.filter((party) => party === 'street'),
  guards: {},
  notYours: () => problem('notYourRole'),
  notNow: () => problem('notNow'),
})

/** States of a call in which there is something to assess while the whistle goes on. */
const settled: readonly StoredCall['state'][] = ['done', 'notDone', 'confirmed', 'cannot']

export const callRunner = runnerOf(callMachine)<CallSubject>({
  stateOf: ({ call }) => call.state,
  partiesOf: ({ as }) => as.filter((party) => party === 'street' || party === 'unit'),
  guards: {
    running: ({ whistle }) => (whistle.state === 'open' ? null : problem('whistleOver')),
    sentBackOnce: ({ call }) => (call.sent_back ? problem('sentBackOnce') : null),
    assessable: ({ whistle, call, now }) => {
      if (whistle.assess_by !== null && now > whistle.assess_by) return problem('assessOver')
      return whistle.state === 'closed' || settled.includes(call.state) ? null : problem('notNow')
    },
    unitUnrated: ({ call }) => (call.unit_rated === null ? null : problem('assessedAlready')),
    callUnrated: ({ call }) => (call.call_rated === null ? null : problem('assessedAlready')),
  },
  notYours: () => problem('notYourRole'),
  notNow: ({ whistle }) => problem(whistle.state === 'open' ? 'notNow' : 'whistleOver'),
})

/** Returns whether each side may read what the other said of it: both have, or nobody may say anything any more. */
export const isRevealed = ({ assess_by: until }: StoredWhistle, { unit_rated: ofUnit, call_rated: ofCall }: StoredCall, now: Date) =>
  (ofUnit !== null && ofCall !== null) || (until !== null && now > until)
