import { RequestKind, RequestState, Outcome } from '@doorstep/contract/requests/case'
import type { FollowedRequest } from '@doorstep/contract/requests/following'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import * as v from 'valibot'
import type { Acting } from '../../platform/context/call'
import { dayOf } from '../../platform/time/calendar'
import type { Case } from '../case/case-store'
import { sideOf } from '../case/rows'
import { categoryByCode } from '../filing/categories'
import { isLate } from '../people/access'
import type { FollowedRow } from './follower-store'
import { isShared } from './shareable'

const day = (at: Date | null) => (at === null ? null : dayOf(at))

/** Returns how a request stands for those who did not file it: that it is done again tells of a rating, which is not theirs to know. */
export const stateForOthers = (state: RequestState): RequestState => (state === 'rework' ? 'handling' : state)

/** Returns a followed request as its followers see it; without state and times once it is not shown to others any more. */
export async function followedView({ tx, districtId, clock }: Acting, row: FollowedRow): Promise<FollowedRequest> {
  const now = clock.now()
  const state = v.parse(RequestState, row.state)
  const shown = await isShared(tx, districtId, { ...row, kind: v.parse(RequestKind, row.kind) })
  const isOver = state === 'replied' || state === 'closed'
  const late = isLate({ ...row, state }, now)
  return {
    id: row.id,
    categoryCode: row.category_code,
    categoryName: shown ? ((await categoryByCode(tx, districtId, row.category_code))?.name ?? '') : '',
    buildingCode: row.building_code,
    place: row.place,
    filedOn: dayOf(row.created_at),
    closedOn: shown ? day(row.closed_at) : null,
    state: shown ? stateForOthers(state) : null,
    outcome: shown && isOver && row.outcome !== null ? v.parse(Outcome, row.outcome) : null,
    promisedOn: shown && row.closed_at === null && !row.promise_paused ? day(row.promised_at) : null,
    overdue: shown && late,
  }
}

/** Returns what staff are shown of others who follow a request, and of the one that it says has come back; its requester neither. */
export const followingOf = (acting: Acting, row: Case): Pick<RequestDetail, 'followers' | 'again'> =>
  sideOf(acting, row) === 'staff'
    ? { followers: row.followers, again: row.again && { number: row.again.number, closedOn: day(row.again.closed_at) } }
    : { followers: 0, again: null }
