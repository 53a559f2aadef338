import { dayMs, hourMs } from '@doorstep/contract/time-words'
import { staffRoles, type StaffRole } from '@doorstep/contract/roles'
import { sessionDays } from '@doorstep/contract/rules'
import { sql, type Expression, type ExpressionBuilder, type Insertable, type Selectable } from 'kysely'
import type { Actor } from '../process/actor'
import type { Clock } from '../process/clock'
import { hashToken } from '../process/crypto'
import type { Db, Tx } from './database'
import { organisationsOfSession } from './organisation-contacts'
import { keptStatement } from './kept-statement'
import { readVersions, type Versions } from '../snapshot/versions'
import type { DB, Idempotency, Session } from './schema'

/** Shortest interval (ms) between two updates of a session's last use. */
const seenEveryMs = hourMs

/** A stored answer of a command, as its row says. */
export type RememberedRow = Pick<Selectable<Idempotency>, 'endpoint' | 'body_hash' | 'status' | 'reply'>

/** Whoever calls: the actor with their current roles, and what is stored under the idempotency key they sent. */
export interface Caller {
  actor: Actor
  /** Versions of the district's reference data. */
  versions: Versions
  remembered: RememberedRow | null
  /** Read for a command; null for anything else. */
  openid: string | null
}

/** Selects the openid of a session's account, which is the account room's. */
export type OpenidOf = (session: ExpressionBuilder<DB, 'session'>, districtId: number) => Expression<string | null>

/**
 * Returns the caller of a bearer token, in one statement; null when the token is unknown, expired or signed out. Renews the session. `key` is
 * the idempotency key of a command.
 */
export async function callerOfToken(
  db: Db,
  clock: Clock,
  districtId: number,
  { token, key, openidOf }: { token: string; key?: string | undefined; openidOf?: OpenidOf },
): Promise<Caller | null> {
  const { rows } = await sessionOfToken(openidOf)(db, { districtId, now: clock.now(), hash: hashToken(token), key })
  const [session] = rows
  if (session === undefined) return null
  const now = clock.now()
  if (now.getTime() - session.last_seen_at.getTime() > seenEveryMs) {
    await db
      .updateTable('session')
      .set({ last_seen_at: now, expires_at: new Date(now.getTime() + sessionDays * dayMs) })
      .where('district_id', '=', districtId)
      .where('id', '=', session.id)
      .where('revoked_at', 'is', null)
      .execute()
  }
  const { endpoint, body_hash, status = null, reply = null, openid = null } = session
  const remembered = endpoint && body_hash ? { endpoint, body_hash, status, reply } : null
  const actor = asActor(districtId, session.account_id, session.id, rows, session.organisations)
  return { actor, versions: readVersions(session.versions), remembered, openid }
}

interface OfToken {
  districtId: number
  now: Date
  hash: string
  key: string | undefined
}

/** Selects the session of a token, and what is stored under `key` where there is one. */
const sessionByToken = (openidOf: OpenidOf | undefined) =>
  keptStatement((db, { districtId, now, hash, key }: OfToken) =>
    liveSession(db, now, districtId)
      .innerJoin('district', 'district.district_id', 'session.district_id')
      .select('district.versions')
      .where('session.token_hash', '=', hash)
      .$if(key !== undefined, (session) =>
        session
          .leftJoin('idempotency', (on) =>
            on
              .onRef('idempotency.district_id', '=', 'session.district_id')
              .onRef('idempotency.account_id', '=', 'session.account_id')
              .on('idempotency.key', '=', key ?? ''),
          )
          .select((row) => sql<string | null>`${openidOf?.(row, districtId) ?? sql`null`}`.as('openid'))
          .select(['idempotency.endpoint', 'idempotency.body_hash', 'idempotency.status', 'idempotency.reply']),
      ),
  )

/** The statement of each way to select an openid; a process has one. */
const sessionStatements = new Map<OpenidOf | undefined, ReturnType<typeof sessionByToken>>()

function sessionOfToken(openidOf: OpenidOf | undefined) {
  const known = sessionStatements.get(openidOf) ?? sessionByToken(openidOf)
  sessionStatements.set(openidOf, known)
  return known
}

/** Returns whether the session of a token was ended by its owner, rather than by time or by newer ones. */
export async function isSignedOut(db: Db, districtId: number, token: string): Promise<boolean> {
  const session = await db
    .selectFrom('session')
    .select('signed_out')
    .where('district_id', '=', districtId)
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  return session?.signed_out === true
}

/** Returns the actor of a session; null when it has ended. */
export async function actorOfSession(db: Db, clock: Clock, districtId: number, sessionId: string): Promise<Actor | null> {
  const rows = await liveSession(db, clock.now(), districtId).where('session.id', '=', sessionId).execute()
  const [session] = rows
  return session === undefined ? null : asActor(districtId, session.account_id, session.id, rows, session.organisations)
}

/** Selects a live session with its account's staff identity: a row for each role, one row without a role. */
const liveSession = (db: Tx, now: Date, districtId: number) =>
  db
    .selectFrom('session')
    .leftJoin('staff', (on) =>
      on
        .onRef('staff.district_id', '=', 'session.district_id')
        .onRef('staff.account_id', '=', 'session.account_id')
        .on('staff.retired_at', 'is', null),
    )
    .leftJoin('staff_role', (on) =>
      on
        .onRef('staff_role.district_id', '=', 'staff.district_id')
        .onRef('staff_role.staff_code', '=', 'staff.code')
        .on('staff_role.retired_at', 'is', null),
    )
    .select(['session.id', 'session.account_id', 'session.last_seen_at'])
    .select(organisationsOfSession(districtId).as('organisations'))
    .select(roleColumns)
    .where('session.district_id', '=', districtId)
    .where('session.revoked_at', 'is', null)
    .where('session.expires_at', '>', now)

const roleColumns = [
  'staff.code',
  'staff.name',
  'staff.department_code',
  'staff_role.role',
  'staff_role.area_code',
  'staff_role.branch_code',
] as const

/**
 * Returns an account as an actor with its staff identity and grants, for a session that was just created or bound: for which organisations it
 * acts is read with its next call.
 */
export async function actorOf(tx: Tx, districtId: number, accountId: string, sessionId: string): Promise<Actor> {
  const rows = await tx
    .selectFrom('staff')
    .leftJoin('staff_role', (on) =>
      on
        .onRef('staff_role.district_id', '=', 'staff.district_id')
        .onRef('staff_role.staff_code', '=', 'staff.code')
        .on('staff_role.retired_at', 'is', null),
    )
    .select(roleColumns)
    .where('staff.district_id', '=', districtId)
    .where('staff.account_id', '=', accountId)
    .where('staff.retired_at', 'is', null)
    .execute()
  return asActor(districtId, accountId, sessionId, rows, [])
}

interface RoleRow {
  code: string | null
  name: string | null
  department_code: string | null
  role: string | null
  area_code: string | null
  branch_code: string | null
}

function asActor(
  districtId: number,
  accountId: string,
  sessionId: string,
  rows: readonly RoleRow[],
  organisations: readonly string[],
): Actor {
  const [first] = rows
  const staff = first === undefined || first.code === null || first.name === null ? null : { code: first.code, name: first.name }
  const grants = rows.flatMap(({ role, area_code: area, department_code: unit, branch_code: branch }) =>
    role !== null && area !== null && isRole(role) ? [{ role, area, unit, branch }] : [],
  )
  return { districtId, accountId, sessionId, staff, grants, organisations }
}

const isRole = (role: string): role is StaffRole => (staffRoles as readonly string[]).includes(role)

export const insertSession = (tx: Tx, session: Insertable<Session>) => tx.insertInto('session').values(session).execute()

/** Returns an account's sessions that have not ended, newest first. */
export const liveSessions = (tx: Tx, districtId: number, accountId: string, now: Date) =>
  tx
    .selectFrom('session')
    .select(['id', 'device', 'created_at', 'last_seen_at'])
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

interface Ending {
  now: Date
  /** Its owner ended it: the device it is on does not sign in again by itself. */
  signedOut?: boolean
}

/** Ends an account's sessions; returns the ids of those that had not ended. */
export async function revokeSessions(
  tx: Tx,
  districtId: number,
  accountId: string,
  ids: readonly string[],
  { now, signedOut = false }: Ending,
): Promise<string[]> {
  if (ids.length === 0) return []
  const ended = await tx
    .updateTable('session')
    .set({ revoked_at: now, signed_out: signedOut })
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .execute()
  return ended.map(({ id }) => id)
}
