import { createHash } from 'node:crypto'
import type { Context } from '../context/call'
import type { Actor, Visitor } from '../process/actor'
import { actorOfSession } from './session'

/** Returns a short digest of an actor's roles: another one as soon as any of them ends, is added or moves. */
const rolesOf = ({ staff, grants }: Actor) =>
  createHash('sha256')
    .update(
      JSON.stringify([staff?.code, ...grants.map(({ role, area, unit, branch }) => JSON.stringify([role, area, unit, branch])).sort()]),
    )
    .digest('base64url')
    .slice(0, 12)

/**
 * Returns the mark of a signed link that is issued to staff: the session and the roles it is for. Undefined for anybody else, whose links
 * end by time alone. A link carries the mark among its signed parts, and is served while `isStillFor` is true.
 */
export const markFor = (actor: Actor | Visitor): string | undefined =>
  actor.accountId === null || actor.staff === null ? undefined : `${actor.sessionId}.${rolesOf(actor)}`

/** Returns whether a link's session goes on with the roles it was issued to; true for a link without a mark. */
export async function isStillFor(
  { tx, clock, districtId }: Pick<Context, 'tx' | 'clock' | 'districtId'>,
  mark: string | undefined,
): Promise<boolean> {
  if (mark === undefined) return true
  const [session = '', roles] = mark.split('.')
  const actor = await actorOfSession(tx, clock, districtId, session)
  return actor !== null && rolesOf(actor) === roles
}
