import { dayMs } from '@doorstep/contract/time-words'
import { sessionDays } from '@doorstep/contract/rules'
import type { accountEndpoints } from '@doorstep/contract/account'
import { problem } from '../platform/process/problem'
import type { Acting, Call, Outside } from '../platform/context/call'
import { hashToken, newToken } from '../platform/process/crypto'
import { uuidv7 } from '../platform/process/ids'
import { actorOf, insertSession, liveSessions, revokeSessions } from '../platform/database/session'
import { me } from './me'
import * as store from './account-store'

type SignIn = (typeof accountEndpoints.table)['POST /v1/sessions']

/** Most sessions of an account: silent sign-in creates one at every start of a device that lost its token, so the oldest are ended. */
const mostSessions = 20

/**
 * Returns who signs in, before a transaction is open: the openid given by CloudRun's gateway where it is trusted, else WeChat's answer to
 * the code.
 */
export const identify = async ({ deps, body, gatewayOpenid }: Outside<SignIn>): Promise<{ openid: string }> =>
  gatewayOpenid === null ? deps.wechat.signIn(body.code) : { openid: gatewayOpenid }

/** Creates a session for a WeChat identity; the first time also an account in this district. */
export async function signIn(call: Call<SignIn>, { openid }: { openid: string }, unread: store.Unread) {
  const { tx, clock, districtId, body } = call
  await store.addAccount(tx, { district_id: districtId, id: uuidv7(), openid, created_at: clock.now() })
  const { id: accountId } = await store.accountIdByOpenid(tx, districtId, openid)
  const session = await openSession(call, accountId, body.device)
  const actor = await actorOf(tx, districtId, accountId, session.id)
  return { token: session.token, expiresAt: session.expiresAt.toISOString(), me: await me({ ...call, actor }, unread) }
}

/** Creates a session of an account: only the caller gets the token, the row contains its hash. */
async function openSession(
  { tx, clock, districtId, notifySockets }: Pick<Acting, 'tx' | 'clock' | 'districtId' | 'notifySockets'>,
  accountId: string,
  device: string,
) {
  const now = clock.now()
  const token = newToken()
  const id = uuidv7()
  const expiresAt = new Date(now.getTime() + sessionDays * dayMs)
  await insertSession(tx, {
    district_id: districtId,
    id,
    account_id: accountId,
    token_hash: hashToken(token),
    device,
    created_at: now,
    last_seen_at: now,
    expires_at: expiresAt,
  })
  const held = await liveSessions(tx, districtId, accountId, now)
  const oldest = held.slice(mostSessions).map((session) => session.id)
  for (const session of await revokeSessions(tx, districtId, accountId, oldest, { now }))
    notifySockets([`a:${accountId}`], { what: 'signedOut', session })
  return { id, token, expiresAt }
}

/** Returns the caller's sessions, newest first. */
export async function sessions({ tx, clock, districtId, actor }: Acting) {
  const rows = await liveSessions(tx, districtId, actor.accountId, clock.now())
  return {
    rows: rows.map((row) => ({
      id: row.id,
      device: row.device,
      createdAt: row.created_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      current: row.id === actor.sessionId,
    })),
  }
}

/** Ends one of the caller's sessions and its sockets. Throws notFound for another person's or one that ended. */
export async function signOut({ tx, clock, districtId, actor, notifySockets }: Acting, sessionId: string): Promise<void> {
  const [ended] = await revokeSessions(tx, districtId, actor.accountId, [sessionId], { now: clock.now(), signedOut: true })
  if (ended === undefined) throw problem('notFound')
  notifySockets([`a:${actor.accountId}`], { what: 'signedOut', session: ended })
}
