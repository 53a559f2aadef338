import { EventEmitter, once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { countGrams } from '../../grids/find/gram-store'
import { administer, on, serverVariable } from '../../testing/database/cluster'
import { testDatabase } from '../../testing/database/database'
import { aFilledDistrict } from '../../testing/every-list/filled-district'
import { inTransaction, openDatabase, type Db } from './database'
import { columnsOf, schemaOf } from './generate-schema'
import { roomDigests, roomSweeps } from '../../rooms'
import { fakeClock } from '../../testing/app/clock'
import { hashToken, keysFrom } from '../process/crypto'
import { dueJobs } from '../jobs/lanes-store'
import { sweep } from '../jobs/sweep'
import { uuidv7 } from '../process/ids'
import { repositoryRoot } from '../process/repository-root'
import { keyStoredDigests } from './key-digests'
import { isMigrated, migrate, migrateWhenFree, readMigrations } from './migrate'

test('the row types and columns are those of the migrated database (npm run schema)', async () => {
  const { db, close } = await testDatabase()
  const texts = await Promise.all([schemaOf(db), columnsOf(db)]).finally(close)
  const written = join(repositoryRoot(), 'cloud', 'platform', 'database')
  expect(await readFile(join(written, 'schema.ts'), 'utf8')).toBe(texts[0])
  expect(await readFile(join(written, 'columns.ts'), 'utf8')).toBe(texts[1])
})

test('three processes that migrate at once do it once, and the next start does nothing', async () => {
  const server = process.env[serverVariable] ?? ''
  const name = 'migrated_by_three'
  await administer(server, `drop database if exists ${name} with (force)`, `create database ${name}`)
  const three = [1, 2, 3].map(() => openDatabase(on(server, name), { max: 2 }))
  const ran = await Promise.all(three.map(({ db }) => migrate(db)))
  expect(ran.flat().sort()).toEqual(Object.keys(await readMigrations()))
  const [first] = three
  if (first === undefined) throw new Error('unreachable')
  expect(await migrate(first.db)).toEqual([])
  expect(await isMigrated(first.db)).toBe(true)
  await Promise.all(three.map(({ close }) => close()))
  await administer(server, `drop database ${name} with (force)`)
})

test('a migration may take its time on a large table, and waits for a lock only so long', async () => {
  const { db, close } = await testDatabase()
  const limits = "create table limits as select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock"
  expect(await migrate(db, { ...(await readMigrations()), '9999-limits': limits })).toEqual(['9999-limits'])
  expect((await sql`select * from limits`.execute(db)).rows).toEqual([{ statement: '0', lock: '10s' }])
  await close()
})

test('a migration lets go of its locks before the next one runs, and stays when that one fails', async () => {
  const { db, close } = await testDatabase()
  const locks = `create table locks_left as select count(*) as n from pg_locks where relation = 'tally'::regclass and mode = 'AccessExclusiveLock'`
  const texts = { ...(await readMigrations()), '9997-locks': 'alter table tally add column later integer', '9998-after': locks }
  await expect(migrate(db, { ...texts, '9999-wrong': 'select 1/0' })).rejects.toMatchObject({ code: '22012' })
  expect((await sql`select n from locks_left`.execute(db)).rows).toEqual([{ n: 0 }])
  expect(await migrate(db, { ...texts, '9999-right': 'select 1' })).toEqual(['9999-right'])
  await close()
})

test('a migration that meets a held lock is tried again when it is free; one that never is ends the start', async () => {
  const { db, close } = await testDatabase()
  const said: string[] = []
  const says = (sentence: string) => void said.push(sentence)
  // What the migration waits at most is its own to set: the test need not wait for ten seconds.
  const texts = { ...(await readMigrations()), '9999-held': "set local lock_timeout = '50ms'; alter table tally add column held integer" }
  const opens = new EventEmitter()
  const holding = inTransaction(db, async (tx) => {
    await sql`lock table tally in access share mode`.execute(tx)
    opens.emit('held')
    await once(opens, 'free')
  })
  await once(opens, 'held')
  await expect(migrateWhenFree(db, says, { pauseMs: 10, texts })).rejects.toMatchObject({ code: '55P03' })
  expect(said).toHaveLength(5)
  const migrating = migrateWhenFree(db, (sentence) => (says(sentence), opens.emit('free')), { pauseMs: 200, texts })
  expect(await migrating).toEqual(['9999-held'])
  expect(said).toHaveLength(6)
  expect(said[5]).toContain('try 2 of 6')
  await holding
  // Anything else is not tried again.
  await expect(migrateWhenFree(db, says, { texts: { ...texts, '9999-wrong': 'select 1/0' } })).rejects.toMatchObject({ code: '22012' })
  expect(said).toHaveLength(6)
  await close()
})

/** Number of rows of every table. */
async function rowCounts(db: Db): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%'`.execute(
    db,
  )
  const counted = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(db)
      return [name, rows[0]?.count ?? 0] as const
    }),
  )
  return Object.fromEntries(counted)
}

/** Gives an open request of 0.2.0 a clock; returns the request's id. */
async function clockOf020(db: Db): Promise<string> {
  const { rows } = await sql<{ request_id: string }>`
    insert into clock (district_id, id, request_id, kind, unit, rule, started_at, due_at)
    select district_id, gen_random_uuid(), id, 'handling', 'workingDay', '5 个工作日', created_at, created_at + interval '7 days'
    from request where closed_at is null order by id limit 1 returning request_id`.execute(db)
  return rows[0]?.request_id ?? ''
}

/** Gives an open request to a department's staff member; returns its id. */
async function handledByUnit(db: Db): Promise<string> {
  const row = await db
    .selectFrom('request')
    .select('id')
    .where('closed_at', 'is', null)
    .where('anonymous', '=', false)
    .limit(1)
    .executeTakeFirstOrThrow()
  await db.updateTable('request').set({ handler_code: 'H1' }).where('id', '=', row.id).execute()
  return row.id
}

test('a filled database of 0.2.0 comes up to this version with every row, and is read as it was', async () => {
  const of020 = Object.fromEntries(Object.entries(await readMigrations()).filter(([name]) => name <= '0004-promises'))
  const server = process.env[serverVariable] ?? ''
  const name = 'filled_020'
  await administer(server, `drop database if exists ${name} with (force)`, `create database ${name}`)
  const { db, close } = openDatabase(on(server, name), { max: 4 })
  await migrate(db, of020)
  await aFilledDistrict(db, 0.02)
  const informed = await informedByStaff(db)
  expect(await ofTeams(db)).toEqual([{ id: informed }])
  await digestsOf020(db)
  await leasedOf020(db)
  await ratingTold(db)
  const proposals = await proposalsOf020(db)
  await closedIn020(db)
  const rated = await ratedOf020(db)
  const ofUnit = await handledByUnit(db)
  const timed = await clockOf020(db)
  const before = await rowCounts(db)
  expect(before).toMatchObject({ request: 600, booking: 600, conversation: expect.any(Number) as number })
  expect(await migrate(db)).toEqual(Object.keys(await readMigrations()).filter((one) => one > '0004-promises'))
  expect(await db.selectFrom('request').select('id').where('unit_code', '=', 'CG').execute()).toContainEqual({ id: ofUnit })
  // New tables may have come; of the old ones no row is missing and none is added.
  expect(await rowCounts(db)).toMatchObject(before)
  // The key that opens what it sealed is the first start's to find out.
  expect(await db.selectFrom('district').select('key_check').distinct().execute()).toEqual([{ key_check: null }])
  const { rows: broken } = await sql`select from pg_index where not indisvalid or not indisready`.execute(db)
  expect(broken).toEqual([])
  // A job that a process of 0.2.0 had leased is still to do.
  const left = await dueJobs(db, { districtId: 990101, kind: 'leased' }, new Date(), 10)
  expect(left).toMatchObject([{ key: 'of 0.2.0', attempts: 1 }])
  const { excluded_handlers: excluded } = await db
    .selectFrom('request')
    .where('id', '=', informed)
    .select('excluded_handlers')
    .executeTakeFirstOrThrow()
  expect(excluded).toEqual(['H1'])
  // Nobody was asked whom a closure of 0.2.0 calls off.
  expect(await db.selectFrom('closure').select('calls_off').distinct().execute()).toEqual([{ calls_off: false }])
  // The first keys of the wall displays stay good, and what a booker of 0.2.0 was told is what the first move says.
  expect(await db.selectFrom('venue').select('wall_renewals').distinct().execute()).toEqual([{ wall_renewals: 0 }])
  expect(await db.selectFrom('booking').select('said_address').distinct().execute()).toEqual([{ said_address: null }])
  // Nothing was urged (催一下), nobody has said whom to call at night, and no grid member has shown a photo.
  expect(await db.selectFrom('request').select('urged_at').distinct().execute()).toEqual([{ urged_at: null }])
  // A clock of a request stays its clock, and is reckoned again by what the calendar knows; nothing was late without running late.
  expect(await db.selectFrom('clock').select(['owner_kind', 'owner_id', 'reckoned_to']).execute()).toEqual([
    { owner_kind: 'request', owner_id: timed, reckoned_to: null },
  ])
  expect(await db.selectFrom('request').select('late_since').distinct().execute()).toEqual([{ late_since: null }])
  expect(await db.selectFrom('area').select('night_phone').distinct().execute()).toEqual([{ night_phone: null }])
  expect(await db.selectFrom('staff').select('photo_id').distinct().execute()).toEqual([{ photo_id: null }])
  const commonGrams = () => db.selectFrom('common_gram').selectAll().orderBy('district_id').orderBy('gram').execute()
  const common = await commonGrams()
  expect(common.map(({ gram }) => gram)).toContain('号楼')
  for (const districtId of new Set(common.map(({ district_id: id }) => id))) await countGrams(db, districtId)
  expect(await commonGrams()).toEqual(common)
  const reworded = await db
    .selectFrom('inbox_item')
    .where('key', 'in', ['told:bad', 'told:good'])
    .select(['title', 'text'])
    .orderBy('key')
    .execute()
  expect(reworded).toEqual([
    { title: '一件诉求转给别人办理', text: '槐1-261101-01 灯坏了' },
    { title: '一件诉求已确认办结', text: '槐1-261101-02 灯坏了' },
  ])
  const ties = await db.selectFrom('message').where('answers', 'is not', null).select(['seq', 'answers']).orderBy('seq').execute()
  expect(ties).toEqual(proposals)
  const answered = db.selectFrom('rating').where('id', '=', rated)
  expect(await answered.select(['contacted', 'solved', 'satisfied', 'text', 'files', 'open_until', 'before']).execute()).toEqual([
    { contacted: true, solved: false, satisfied: 2, text: '灯还是不亮', files: [], open_until: null, before: null },
  ])
  // Whatever came before came by the app, and nothing of it waits for a spot check.
  expect(await db.selectFrom('request').select(['channel', 'to_check', 'happened_at']).distinct().execute()).toEqual([
    { channel: 'app', to_check: false, happened_at: null },
  ])
  // Nobody follows anything, nothing is said to have come back, and no category is shown to others until its district says so.
  expect(await db.selectFrom('request').select(['followers', 'again_of']).distinct().execute()).toEqual([{ followers: 0, again_of: null }])
  // Nothing was cut out of another.
  expect(await db.selectFrom('request').select(['split_from', 'unsplit_at']).distinct().execute()).toEqual([
    { split_from: null, unsplit_at: null },
  ])
  expect(await db.selectFrom('category').select('shareable').distinct().execute()).toEqual([{ shareable: false }])
  expect(await db.selectFrom('request_follower').selectAll().execute()).toEqual([])
  // No rating was changed, came from a known phone or is being put right; a reply that waits for its rating knows whose it is.
  expect(await answered.select(['changed_at', 'changed_from', 'device']).execute()).toEqual([
    { changed_at: null, changed_from: null, device: null },
  ])
  expect(await db.selectFrom('rating_remedy').selectAll().execute()).toEqual([])
  expect(await db.selectFrom('rating_invitation').select(['round', 'handler_code']).execute()).toEqual([{ round: 0, handler_code: 'H1' }])
  // From now on a rating may leave things unanswered, though not say nothing.
  await db.updateTable('rating').set({ contacted: null, satisfied: null }).where('id', '=', rated).execute()
  await expect(db.updateTable('rating').set({ solved: null }).where('id', '=', rated).execute()).rejects.toMatchObject({ code: '23514' })
  const keys = keysFrom(Buffer.alloc(32, 1))
  await keyStoredDigests(db, keys, roomDigests)
  const { body_hash: request } = await db.selectFrom('idempotency').select('body_hash').executeTakeFirstOrThrow()
  expect(request).toBe(keys.blind(hashToken('{"room":"401"}'), 'idempotency.body'))
  const { code_hash: code } = await db.selectFrom('invitation').select('code_hash').executeTakeFirstOrThrow()
  expect(code).toBe(keys.blind(hashToken('ABCDEFGH23'), 'invitation.code'))
  await sweep(db, fakeClock(), roomSweeps)
  expect(await ofTeams(db)).toEqual([])
  await close()
  await administer(server, `drop database ${name} with (force)`)
})

/** Inserts a remembered request and an invitation with digests as 0.2.0 stored them. */
async function digestsOf020(db: Db): Promise<void> {
  const [account, staff] = [
    await db.selectFrom('account').select(['district_id', 'id']).limit(1).executeTakeFirstOrThrow(),
    await db.selectFrom('staff').select('code').limit(1).executeTakeFirstOrThrow(),
  ]
  const own = { district_id: account.district_id, created_at: new Date() }
  await db
    .insertInto('idempotency')
    .values({ ...own, account_id: account.id, key: 'key-00000001', endpoint: 'POST /v1/homes', body_hash: hashToken('{"room":"401"}') })
    .execute()
  await db
    .insertInto('invitation')
    .values({ ...own, id: uuidv7(), staff_code: staff.code, code_hash: hashToken('ABCDEFGH23'), expires_at: new Date() })
    .execute()
}

/** Inserts what 0.2.0 told a handler of how their replies were rated. */
async function ratingTold(db: Db): Promise<void> {
  const { district_id, id } = await db.selectFrom('account').select(['district_id', 'id']).limit(1).executeTakeFirstOrThrow()
  const own = { district_id, account_id: id, kind: 'state', at: new Date(), target: JSON.stringify({ kind: 'staffRequest', id: uuidv7() }) }
  await db
    .insertInto('inbox_item')
    .values([
      { ...own, id: uuidv7(), key: 'told:bad', title: '收到一个差评，已换人重办', text: '槐1-261101-01 灯坏了：没有解决，非常不满意' },
      { ...own, id: uuidv7(), key: 'told:good', title: '收到评价', text: '槐1-261101-02 灯坏了：已解决，满意' },
    ])
    .execute()
}

/**
 * Inserts a conversation with proposals and with requests filed of its messages, as 0.2.0 kept them. Returns which message answers which
 * proposal, as far as that can be known: the category is the proposal's, and no other proposal came between.
 */
async function proposalsOf020(db: Db): Promise<{ seq: number; answers: string }[]> {
  const request = await db
    .selectFrom('request')
    .select(['district_id', 'id', 'account_id', 'category_code'])
    .limit(1)
    .executeTakeFirstOrThrow()
  const other = await db.selectFrom('category').where('code', '<>', request.category_code).select('code').limit(1).executeTakeFirstOrThrow()
  const district_id = request.district_id
  const id = uuidv7()
  const grid = await db
    .selectFrom('grid')
    .where('district_id', '=', district_id)
    .where('code', 'not in', (code) => code.selectFrom('conversation').where('account_id', '=', request.account_id).select('grid_code'))
    .select('code')
    .limit(1)
    .executeTakeFirstOrThrow()
  const at = new Date('2026-11-20T02:00:00.000Z')
  await db
    .insertInto('conversation')
    .values({ district_id, id, account_id: request.account_id, grid_code: grid.code, created_at: at, last_seq: 900_009 })
    .execute()
  const own = { district_id, conversation_id: id, at, text: '楼道灯坏了' }
  const filed = { ...own, side: 'system', kind: 'system', request_id: request.id }
  const proposed = (seq: number, categoryCode = request.category_code) => ({
    ...own,
    seq,
    id: uuidv7(),
    side: 'team',
    kind: 'proposal',
    proposal: JSON.stringify({ categoryCode, text: own.text, seqs: [900_001] }),
  })
  const [replaced, answered, elsewhere] = [proposed(900_002), proposed(900_003), proposed(900_006, other.code)] as const
  const said = [
    { ...own, seq: 900_001, id: uuidv7(), side: 'resident', kind: 'text' },
    replaced,
    answered,
    { ...filed, seq: 900_004, id: uuidv7() },
    // A second request of the same messages, and one that has another category than the proposal before it, answer none.
    { ...filed, seq: 900_005, id: uuidv7() },
    elsewhere,
    { ...filed, seq: 900_007, id: uuidv7() },
  ]
  for (const message of said) await db.insertInto('message').values(message).execute()
  return [{ seq: 900_004, answers: answered.id }]
}

/** Inserts a closure. */
const closedIn020 = (db: Db) =>
  sql`
    insert into closure (district_id, id, venue_code, from_day, until_day, reason, by_staff, created_at)
    select district_id, ${uuidv7()}, code, current_date, current_date, '停电', 'F0', now() from venue limit 1`.execute(db)

/** Inserts a rating as 0.2.0 stored it, every question answered; returns its id. */
async function ratedOf020(db: Db): Promise<string> {
  const {
    district_id,
    id: request,
    account_id,
  } = await db.selectFrom('request').select(['district_id', 'id', 'account_id']).limit(1).executeTakeFirstOrThrow()
  const id = uuidv7()
  const answers = { contacted: true, solved: false, satisfied: 2, reasons: '["notFixed"]', text: '灯还是不亮' }
  await db
    .insertInto('rating')
    .values({ district_id, id, request_id: request, round: 0, account_id, ...answers, at: new Date() })
    .execute()
  await replied020(db, request)
  return id
}

/** Makes a request one that H1 replied to and that waits for its rating, whoever holds it now. */
async function replied020(db: Db, id: string): Promise<void> {
  await db
    .updateTable('request')
    .set({ rate_by: new Date('2030-01-01T00:00:00Z') })
    .where('id', '=', id)
    .execute()
  await sql`
    insert into request_event (district_id, request_id, seq, did, state, at, by_name, actor_staff, content, nonce, body, files, prev, hash)
    select district_id, id, 99, 'reply', 'replied', now(), '网格员', 'H1', '{}', 'n', 'b', '[]', 'p', 'h' from request where id = ${id}`.execute(
    db,
  )
}

/** Inserts a job that a process has leased and not finished. */
const leasedOf020 = (db: Db) =>
  sql`
    insert into outbox (district_id, id, kind, key, payload, created_at, due_at, lease_until, attempts)
    values (990101, ${uuidv7()}, 'leased', 'of 0.2.0', '{}', now(), now() - interval '1 minute', now() + interval '1 minute', 1)`.execute(
    db,
  )

/**
 * Makes one request a 举报 that D1 filed, who therefore was barred as a handler beside H1, its former handler, and that H2 of the grid's team
 * has; returns its id.
 */
async function informedByStaff(db: Db): Promise<string> {
  const request = await db.selectFrom('request').select(['id', 'account_id', 'district_id', 'grid_code']).limit(1).executeTakeFirstOrThrow()
  const { id, account_id: account, district_id, grid_code } = request
  await db.updateTable('staff').set({ account_id: null }).where('account_id', '=', account).execute()
  await db.updateTable('staff').set({ account_id: account }).where('code', '=', 'D1').execute()
  await db
    .updateTable('request')
    .set({ anonymous: true, filed_by_staff: null, excluded_handlers: JSON.stringify(['D1', 'H1']), handler_code: 'H2' })
    .where('id', '=', id)
    .execute()
  await db.updateTable('request').set({ state: 'accepted', closed_at: null }).where('id', '=', id).execute()
  await db.insertInto('staff_role').values({ district_id, staff_code: 'H2', role: 'gridTeam', area_code: grid_code }).execute()
  return id
}

/** Returns the 举报 that somebody of the team of their grid has. */
async function ofTeams(db: Db): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select id from request where anonymous and closed_at is null and exists (
      select from staff_role where district_id = request.district_id and staff_code = request.handler_code and retired_at is null
        and role in ('gridMember', 'gridTeam') and area_code = request.grid_code)`.execute(db)
  return rows
}

test('values PostgreSQL cannot hold are bad input, not our fault', async () => {
  const { db, close } = await testDatabase()
  const tooLarge = inTransaction(db, (tx) => sql`select ${'2147483648'}::integer`.execute(tx))
  await expect(tooLarge).rejects.toMatchObject({ code: 'badInput' })
  await expect(inTransaction(db, (tx) => sql`select ${'\u0000'}::text`.execute(tx))).rejects.toMatchObject({ code: 'badInput' })
  await close()
})

test('a transaction that lost against another is run again', async () => {
  const { db, close } = await testDatabase()
  let runs = 0
  const done = await inTransaction(db, async (tx) => {
    runs += 1
    if (runs < 3) await sql`do $$ begin raise exception 'gave way' using errcode = '40001'; end $$`.execute(tx)
    return runs
  })
  expect(done).toBe(3)
  await close()
})
