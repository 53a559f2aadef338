import { execFile } from 'node:child_process'
import { appendFile, chmod, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import sharp from 'sharp'
import { openDatabase, type Database, type Db } from '../platform/database/database'
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres'
import { localStore } from '../platform/files/store'
import { repositoryRoot } from '../platform/process/repository-root'
import type { Community } from '../requests/testing/requests'
import { verifyAll } from '../requests/proof/verify'
import { testApp } from '../testing/app/app'
import { testDatabase } from '../testing/database/database'
import { eventually } from '../testing/eventually'
import { takeBackup } from './backup'
import { populatedCommunity } from '../testing/populated/populated'
import { contentOf, digestOf, parts, readManifest, sealed, type Content } from './manifest'
import { restoreBackup, type Target } from './restore'
import { tablesInOrder } from './tables'

let database: Database
let here: Community
let folder: string
/** Folder of a backup taken by the command. */
let whole: string

beforeAll(async () => {
  database = await testDatabase()
  const photo = sharp({ create: { width: 640, height: 480, channels: 3, background: '#886644' } }).jpeg()
  here = await populatedCommunity({ database }, await photo.toBuffer())
  folder = await mkdtemp(join(tmpdir(), 'doorstep-backup-'))
  // The embedded server of a restore may run as another user, who must be able to enter.
  await chmod(folder, 0o755)
  whole = join(folder, 'whole')
  const { code, says } = await command('backup', [whole], { DATABASE_URL: database.url, DATA_DIR: dataDir() })
  if (code !== 0) throw new Error(says)
}, 120_000)
afterAll(async () => {
  await here.app.close()
  await database.close()
  await rm(folder, { recursive: true })
})

const dataDir = () => here.app.deps.environment.DATA_DIR

/** Runs `npm run backup -- …` or `npm run restore -- …`. */
const command = (name: 'backup' | 'restore', given: string[], env: Record<string, string>) =>
  new Promise<{ code: number; says: string }>((done) => {
    const options = { cwd: repositoryRoot(), env: { PATH: process.env.PATH, ...env } }
    const child = execFile(process.execPath, ['scripts/run.mjs', `cloud/operate/${name}-main.ts`, ...given], options, (_fault, out, err) =>
      done({ code: child.exitCode ?? -1, says: out + err }),
    )
  })

/** Returns every row of every table as PostgreSQL writes it, sorted. */
async function contents(db: Db): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_name not like 'kysely%'`.execute(db)
  const read = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t order by 1`.execute(db)
      return [name, rows.map(({ row }) => row)] as const
    }),
  )
  return Object.fromEntries(read)
}

const rowCount = (read: Record<string, string[]>) => Object.values(read).flat().length

/** Returns an empty target of a restore: a migrated database and a folder. */
async function emptyPlace() {
  const place = await testDatabase()
  const dir = await mkdtemp(join(folder, 'place-'))
  const target: Target = { db: place.db, dataDir: dir, writtenKey: undefined, files: localStore(join(dir, 'files')) }
  return { ...place, dir, target, left: async () => ({ rows: rowCount(await contents(place.db)), files: await filesIn(dir) }) }
}

const filesIn = async (dir: string) =>
  (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name)

const nothing = { rows: 0, files: [] }

test('every table takes part, and what is restored by the command to an embedded database is the same row by row', async () => {
  const before = await contents(database.db)
  expect(Object.keys(before).filter((name) => before[name]?.length === 0)).toEqual([])
  const home = join(folder, 'new-home')
  const { code, says } = await command('restore', [whole], { DATA_DIR: home })
  expect({ code, says }).toMatchObject({ code: 0, says: expect.stringContaining(`${rowCount(before)} 行，附件 7 个`) as string })

  const embedded = await startEmbeddedPostgres(home)
  const restored = openDatabase(embedded.url, { max: 8 })
  try {
    expect(await contents(restored.db)).toEqual(before)
    const verdicts = []
    for await (const verdict of verifyAll(restored.db, localStore(join(home, 'files')))) verdicts.push(verdict)
    expect(verdicts.map(({ breaks }) => breaks)).toEqual([[], [], [], []])
    await worksAgain(restored, home)
    expect(await command('restore', [whole], { DATA_DIR: home })).toMatchObject({
      code: 1,
      says: expect.stringContaining('不是空的') as string,
    })
  } finally {
    await restored.close()
    await embedded.stop()
  }
}, 180_000)

/** Checks the API on the restored database: the same session, the phone decrypted, the photo behind its link. */
async function worksAgain(restored: Database, home: string) {
  const again = await testApp({ database: restored, settings: { DATA_DIR: home } })
  try {
    expect((await again.does(here.resident, 'GET /v1/session')).account.phone).toBe('138****6021')
    const list = await again.does(here.resident, 'GET /v1/conversations', {})
    const id = list.rows[0]?.id ?? ''
    const { rows } = await again.does(here.resident, 'GET /v1/conversations/{id}/messages', { params: { id } })
    const shown = rows.find(({ file }) => file !== null)?.file
    const fetched = await again.server.inject({ method: 'GET', url: shown?.url ?? '' })
    expect({ status: fetched.statusCode, mime: fetched.headers['content-type'] }).toEqual({ status: 200, mime: 'image/jpeg' })
  } finally {
    await again.close()
  }
}

test('the folder is for its owner only, and says what it holds', async () => {
  expect((await stat(whole)).mode & 0o777).toBe(0o700)
  expect((await stat(join(whole, parts.key))).mode & 0o777).toBe(0o600)
  const { database: held, files } = await readManifest(whole)
  expect(held.tables.map(({ name }) => name)).toEqual((await tablesInOrder(database.db)).map(({ name }) => name))
  expect(files).toMatchObject({ count: 7, missing: 0 })
})

test('rows of one instant are written, whatever is committed meanwhile', async () => {
  const open = openDatabase(database.url, { max: 1 })
  const source = { db: database.db, clock: here.app.clock, key: await keyOf(), files: null }
  const at = join(folder, 'meanwhile')
  const before = await contents(database.db)
  let taking: Promise<unknown> = Promise.resolve()
  await open.db.transaction().execute(async (tx) => {
    // The backup has read accounts when it comes to this table, where it must wait.
    await sql`lock table idempotency in access exclusive mode`.execute(tx)
    taking = takeBackup(source, at)
    await eventually('the backup waits', 30, async () => {
      const { rows } = await sql`select from pg_locks where not granted and relation = 'idempotency'::regclass`.execute(database.db)
      return rows.length > 0
    })
    const row = { district_id: here.district.id, account_id: here.resident.accountId, created_at: new Date(0) }
    await tx
      .insertInto('idempotency')
      .values({ ...row, key: 'meanwhile', endpoint: 'GET', body_hash: '' })
      .execute()
  })
  await taking
  const place = await emptyPlace()
  await restoreBackup(place.target, at)
  expect(await contents(place.db)).toEqual(before)
  await database.db.deleteFrom('idempotency').where('district_id', '=', here.district.id).where('key', '=', 'meanwhile').execute()
  await open.close()
  await place.close()
}, 60_000)

const keyOf = async () => Buffer.from(await readFile(join(dataDir(), parts.key), 'utf8'), 'base64')

test('a backup is not taken over another, nor with a key that opens nothing, and leaves no half folder', async () => {
  const source = { db: database.db, clock: here.app.clock, key: Buffer.alloc(32), files: null }
  await expect(takeBackup(source, whole)).rejects.toThrow('已经存在')
  await expect(takeBackup(source, join(folder, 'wrong-key'))).rejects.toThrow('数据密钥打不开')
  expect((await readdir(folder)).filter((name) => name.startsWith('wrong-key'))).toEqual([])
})

test('one sealed value that is damaged does not make the key another one', async () => {
  const source = { db: database.db, clock: here.app.clock, key: await keyOf(), files: null }
  const phones = database.db.selectFrom('account').select(['id', 'phone_sealed']).where('phone_sealed', 'is not', null)
  const first = await phones.orderBy('id').executeTakeFirstOrThrow()
  const put = (sealed: string | null) =>
    database.db.updateTable('account').set({ phone_sealed: sealed }).where('id', '=', first.id).execute()
  await put('k1.AAAA')
  const taken = await takeBackup(source, join(folder, 'damaged'))
  await put(first.phone_sealed)
  expect(taken.database.tables.length).toBeGreaterThan(0)
})

test('an attachment whose bytes are gone is counted, and the rest is backed up', async () => {
  const store = localStore(join(dataDir(), 'files'))
  const gone = { ...store, open: (key: string) => (key.endsWith('.thumb') ? Promise.resolve(null) : store.open(key)) }
  const taken = await takeBackup({ db: database.db, clock: here.app.clock, key: await keyOf(), files: gone }, join(folder, 'gone'))
  expect(taken.files).toMatchObject({ count: 4, missing: 3 })
})

/** Returns a changed copy of the backup. */
async function changed(change: (copy: string) => Promise<unknown>): Promise<string> {
  const copy = await mkdtemp(join(folder, 'changed-'))
  await cp(whole, copy, { recursive: true })
  await change(copy)
  return copy
}

const flip = async (path: string) => {
  const bytes = await readFile(path)
  const middle = bytes.length >> 1
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
  await writeFile(path, bytes)
}
const oneFile = async (copy: string) => {
  const names = await readdir(join(copy, parts.files), { recursive: true })
  return join(copy, parts.files, names.find((name) => name.endsWith('.full')) ?? '')
}
/** Changes the content and computes its digest anew, which passes the digest checks. */
const reseal = async (copy: string, change: (content: Content) => Partial<Content>) => {
  const content = contentOf(await readManifest(copy))
  await writeFile(join(copy, parts.manifest), JSON.stringify(sealed({ ...content, ...change(content) })))
}
const rewriteRows = async (copy: string, rewrite: (text: string) => string) => {
  const path = join(copy, parts.database)
  const bytes = gzipSync(rewrite(gunzipSync(await readFile(path)).toString('utf8')))
  await writeFile(path, bytes)
  await reseal(copy, ({ database: held }) => ({ database: { ...held, sha256: digestOf(bytes) } }))
}

const damages: [string, (copy: string) => Promise<unknown>, string][] = [
  ['a changed byte among the rows', (copy) => flip(join(copy, parts.database)), '与校验值不符'],
  ['a cut-off end of the rows', (copy) => writeFile(join(copy, parts.database), ''), '与校验值不符'],
  ['a changed photo', async (copy) => flip(await oneFile(copy)), '与校验值不符'],
  ['a missing photo', async (copy) => rm(await oneFile(copy)), '缺失'],
  ['a shorter list of files', (copy) => appendFile(join(copy, parts.list), '\n'), '与校验值不符'],
  ['another key', (copy) => writeFile(join(copy, parts.key), Buffer.alloc(32).toString('base64')), '与校验值不符'],
  ['a changed manifest', async (copy) => flip(join(copy, parts.manifest)), parts.manifest],
  ['no manifest', (copy) => rm(join(copy, parts.manifest)), '不是完整的备份'],
  ['another schema', (copy) => reseal(copy, () => ({ migrations: ['0000-other'] })), '另一个版本'],
  [
    'a count that is not that of the rows',
    (copy) =>
      reseal(copy, ({ database: held }) => ({
        database: { ...held, tables: held.tables.map((table) => (table.name === 'outbox' ? { ...table, rows: table.rows + 1 } : table)) },
      })),
    '（outbox）',
  ],
  [
    'a table less than the schema has',
    (copy) => rewriteRows(copy, (text) => text.replace(/\n\{"table":"clock"[\s\S]*?\n\{/, '\n{')),
    '行数与清单不符',
  ],
  ['columns of another version', (copy) => rewriteRows(copy, (text) => text.replace('"door_token"', '"door"')), '表不一样'],
  [
    'a row that hangs on nothing',
    (copy) => rewriteRows(copy, (text) => text.replace(/"CG"/g, '"GC"').replace('"GC"', '"CG"')),
    'foreign key',
  ],
  ['a file that would lie outside', (copy) => outside(copy), '读不懂'],
]

/** Returns a changed copy whose list names a file outside the folder, with a valid digest. */
async function outside(copy: string) {
  const list = `${JSON.stringify({ key: '../../../../etc/cron.d/x', mime: 'image/jpeg', sha256: digestOf('') })}\n`
  await writeFile(join(copy, parts.list), list)
  await reseal(copy, ({ files }) => ({ files: files && { ...files, sha256: digestOf(list) } }))
}

test.each(damages)('%s is refused, and a half restore leaves nothing', async (_, change, why) => {
  const copy = await changed(change)
  const place = await emptyPlace()
  await expect(restoreBackup(place.target, copy)).rejects.toThrow(why)
  expect(await place.left()).toEqual(nothing)
  await place.close()
})

test('when the store gives way half-way, neither rows nor files nor key are left', async () => {
  const place = await emptyPlace()
  const { files } = place.target
  let puts = 0
  const failing = {
    ...files,
    put: (...put: Parameters<typeof files.put>) => ((puts += 1) > 3 ? Promise.reject(new Error('disk full')) : files.put(...put)),
  }
  await expect(restoreBackup({ ...place.target, files: failing }, whole)).rejects.toThrow('disk full')
  expect(await place.left()).toEqual(nothing)
  await restoreBackup(place.target, whole)
  expect(await contents(place.db)).toEqual(await contents(database.db))
  await place.close()
})

test('a place with another key is left alone, one with the same key is filled', async () => {
  const place = await emptyPlace()
  await expect(restoreBackup({ ...place.target, writtenKey: '0'.repeat(64) }, whole)).rejects.toThrow('另一把数据密钥')
  expect(await place.left()).toEqual(nothing)
  await restoreBackup({ ...place.target, writtenKey: (await keyOf()).toString('hex') }, whole)
  expect(await filesIn(place.dir)).not.toContain(parts.key)
  await place.close()
})
