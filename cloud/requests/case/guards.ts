import type { CaseParty } from '@doorstep/contract/requests/case'
import { requestMachine, type RequestAction } from '@doorstep/contract/requests/machine'
import { changeDays, evidenceCharacters, splitsMost, urgesPerDay } from '@doorstep/contract/rules'
import type { CoreContext } from '../../platform/context/call'
import { runnerOf } from '../../platform/machine/runner'
import { problem } from '../../platform/process/problem'
import { dayMs, dayOf } from '../../platform/time/calendar'
import type { Case, CaseRating } from './case-store'
import type { CaseRemedy } from './remedy-store'
import { openOrder, unansweredOrder } from '../orders/orders-store'
import { isVisitAhead, openStep } from '../steps/dated-step'
import type { StoredRequest } from './requests-store'
import { takeBackUntil } from './taps'
import { disputableUntil } from '../units/disputable'
import { mayAskExtension, pendingExtension } from '../extension/pending'
import { openJoining, openLead, undecidedOf } from '../units/parts'
import { whyNotUnsplit } from '../together/splits'
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
export const ratingThatCounts = (row: Case): CaseRating | undefined =>
  rateable(row.state) && !isClosedByRating(row) ? row.ratings.find(({ round }) => round === row.rework) : row.ratings[0]

const closings: readonly string[] = ['confirm', 'closeUnrated', 'rateBetter', 'findUntrue'] satisfies RequestAction[]

/** Returns whether a case was closed by what became of its bad rating, before it was answered anew. */
function isClosedByRating({ state, events }: Case): boolean {
  const did = events.filter((event) => closings.includes(event.did)).at(-1)?.did
  return state === 'closed' && (did === 'rateBetter' || did === 'findUntrue')
}

/** Returns whose reply is rated now: whoever was kept at the invitation, whoever holds the case meanwhile. */
export function ratedHandler({ rework, invitations, events, handler_code: handler }: Case): string | null {
  const invited = invitations.find(({ round }) => round === rework)
  if (invited !== undefined) return invited.handler_code
  // A process of an earlier version kept no invitation.
  return events.filter(({ did }) => did === 'reply').at(-1)?.actor_staff ?? handler
}

/** Returns until when the rating that counts may be changed, once; null when it may not: only one given in the app may. */
export function changeUntil(row: Case): Date | null {
  const rating = ratingThatCounts(row)
  if (rating === undefined || rating.open_until === null || rating.changed_at !== null) return null
  return new Date(rating.at.getTime() + changeDays * dayMs)
}

/** Returns what is done about the bad rating that counts; undefined where nothing is owed. */
export const remedyOf = (row: Case): CaseRemedy | undefined => {
  const rating = ratingThatCounts(row)
  return rating === undefined ? undefined : row.remedies.find(({ round }) => round === rating.round)
}

/**
 * Returns the round whose reply is rated: the current one while its reply stands, else the one before, when the request is being worked on
 * again.
 */
const ratedRound = (row: Case) => (rateable(row.state) && !isClosedByRating(row) ? row.rework : row.rework - 1)

/** Returns the state before the reply that stands; null in every other state. */
const beforeAnswer = ({ state, events }: Case): Case['state'] | null => {
  if (state !== 'replied') return null
  const replied = events.filter(({ did }) => did === 'reply').at(-1)?.seq ?? 0
  return events.find(({ seq }) => seq === replied - 1)?.state ?? 'handling'
}

interface Reply {
  outcome: string
  text: string
  fileIds: readonly string[]
}
const isDone = (form: object): form is Pick<Reply, 'text' | 'fileIds'> => 'text' in form && 'fileIds' in form
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
    beforeAnswer(row) ??
    (requestMachine.takeBack.from.some((from) => from === row.state) ? rating?.before?.state : row.previous_state) ??
    'submitted',
  partiesOf: ({ as }) => as,
  guards: {
    contestedOnce: ({ row }) => (row.contested ? problem('contestedOnce') : null),
    evidence: ({ form }) =>
      isReply(form) && form.outcome === 'solved' && form.fileIds.length === 0 && form.text.length < evidenceCharacters
        ? problem('evidenceNeeded')
        : null,
    unrated: ({ rated }) => (rated ? problem('alreadyRated') : null),
    solvedOpen: ({ rating }) => (rating === undefined ? problem('notNow') : rating.solved === null ? null : problem('ratingAnswered')),
    justTapped: ({ row, rating, now }) => {
      const until = takeBackUntil(row, rating)
      return until !== null && now <= until ? null : problem('takeBackOver')
    },
    changeOpen: ({ row, rating, now }) => {
      if (rating === undefined || rating.open_until === null) return problem('notNow')
      if (rating.changed_at !== null) return problem('ratingChanged')
      const until = changeUntil(row)
      return until !== null && now <= until ? null : problem('ratingOver')
    },
    appealOpen: ({ row }) => {
      const remedy = remedyOf(row)
      return remedy?.way === 'appeal' && remedy.untrue === null ? null : problem('notNow')
    },
    foundByStaff: ({ row }) =>
      row.filed_by_staff !== null && (row.channel === 'grid' || row.channel === 'visit') ? null : problem('notNow'),
    doneShown: ({ form }) =>
      isDone(form) && form.fileIds.length === 0 && form.text.length < evidenceCharacters ? problem('evidenceNeeded') : null,
    checkOpen: ({ row }) => (row.to_check ? null : problem('notNow')),
    urgeDue: ({ row, now }) => (isUrgeDue(row, now) ? null : problem('urgeEarly')),
    urgedToday: ({ row, now }) => (urgesOn(row, dayOf(now)).length < urgesPerDay ? null : problem('urgedToday')),
    openToUnits: ({ row }) => (row.anonymous ? problem('reportsHaveNoUnit') : null),
    byDirectory: ({ row }) => (openLead(row)?.how === 'directory' ? null : problem('notDispatched')),
    disputable: ({ row, now }) => {
      const lead = openLead(row)
      if (lead === undefined || (lead.disputed_at !== null && lead.decided_at === null)) return problem('notDispatched')
      if (lead.how === 'decision') return problem('disputeDecided')
      return now <= disputableUntil(lead) ? null : problem('disputeOver')
    },
    extensionOpen: ({ row }) => (mayAskExtension(row) ? null : problem('extensionTaken')),
    extensionPending: ({ row }) => (pendingExtension(row) === undefined ? problem('notNow') : null),
    disputed: ({ row }) => (undecidedOf(row) === undefined ? problem('notDispatched') : null),
    notOrdered: ({ row }) => (openOrder(row) === undefined ? null : problem('orderedAlready')),
    ordered: ({ row }) => (unansweredOrder(row) === undefined ? problem('notOrdered') : null),
    visitAhead: ({ row, now }) => (isVisitAhead(row.steps, now) ? null : problem('noVisit')),
    noReport: ({ row }) => (row.anonymous ? problem('reportsNotMerged') : null),
    noStepAhead: ({ row, now }) => ((openStep(row.steps)?.due_at ?? now) > now ? problem('stepAhead') : null),
    splitsLeft: ({ row }) => (row.splits.length < splitsMost ? null : problem('splitsOver')),
    isSplit: ({ row }) => whyNotUnsplit(row),
    joiningOpen: ({ row }) => (openJoining(row).length > 0 ? null : problem('notNow')),
    isMerged: ({ row }) => (row.merged_into === null ? problem('notNow') : null),
    inRatingWindow: ({ row, now }) => (row.rate_by !== null && now <= row.rate_by ? null : problem('ratingOver')),
  },
  // What is being handled is somebody's.
  notYours: (_subject, { rule: { by, from } }) =>
    problem(by.includes('handler') && from.includes('handling') ? 'notHandler' : 'notYourRole'),
  // Whoever rates the same reply twice gets `alreadyRated`, also when the first rating reopened the request.
  notNow: ({ rated }, action) => problem(rates(action) && rated ? 'alreadyRated' : 'notNow'),
})
