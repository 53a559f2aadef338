import { chmod, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { eventually } from '../../testing/eventually'
import { boundLog, startEmbeddedPostgres } from './embedded-postgres'

/** One cluster serves the tests in turn: each stops its server. */
let folder: string

async function emptyFolder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'doorstep-embedded-'))
  await chmod(made, 0o755)
  return made
}
beforeAll(async () => void (folder = await emptyFolder()))
afterAll(() => rm(folder, { recursive: true, force: true }))

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
  await ask(first.url, 'create table kept (a int)')
  expect(await ask(first.url, 'show fsync')).toEqual([{ fsync: 'on' }])
  await first.stop()
  const second = await startEmbeddedPostgres(folder)
  expect(second.adopted).toBe(false)
  expect(await ask(second.url, 'select count(*)::int n from kept')).toEqual([{ n: 0 }])
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

test('a supervised server that is killed or stopped is started again, though somebody is connected', async () => {
  const server = await startEmbeddedPostgres(folder, { fsync: false })
  const said: string[] = []
  server.supervise((sentence) => said.push(sentence))
  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
    const user = new pg.Client({ connectionString: server.url })
    user.on('error', () => undefined)
    await user.connect()
    const before = server.pid
    process.kill(before, signal)
    await eventually(`another one runs after ${signal}`, 60, () => server.pid !== before)
    expect(await ask(server.url, 'select 1 as alive')).toEqual([{ alive: 1 }])
    expect(said.splice(0)).toEqual(['PostgreSQL has ended; starting it again', expect.stringContaining('PostgreSQL answers again after')])
    await user.end()
  }
  await server.stop()
  expect(await readdir(join(folder, 'pg'))).not.toContain('postmaster.pid')
}, 120_000)

test('a server that may not be signalled is supervised on', async () => {
  const server = await startEmbeddedPostgres(folder, { fsync: false })
  server.supervise(() => undefined)
  const user = new pg.Client({ connectionString: server.url })
  user.on('error', () => undefined)
  await user.connect()
  const before = server.pid
  const kill = process.kill.bind(process)
  let refused = 0
  const signalling = jest.spyOn(process, 'kill').mockImplementation((pid, signal) => {
    if (signal !== 'SIGINT') return kill(pid, signal)
    refused += 1
    throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' })
  })
  kill(before, 'SIGTERM')
  await eventually('it was hurried in vain twice', 30, () => refused > 1)
  await user.end()
  await eventually('another one runs', 60, () => server.pid !== before)
  signalling.mockRestore()
  await server.stop()
}, 120_000)

test('a killed server is started again though a connection it left behind is too busy to notice', async () => {
  const server = await startEmbeddedPostgres(folder, { fsync: false })
  server.supervise(() => undefined)
  const busy = new pg.Client({ connectionString: server.url })
  busy.on('error', () => undefined)
  await busy.connect()
  const counted = expect(busy.query('select count(*) from generate_series(1, 100000000000)')).rejects.toThrow()
  const before = server.pid
  process.kill(before, 'SIGKILL')
  await eventually('another one runs', 30, () => server.pid !== before)
  expect(await ask(server.url, 'select 1 as alive')).toEqual([{ alive: 1 }])
  await counted
  await server.stop()
}, 60_000)

test('a log that has grown too large is kept as .1, and the writer goes on in an empty one', async () => {
  const path = join(folder, 'large.log')
  const writer = await open(path, 'a')
  await writer.write('old '.repeat(100))
  await boundLog(path, 1000)
  expect(await readdir(folder)).not.toContain('large.log.1')
  await writer.write('old '.repeat(200))
  await boundLog(path, 1000)
  await writer.write('new')
  await writer.close()
  expect(await readFile(path, 'utf8')).toBe('new')
  expect(await readFile(`${path}.1`, 'utf8')).toBe('old '.repeat(300))
})

test('two starts at once end up on one server', async () => {
  const fresh = await emptyFolder()
  const [one, two] = await Promise.all([startEmbeddedPostgres(fresh, { fsync: false }), startEmbeddedPostgres(fresh, { fsync: false })])
  expect(one.pid).toBe(two.pid)
  expect((await readdir(fresh)).filter((name) => name.startsWith('pg.init'))).toEqual([])
  await one.stop()
  await rm(fresh, { recursive: true, force: true })
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
