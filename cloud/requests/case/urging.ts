import { requestMachine, type RequestAction } from '@doorstep/contract/requests/machine'
import { urgeParts } from '@doorstep/contract/rules'
import { dayOf, type Day } from '../../platform/time/calendar'
import { answerClock } from '../deadlines/case-clocks'
import { actedAsRequester } from '../people/own'
import type { Case, CaseEvent } from './case-store'

/**
 * Whether an action ends the silence of the team: staff tell the requester something by it; or by `supply` and `contest` she does, for whom
 * the team has waited.
 */
const breaksSilence: Record<RequestAction, boolean> = {
  accept: true,
  askMore: true,
  supply: true,
  suppliedByPhone: true,
  goOn: true,
  correct: true,
  refuse: true,
  transferOut: true,
  contest: true,
  handle: true,
  reply: true,
  confirm: false,
  reopen: false,
  notSolved: false,
  takeBack: false,
  rateWorse: false,
  rateBetter: false,
  findUntrue: false,
  selfClose: true,
  checkFailed: false,
  closeUnrated: false,
  withdraw: false,
  comment: true,
  note: false,
  urge: false,
  confirmVisit: false,
  moveVisit: false,
  reassign: false,
  claim: false,
  dispatch: false,
  toHuman: false,
  dispute: false,
  decide: false,
  report: false,
  endPart: false,
  askExtension: false,
  grantExtension: true,
  refuseExtension: false,
  recategorise: true,
  order: false,
  acknowledge: false,
  merge: true,
  unmerge: false,
  split: true,
  unsplit: true,
}
const isAction = (did: string): did is RequestAction => did in requestMachine

type Urged = Pick<Case, 'account_id' | 'organisation_id' | 'events'>

/** Returns whether an event is a word of those who work on a request. What its requester comments is none, also where they are staff. */
const isWord = (row: Urged, { did, actor_account: account, actor_staff: staff }: CaseEvent) =>
  isAction(did) && breaksSilence[did] && (did !== 'comment' || !actedAsRequester(row, { account, staff }))

/** Returns whether taking an action answers an urge, so that nobody is shown it any more. */
export const answersUrge = (action: RequestAction, byRequester: boolean): boolean => breaksSilence[action] && !byRequester

/**
 * Returns whether a request may be urged: a promised time has passed, or too large a part of what was left of it when the requester last
 * heard something (`urgeParts`).
 */
export function isUrgeDue(row: Case, now: Date): boolean {
  const { promised_at: promised, promise_paused: paused, clocks, events } = row
  if (promised !== null && !paused && promised < now) return true
  const clock = answerClock(clocks)
  if (clock === null || clock.pausedAt !== null) return false
  const heard = events.filter((event) => isWord(row, event)).at(-1)?.at
  const since = Math.max(clock.startedAt.getTime(), heard?.getTime() ?? 0)
  return now.getTime() >= since + (clock.dueAt.getTime() - since) / urgeParts
}

const urges = ({ events }: Urged) => events.filter(({ did }) => did === 'urge')

/** Returns the urges of a day, first to last. */
export const urgesOn = (row: Urged, day: Day): CaseEvent[] => urges(row).filter(({ at }) => dayOf(at) === day)

/** Returns the last urge while nobody has answered it, or on its own day; null when there is none to be shown. */
export function standingUrge(row: Case, now: Date): CaseEvent | null {
  const last = urges(row).at(-1)
  return last !== undefined && (row.urged_at !== null || dayOf(last.at) === dayOf(now)) ? last : null
}
