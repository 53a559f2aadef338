import type { RequestKind } from '@doorstep/contract/requests/case'
import { sharedKinds } from '@doorstep/contract/requests/following-words'
import { againDays } from '@doorstep/contract/rules'
import type { Acting } from '../../platform/context/call'
import { dayMs } from '../../platform/time/calendar'
import { requestAt, type StoredRequest } from '../case/requests-store'
import { isOwn } from '../people/own'
import { isFollower } from './follower-store'
import { isShared } from './shareable'

/**
 * Returns the request that a new one says has come back (又坏了), where its filer may know of it: their own, one they follow, or one that
 * closed lately and is shown to others. Every other is left out without a word: filing never fails by it, and nobody learns what exists.
 */
export async function cameBack(
  { tx, districtId, actor, clock }: Acting,
  id: string,
  kind: RequestKind,
): Promise<Pick<StoredRequest, 'id' | 'number' | 'closed_at'> | null> {
  if (!sharedKinds.includes(kind)) return null
  const row = await requestAt(tx, districtId, id)
  if (row === null || !(await isShared(tx, districtId, row))) return null
  const lately = row.closed_at !== null && row.closed_at.getTime() > clock.now().getTime() - againDays * dayMs
  const known = lately || isOwn({ actor }, row) || (await isFollower(tx, districtId, id, actor.accountId))
  return known ? row : null
}
