import type { StaffRole } from '@doorstep/contract/roles'
import type { Actor } from '../../platform/process/actor'
import { hashToken, newToken } from '../../platform/process/crypto'
import { uuidv7 } from '../../platform/process/ids'
import { actorOf } from '../../platform/database/session'
import type { District } from '../district'

/** A person with a session: pass it to `app.call`, or its `actor` to a command. */
export interface SignedIn {
  token: string
  accountId: string
  openid: string
  actor: Actor
}

interface Options {
  /** The building a resident lives in; by default the first of the first grid, null for none. */
  building?: string | null
  name?: string
}

const roleHolders: Record<StaffRole, string> = {
  gridMember: 'M1',
  gridTeam: 'D1',
  branchSecretary: 'BS1',
  mediator: 'ME',
  handler: 'H1',
  unitHead: 'UH',
  streetAdmin: 'SA',
  dispatcher: 'DI',
  supervisor: 'SU',
  platformAdmin: 'PA',
}

/**
 * Inserts an account with a session directly into the tables: a new resident each time, or the holder of a staff role in the first grid's
 * area (`{ staff: 'M2' }` for anyone else; the same person twice is the same account).
 */
export async function signedIn(
  district: District,
  who: 'resident' | StaffRole | { staff: string },
  options: Options = {},
): Promise<SignedIn> {
  const code = who === 'resident' ? null : typeof who === 'string' ? roleHolders[who] : who.staff
  const accountId = code === null ? await resident(district, options) : await staffAccount(district, code)
  return startSession(district, accountId)
}

const since = new Date('2026-11-01T00:00:00.000Z')
/** Expiry so late that no test's clock reaches it. */
const until = new Date('2036-01-01T00:00:00.000Z')

async function resident(district: District, { building = district.grids[0].buildings[0].code, name }: Options): Promise<string> {
  const accountId = await newAccount(district, name ?? '王阿姨')
  if (building !== null) {
    await district.db
      .insertInto('home')
      .values({
        district_id: district.id,
        id: uuidv7(),
        account_id: accountId,
        building_code: building,
        label: '我家',
        current: true,
        created_at: since,
      })
      .execute()
  }
  return accountId
}

async function staffAccount(district: District, code: string): Promise<string> {
  const { account_id: bound } = await district.db
    .selectFrom('staff')
    .select('account_id')
    .where('district_id', '=', district.id)
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
  if (bound !== null) return bound
  const accountId = await newAccount(district, null)
  await district.db
    .updateTable('staff')
    .set({ account_id: accountId })
    .where('district_id', '=', district.id)
    .where('code', '=', code)
    .execute()
  return accountId
}

async function newAccount(district: District, name: string | null): Promise<string> {
  const id = uuidv7()
  await district.db
    .insertInto('account')
    .values({ district_id: district.id, id, openid: `openid-${id}`, name, created_at: since })
    .execute()
  return id
}

async function startSession(district: District, accountId: string): Promise<SignedIn> {
  const token = newToken()
  const sessionId = uuidv7()
  await district.db
    .insertInto('session')
    .values({
      district_id: district.id,
      id: sessionId,
      account_id: accountId,
      token_hash: hashToken(token),
      device: '测试',
      created_at: since,
      // So late that the session is never renewed, and no test sees a write it did not make.
      last_seen_at: until,
      expires_at: until,
    })
    .execute()
  return { token, accountId, openid: `openid-${accountId}`, actor: await actorOf(district.db, district.id, accountId, sessionId) }
}
