import { isBad } from '@doorstep/contract/ratings'
import { contactRule } from '@doorstep/contract/rule-words'
import type { CaseParty } from '@doorstep/contract/requests/case'
import type { RequestAction } from '@doorstep/contract/requests/machine'
import type { Remedy } from '@doorstep/contract/requests/views'
import { promisedWords } from '@doorstep/contract/requests/words'
import type { Acting } from '../../platform/context/call'
import { ratingThatCounts, remedyOf } from '../case/guards'
import type { Case } from '../case/case-store'
import { sideOf } from '../case/rows'
import { stateClock } from '../deadlines/case-clocks'

interface Caller {
  as: readonly CaseParty[]
  possible: readonly RequestAction[]
}

/** Returns what is done about the bad rating that counts, for its rater and for staff who may read it: never for whose reply it is about. */
export function remedyFor(acting: Acting, row: Case, { as, possible }: Caller): Remedy | null {
  const rating = ratingThatCounts(row)
  const remedy = remedyOf(row)
  if (remedy === undefined || rating === undefined || !isBad(rating)) return null
  const own = sideOf(acting, row) === 'requester'
  if (!own && (row.anonymous || rating.handler_code === acting.actor.staff?.code)) return null
  const works = isOwed(row) && as.includes('handler')
  return {
    contactBy: remedy.contact_by.toISOString(),
    contactRule,
    contactedAt: remedy.contacted_at?.toISOString() ?? null,
    way: remedy.way,
    text: remedy.text,
    rectifyBy: isOwed(row) ? (stateClock(row.clocks)?.dueAt.toISOString() ?? null) : null,
    rectifiedAt: row.invitations.find(({ round }) => round > rating.round)?.invited_at.toISOString() ?? null,
    appeal:
      remedy.untrue === null || remedy.decided_at === null
        ? null
        : { untrue: remedy.untrue, text: remedy.decision, at: remedy.decided_at.toISOString() },
    may: [
      ...(works && remedy.contacted_at === null ? (['contact'] as const) : []),
      ...(works && remedy.contacted_at !== null && (remedy.way === null || remedy.untrue === false) ? (['remedy'] as const) : []),
      ...(possible.includes('findUntrue') ? (['decide'] as const) : []),
    ],
  }
}

/** Returns whether somebody has the case and owes an answer again. */
export const isOwed = ({ state }: Pick<Case, 'state'>): boolean => promisedWords[state] !== null
