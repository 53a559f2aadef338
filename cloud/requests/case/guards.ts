import { requestMachine, type CaseParty, type RequestAction } from '@doorstep/contract/requests/machine'
import { urgesPerDay } from '@doorstep/contract/rules'
import type { CoreContext } from '../../platform/context/call'
import { runnerOf } from '../../platform/machine/runner'
import { problem } from '../../platform/process/problem'
import { dayOf } from '../../platform/time/calendar'
import type { Case, CaseRating } from './case-store'
import type { StoredRequest } from './requests-store'
import { takeBackUntil } from './taps'
import { isUrgeDue, urgesOn } from './urging'

/** A request and the caller who would act on it. */
export interface CaseSubject {
  row: Case
  as: readonly CaseParty[]
  now: Date
  /** The body of the call; missing when only the possible actions are asked for. */
  form: object
  /** Whether the last reply is rated. */
  rated: boolean
  /** The rating that counts now (`ratingThatCounts`). */
  rating: CaseRating | undefined
}

interface Asked {
  as: readonly CaseParty[]
  form?: object
}

export const caseSubject = ({ clock }: Pick<CoreContext, 'clock'>, row: Case, { as, form = {} }: Asked): CaseSubject => ({
  row,
  as,
  now: clock.now(),
  form,
  rated: row.ratings.some(({ round }) => round === ratedRound(row)),
  rating: ratingThatCounts(row),
})

const rateable = (state: StoredRequest['state']) => requestMachine.reopen.from.some((from) => from === state)

/** Returns the rating that counts now: that of the last reply once there is one to rate, else the last given. */
export const ratingThatCounts = ({ state, rework, ratings }: Case): CaseRating | undefined =>
  rateable(state) ? ratings.find(({ round }) => round === rework) : ratings[0]

/**
 * Returns the round whose reply is rated: the current one while its reply stands, else the one before, when the request is being worked on
 * again.
 */
const ratedRound = ({ state, rework }: StoredRequest) => (rateable(state) ? rework : rework - 1)

interface Reply {
  outcome: string
  text: string
  fileIds: readonly string[]
}
const isReply = (form: object): form is Reply => 'outcome' in form

/** Returns whether an action rates the reply, so that it can be taken once. */
const rates = (action: RequestAction) => {
  const rule = requestMachine[action]
  return 'guards' in rule && rule.guards.some((guard) => guard === 'unrated')
}

/** Runs the contract's state machine of requests. */
export const caseRunner = runnerOf(requestMachine)<CaseSubject>({
  stateOf: ({ row }) => row.state,
  previousOf: ({ row, rating }) =>
    (requestMachine.takeBack.from.some((from) => from === row.state) ? rating?.before?.state : row.previous_state) ?? 'submitted',
  partiesOf: ({ as }) => as,
  guards: {
    contestedOnce: ({ row }) => (row.contested ? problem('contestedOnce') : null),
    evidence: ({ form }) =>
      isReply(form) && form.outcome === 'solved' && form.fileIds.length === 0 && form.text.length < 10 ? problem('evidenceNeeded') : null,
    unrated: ({ rated }) => (rated ? problem('alreadyRated') : null),
    solvedOpen: ({ rating }) => (rating === undefined ? problem('notNow') : rating.solved === null ? null : problem('ratingAnswered')),
    justTapped: ({ row, rating, now }) => {
      const until = takeBackUntil(row, rating)
      return until !== null && now <= until ? null : problem('takeBackOver')
    },
    urgeDue: ({ row, now }) => (isUrgeDue(row, now) ? null : problem('urgeEarly')),
    urgedToday: ({ row, now }) => (urgesOn(row, dayOf(now)).length < urgesPerDay ? null : problem('urgedToday')),
    inRatingWindow: ({ row, now }) => (row.rate_by !== null && now <= row.rate_by ? null : problem('ratingOver')),
  },
  notYours: (_subject, { rule: { by } }) => problem(by.includes('handler') && !by.includes('team') ? 'notHandler' : 'notYourRole'),
  // Whoever rates the same reply twice gets `alreadyRated`, also when the first rating reopened the request.
  notNow: ({ rated }, action) => problem(rates(action) && rated ? 'alreadyRated' : 'notNow'),
})
