import { tellsOfDanger } from '@doorstep/contract/danger'
import { ruleWords } from '@doorstep/contract/rule-words'
import {
  commentsPerDay,
  correctionsPerDay,
  holdsPerDay,
  messagesPerDay,
  organisationInvitationsPerDay,
  organisationsPerDay,
  reportsPerDay,
  requestsPerDay,
  ticketsPerDay,
  uploadsPerDay,
  waitingPerDay,
} from '@doorstep/contract/rules'
import { addToTally, takeFromTally } from '../database/tally'
import type { Actor } from '../process/actor'
import { problem, type ProblemError } from '../process/problem'
import { addDays, dayOf, instantOf } from '../time/calendar'
import type { Acting, CoreContext } from './call'

/** What is counted in a day, how much is too much, and how that is said. */
const caps = {
  requests: { most: requestsPerDay, detail: ruleWords.requestsPerDay },
  reports: { most: reportsPerDay, detail: ruleWords.reportsPerDay },
  comments: { most: commentsPerDay, detail: ruleWords.commentsPerDay },
  messages: { most: messagesPerDay, detail: ruleWords.messagesPerDay },
  holds: { most: holdsPerDay, detail: ruleWords.holdsPerDay },
  waiting: { most: waitingPerDay, detail: ruleWords.waitingPerDay },
  tickets: { most: ticketsPerDay, detail: ruleWords.ticketsPerDay },
  uploads: { most: uploadsPerDay, detail: ruleWords.uploadsPerDay },
  /** Uploads in parts, when they begin: what each leaves to be deleted is the same whether it becomes a file or not. */
  openedUploads: { most: uploadsPerDay, detail: ruleWords.uploadsPerDay },
  organisations: { most: organisationsPerDay, detail: ruleWords.organisationsPerDay },
  organisationInvitations: { most: organisationInvitationsPerDay, detail: ruleWords.organisationInvitationsPerDay },
  corrections: { most: correctionsPerDay, detail: ruleWords.correctionsPerDay },
} as const

/** Returns whether what somebody does in a day is counted: staff are known by name and do much in a day, so theirs is not. */
export const isCounted = ({ staff }: Pick<Actor, 'staff'>): boolean => staff === null

const tallyOf = ({ districtId, actor }: Pick<Acting, 'districtId' | 'actor'>, what: keyof typeof caps) => ({
  districtId,
  kind: `daily:${what}`,
  subject: actor.accountId,
})

/** Takes back what `countToday` counted outside the transaction of an act, which then failed through no fault of the resident. */
export const uncountToday = async (
  { tx, ...acting }: Pick<Acting, 'tx' | 'districtId' | 'actor'>,
  what: keyof typeof caps,
): Promise<void> => {
  if (isCounted(acting.actor)) await takeFromTally(tx, tallyOf(acting, what))
}

/**
 * Counts what a resident does today (`isCounted`), in the transaction of the act itself, so that what fails is not counted. Throws
 * `dailyCap` beyond a number that nobody meets who means it. What tells of danger is not counted; `said` is what was written. Call it after
 * an emergency was answered.
 */
export async function countToday(
  { tx, districtId, clock, actor }: CoreContext & Pick<Acting, 'actor'>,
  what: keyof typeof caps,
  said = '',
): Promise<void> {
  if (!isCounted(actor) || tellsOfDanger(said)) return
  const now = clock.now()
  const midnight = instantOf(addDays(dayOf(now), 1))
  const { count } = await addToTally(tx, tallyOf({ districtId, actor }, what), now, midnight)
  const refusal = capReached(what, count, now)
  if (refusal !== null) throw refusal
}

/** Returns the problem of a number that is beyond a day's, this act included; null when it is not. */
export function capReached(what: keyof typeof caps, count: number, now: Date): ProblemError | null {
  const { most, detail } = caps[what]
  const midnight = instantOf(addDays(dayOf(now), 1))
  return count > most ? problem('dailyCap', { detail, retryAfter: (midnight.getTime() - now.getTime()) / 1000 }) : null
}
