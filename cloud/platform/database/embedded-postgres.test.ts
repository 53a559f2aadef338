import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from './embedded-postgres'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-embedded-'))
  await chmod(folder, 0o755)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function ask<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

test('it makes a cluster once, keeps its data over a stop, and writes through to the disk', async () => {
  const first = await startEmbeddedPostgres(folder)
  await ask(first.url, 'create table t (a int)')
  expect(await ask(first.url, 'show fsync')).toEqual([{ fsync: 'on' }])
  await first.stop()
  const second = await startEmbeddedPostgres(folder)
  expect(second.adopted).toBe(false)
  expect(await ask(second.url, 'select count(*)::int n from t')).toEqual([{ n: 0 }])
  await second.stop()
}, 60_000)

test('a server that outlived its process is taken over', async () => {
  const first = await startEmbeddedPostgres(folder, { fsync: false })
  const second = await startEmbeddedPostgres(folder, { fsync: false })
  expect(second).toMatchObject({ adopted: true, pid: first.pid })
  await second.stop()
}, 60_000)

test('a killed server recovers what it acknowledged, without a hand', async () => {
  const first = await startEmbeddedPostgres(folder)
  await ask(first.url, 'create table t (a int); insert into t values (1)')
  process.kill(first.pid, 'SIGKILL')
  const second = await startEmbeddedPostgres(folder)
  expect(second.pid).not.toBe(first.pid)
  expect(await ask(second.url, 'select a from t')).toEqual([{ a: 1 }])
  await second.stop()
}, 60_000)

test('two starts at once end up on one server', async () => {
  const [one, two] = await Promise.all([startEmbeddedPostgres(folder, { fsync: false }), startEmbeddedPostgres(folder, { fsync: false })])
  expect(one.pid).toBe(two.pid)
  expect((await readdir(folder)).filter((name) => name.startsWith('pg.init'))).toEqual([])
  await one.stop()
}, 60_000)

test('it keeps running while somebody else still uses it', async () => {
  const server = await startEmbeddedPostgres(folder, { fsync: false })
  const user = new pg.Client({ connectionString: server.url })
  await user.connect()
  await server.stop()
  expect((await user.query('select 1 as alive')).rows).toEqual([{ alive: 1 }])
  await user.end()
  const again = await startEmbeddedPostgres(folder, { fsync: false })
  expect(again.adopted).toBe(true)
  await again.stop()
}, 60_000)
