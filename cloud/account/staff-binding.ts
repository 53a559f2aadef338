import { inviterRoles } from '@doorstep/contract/roles'
import { dayMs } from '@doorstep/contract/time-words'
import { invitationDays } from '@doorstep/contract/rules'
import type { accountEndpoints, Me } from '@doorstep/contract/account'
import { areasOf, holds } from '../platform/process/actor'
import type { Acting, Call, Context } from '../platform/context/call'
import { bareDigest, digestOfCode, hashToken, newHumanCode, readHumanCode, type Keys } from '../platform/process/crypto'
import { onUnique } from '../platform/database/database'
import type { DigestUpgrade } from '../platform/database/key-digests'
import { uuidv7 } from '../platform/process/ids'
import { problem } from '../platform/process/problem'
import { actorOf } from '../platform/database/session'
import * as staffRows from '../platform/database/staff'
import { me } from './me'
import type { Unread } from './account-store'
import * as store from './staff-store'

type Bind = (typeof accountEndpoints.table)['POST /v1/staff-bindings']

const digestOfInvitation = (keys: Keys, bare: string) => digestOfCode(keys, bare, 'invitation.code')

/** Keys the digests of codes that an earlier version stored bare. */
export const keyInvitationDigests: DigestUpgrade = async (db, keys, districtId) => {
  for (const { id, code_hash: digest } of await store.invitationDigests(db, districtId)) {
    if (bareDigest.test(digest)) await store.keyInvitation(db, districtId, id, digestOfInvitation(keys, digest))
  }
}

const invitationMs = invitationDays * dayMs

/**
 * Binds the caller's account to the staff member an invitation code was issued for. Throws invitationRefused or alreadyBound. A code has 50
 * random bits, and wrong ones are counted (cloud/platform/http/wrong-codes.ts).
 */
export async function bindStaff(call: Call<Bind>, unread: Unread): Promise<Me> {
  const { tx, clock, districtId, actor, body } = call
  const now = clock.now()
  const bare = hashToken(readHumanCode(body.code))
  const invitation = await store.lockInvitation(tx, districtId, [digestOfInvitation(call.deps.keys, bare), bare])
  if (invitation === undefined || invitation.used_at !== null || invitation.expires_at <= now) throw problem('invitationRefused')
  const staff = await staffRows.lockStaff(tx, districtId, invitation.staff_code)
  if (staff === undefined) throw problem('invitationRefused')
  if (staff.account_id !== null) throw problem('alreadyBound')
  await staffRows.releaseRetired(tx, districtId, actor.accountId)
  await onUnique(
    tx,
    'staff_account',
    (tx) => staffRows.bindStaff(tx, districtId, staff.code, actor.accountId),
    () => {
      throw problem('alreadyBound', { detail: '您的微信已经绑定了另一个工作身份，请联系街道解绑' })
    },
  )
  await store.useInvitation(tx, districtId, invitation.id, actor.accountId, now)
  return me({ ...call, actor: await actorOf(tx, districtId, actor.accountId, actor.sessionId) }, unread)
}

/**
 * Issues an invitation for a staff member all of whose roles and grids are within areas the caller administers, because a code gives access
 * to all of them. Throws notFound otherwise, alreadyBound when it could not be used.
 */
export async function invite(call: Acting, staffCode: string): Promise<{ code: string; expiresAt: string }> {
  const { tx, districtId, actor } = call
  const reach = await store.reachOf(tx, districtId, staffCode)
  // A staff member without a role belongs to the district as a whole.
  const areas = reach.length === 0 ? [`${districtId}`] : reach.map(({ area }) => area)
  if (!areas.every((area) => holds(actor, inviterRoles, area))) throw problem('notFound')
  const isAdmin = reach.some(({ role }) => role === 'platformAdmin')
  if (isAdmin && areasOf(actor, ['platformAdmin']).length === 0) throw problem('notFound')
  return issueInvitation({ ...call, keys: call.deps.keys }, staffCode)
}

/** Issues a new code for a staff member and ends the previous ones; the import uses it, too. Throws notFound or alreadyBound. */
export async function issueInvitation(
  { tx, clock, districtId, keys }: Pick<Context, 'tx' | 'clock' | 'districtId'> & { keys: Keys },
  staffCode: string,
): Promise<{ code: string; expiresAt: string }> {
  const staff = await staffRows.lockStaff(tx, districtId, staffCode)
  if (staff === undefined) throw problem('notFound')
  if (staff.account_id !== null) throw problem('alreadyBound')
  const now = clock.now()
  await store.endInvitations(tx, districtId, staffCode, now)
  const code = newHumanCode()
  const expires = new Date(now.getTime() + invitationMs)
  await store.insertInvitation(tx, {
    district_id: districtId,
    id: uuidv7(),
    staff_code: staffCode,
    code_hash: digestOfInvitation(keys, hashToken(code)),
    created_at: now,
    expires_at: expires,
  })
  return { code, expiresAt: expires.toISOString() }
}
