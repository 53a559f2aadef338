import { requestMachine, type CaseParty, type RequestAction } from '@doorstep/contract/requests/machine'
import type { CoreContext } from '../../platform/context/call'
import { runnerOf } from '../../platform/machine/runner'
import { problem } from '../../platform/process/problem'
import { ratingsOf } from './ratings-store'
import type { StoredRequest } from './requests-store'

/** A case with somebody who would act on it now. */
export interface CaseSubject {
  row: StoredRequest
  as: readonly CaseParty[]
  now: Date
  /** What is sent with the action; missing where only what could be done is asked. */
  form: object
  /** Whether the last reply has its rating. */
  rated: () => Promise<boolean>
}

interface Asked {
  as: readonly CaseParty[]
  form?: object
  /** The case's ratings, where they are read anyway. */
  ratings?: () => Promise<readonly { round: number }[]>
}

export const caseSubject = (
  { tx, districtId, clock }: CoreContext,
  row: StoredRequest,
  { as, form = {}, ratings = () => ratingsOf(tx, districtId, row.id) }: Asked,
): CaseSubject => ({
  row,
  as,
  now: clock.now(),
  form,
  rated: async () => (await ratings()).some(({ round }) => round === ratedRound(row)),
})

/** The reply a rating is of: the last one, while it stands; the one before, once it is being worked on again. */
const ratedRound = ({ state, rework }: StoredRequest) => (requestMachine.reopen.from.some((from) => from === state) ? rework : rework - 1)

interface Reply {
  outcome: string
  text: string
  fileIds: readonly string[]
}
const isReply = (form: object): form is Reply => 'outcome' in form

const judging: readonly RequestAction[] = ['confirm', 'reopen']

/** What may be done to a case, and by whom: the contract's table, run. */
export const caseRunner = runnerOf(requestMachine)<CaseSubject>({
  stateOf: ({ row }) => row.state,
  previousOf: ({ row }) => row.previous_state ?? 'submitted',
  partiesOf: ({ as }) => as,
  guards: {
    contestedOnce: ({ row }) => (row.contested ? problem('contestedOnce') : null),
    evidence: ({ form }) =>
      isReply(form) && form.outcome === 'solved' && form.fileIds.length === 0 && form.text.length < 10 ? problem('evidenceNeeded') : null,
    unrated: async ({ rated }) => ((await rated()) ? problem('alreadyRated') : null),
    inRatingWindow: ({ row, now }) => (row.rate_by !== null && now <= row.rate_by ? null : problem('ratingOver')),
  },
  notYours: (_subject, { rule }) => problem(rule.by.includes('handler') ? 'notHandler' : 'notYourRole'),
  // Whoever rates the same reply twice hears that, also when it led to the case being worked on again.
  notNow: async ({ rated }, action) => problem(judging.includes(action) && (await rated()) ? 'alreadyRated' : 'notNow'),
})
