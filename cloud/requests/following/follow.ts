import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { followingEndpoints } from '@doorstep/contract/requests/following'
import { followsOpen } from '@doorstep/contract/rules'
import { id as anId, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { lockAccount } from '../../account/api'
import type { Acting } from '../../platform/context/call'
import { decodeCursor, encodeCursor } from '../../platform/database/cursor'
import { problem } from '../../platform/process/problem'
import { lockedRequest } from '../case/requests-store'
import { isOwn } from '../people/own'
import { addFollower, followedRows, openFollowed, removeFollower, type FollowedRow } from './follower-store'
import { isShared } from './shareable'
import { isFollowToken } from './token'
import { followedView } from './view'

type List = (typeof followingEndpoints)['GET /v1/followed-requests']

/**
 * Follows a request that the caller was suggested. 404 for every other, as for one that does not exist: whoever guesses learns nothing. Once it
 * is over nobody follows it; following it twice is following it once.
 */
export async function followRequest(acting: Acting, id: string, token: string): Promise<void> {
  const { tx, districtId, actor, clock } = acting
  // Of two at once only one is the last that may be followed.
  await lockAccount(tx, districtId, actor.accountId)
  const row = isFollowToken(acting, id, token) ? await lockedRequest(tx, districtId, id) : null
  if (row === null || isOwn(acting, row) || !(await isShared(tx, districtId, row))) throw problem('notFound')
  if (row.closed_at !== null) throw problem('followOver')
  const added = await addFollower(tx, districtId, id, actor.accountId, clock.now())
  if (added && (await openFollowed(tx, districtId, actor.accountId)) > followsOpen) throw problem('followsFull')
}

/** Stops following a request; 404 where the caller does not follow it. */
export async function unfollowRequest({ tx, districtId, actor }: Acting, id: string): Promise<void> {
  await lockedRequest(tx, districtId, id)
  if (!(await removeFollower(tx, districtId, id, actor.accountId))) throw problem('notFound')
}

/** Returns the requests the caller follows, those followed last first. */
export async function followedRequests(acting: Acting, { after, limit }: Parsed<List>['query']): Promise<Reply<List>> {
  const { tx, districtId, actor } = acting
  const [at, last] = after === undefined ? [] : decodeCursor(after, v.tuple([instant, anId]))
  const from = at === undefined || last === undefined ? null : { at, id: last }
  const found = await followedRows(tx, districtId, { accountId: actor.accountId, after: from, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const end = rows.at(-1)
  return {
    rows: await Promise.all(rows.map((row) => followedView(acting, row))),
    next: found.length > limit && end !== undefined ? encodeCursor(keyOf(end)) : null,
  }
}

const keyOf = (row: FollowedRow) => [row.followed_at.toISOString(), row.id]
