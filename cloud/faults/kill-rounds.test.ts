import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueInvitation } from '../account/staff-binding'
import { importDistrict } from '../import/write/import-district'
import { inFolder } from '../import/source/folder'
import { systemClock } from '../platform/process/clock'
import { inTransaction, openDatabase, type Database } from '../platform/database/database'
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres'
import { repositoryRoot } from '../platform/process/repository-root'
import { verifyAll } from '../requests/proof/verify'
import { bundleApi, freePort, killFamily, startApi, type ApiProcess, type Program } from '../testing/app/api-process'
import { effort, isLong } from '../testing/effort'
import { eventually } from '../testing/eventually'
import { insistentClient, type InsistentClient } from '../testing/http/insistent-client'
import { memberWriter, nothingYet, residentWriter, type Writer } from './writers'

/**
 * Runs the shipped bundle on its embedded database and kills it repeatedly while people write (six times, in the long form twenty). Nothing
 * is repaired between the rounds: the same command is run again.
 */
const districtId = 990101
const acknowledged = nothingYet()
const clients: InsistentClient[] = []
const writers: Writer[] = []
let folder: string
let program: Program
let database: Database
let start: () => Promise<ApiProcess>
let api: ApiProcess
/** When the API process was last started, taken before the start. */
let lastStart: Date
/** Cleanup functions for the end, whether or not the set-up succeeded. */
const undo: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-kill-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  // The database server may run as another user, who must be able to enter the folder.
  await chmod(folder, 0o755)
  program = await bundleApi()
  undo.push(program.remove)
  const port = await freePort()
  start = () => {
    lastStart = systemClock.now()
    return startApi({ program, port, log: join(folder, 'api.log'), settings: { DATA_DIR: folder, DEMO: '1' } })
  }
  api = await start()
  undo.push(() => api.stop())
  database = openDatabase((await startEmbeddedPostgres(folder)).url, { max: 4 })
  undo.push(() => database.close())
  const imported = await importDistrict(database.db, systemClock, inFolder(join(repositoryRoot(), 'samples')), { dryRun: false })
  expect(imported.refused).toBeNull()
  for (const [persona, building] of Object.entries({ resident: 'B0023', resident2: 'B0052', elder: 'B0026' }))
    await resident(persona, building)
  for (const [persona, code] of Object.entries({ gridMember: 'W003', gridMember2: 'W006' })) await member(persona, code)
}, 300_000)

afterAll(async () => {
  for (const step of undo.reverse()) await step()
}, 120_000)

/** Signs in a demo person as the preview does. */
async function signIn(persona: string): Promise<InsistentClient> {
  const response = await fetch(`${api.url}/preview/login-codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  })
  const { code } = (await response.json()) as { code: string }
  const { token } = await insistentClient([api.url]).send('POST /v1/sessions', { body: { code } })
  const client = insistentClient([api.url], token)
  clients.push(client)
  return client
}

async function resident(persona: string, buildingCode: string): Promise<void> {
  const client = await signIn(persona)
  const { building } = await client.send('POST /v1/homes', { body: { buildingCode } })
  writers.push(residentWriter({ client, name: persona }, building.gridCode))
}

async function member(persona: string, staffCode: string): Promise<void> {
  const client = await signIn(persona)
  const { code } = await inTransaction(database.db, (tx) => issueInvitation({ tx, clock: systemClock, districtId }, staffCode))
  await client.send('POST /v1/staff-bindings', { body: { code } })
  writers.push(memberWriter({ client, name: persona }))
}

const postmaster = async () => Number((await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[0])

/** Starts all writers; they write until `enough`, which resolves when the last submit is answered. */
function everybodyWrites(): { enough: () => Promise<unknown> } {
  let writing = true
  const all = writers.map(async (write) => {
    while (writing) await write(acknowledged)
  })
  const ended = Promise.all(all)
  // Awaited at the end of the round; until then a rejection must not end the process.
  ended.catch(() => undefined)
  return {
    enough: () => {
      writing = false
      return ended
    },
  }
}

const rounds = effort({ short: 6, long: 20 })

test('through every kill, whatever was acknowledged before a fall is there after it, once', async () => {
  for (let round = 1; round <= rounds; round += 1) {
    const falls = round % 2 === 1 ? 'the process' : 'the process and its database'
    await fallAndRise(round).catch((fault: unknown) => {
      throw new Error(`Round ${round}, ${falls} killed`, { cause: fault })
    })
  }
}, 300_000)

async function fallAndRise(round: number): Promise<void> {
  const before = acknowledged.count
  const retriesBefore = retries()
  const writing = everybodyWrites()
  // Each round kills at a different number of acknowledged writes.
  await eventually('people write', 120, () => acknowledged.count >= before + 4 + (round % 7))
  await (round % 2 === 1 ? api.kill() : Promise.all([api.kill(), postmaster().then(killFamily)]))
  api = await start()
  await writing.enough()

  expect(retries()).toBeGreaterThan(retriesBefore)
  expect(await storedSteps()).toEqual(sorted(acknowledged.steps))
  expect(await storedMessages()).toEqual(sorted(acknowledged.messages))
  expect(await gapsInConversations()).toEqual([])
  for await (const { number, breaks } of verifyAll(database.db)) expect({ number, breaks }).toEqual({ number, breaks: [] })
}

const retries = () => clients.reduce((sum, client) => sum + client.retries(), 0)
const sorted = (map: Map<string, string[]>) => new Map([...map].sort().map(([key, values]) => [key, [...values].sort()]))

const grouped = (rows: readonly { of: string; what: string | null }[]) => {
  const map = new Map<string, string[]>()
  for (const { of, what } of rows) map.set(of, [...(map.get(of) ?? []), what ?? ''])
  return sorted(map)
}

const storedSteps = async () =>
  grouped(
    await database.db
      .selectFrom('request_event')
      .select(['request_id as of', 'did as what'])
      .where('district_id', '=', districtId)
      .execute(),
  )

const storedMessages = async () =>
  grouped(
    await database.db
      .selectFrom('message')
      .select(['conversation_id as of', 'client_id as what'])
      .where('district_id', '=', districtId)
      .where('side', '!=', 'system')
      .execute(),
  )

/** Returns conversations whose messages are not numbered 1, 2, 3 … up to the last number of the conversation. */
async function gapsInConversations(): Promise<unknown[]> {
  const rows = await database.db
    .selectFrom('conversation')
    .leftJoin('message', (on) =>
      on.onRef('message.district_id', '=', 'conversation.district_id').onRef('message.conversation_id', '=', 'conversation.id'),
    )
    .where('conversation.district_id', '=', districtId)
    .groupBy(['conversation.id', 'conversation.last_seq'])
    .select(({ fn }) => ['conversation.id', 'conversation.last_seq', fn.count<number>('seq').as('count'), fn.max('seq').as('last')])
    .execute()
  return rows.filter((row) => row.count !== row.last_seq || (row.last ?? 0) !== row.last_seq)
}

test('what was to be done is done: no job is left or given up, and nobody is told twice or not at all', async () => {
  // A job leased by a killed process waits for the end of its lease, a minute; only the long form waits that long.
  if (!isLong) await endLeasesOfTheFallen()
  await eventually('the outbox is empty', 90, async () => (await jobsDue()) === 0)
  const outbox = await database.db
    .selectFrom('outbox')
    .select(['kind', 'payload', 'done_at', 'failed_at'])
    .where('district_id', '=', districtId)
    .execute()
  expect(outbox.filter(({ failed_at }) => failed_at !== null)).toEqual([])

  const told = outbox.filter(({ kind, done_at }) => kind === 'notify' && done_at !== null).map(({ payload }) => payload as Told)
  const accounts = await accountsOfStaff()
  const expected = told.flatMap(({ accountId, staffCode, key }) => {
    const account = accountId ?? accounts.get(staffCode ?? '')
    return account === undefined ? [] : [`${account} ${key}`]
  })
  const inbox = await database.db.selectFrom('inbox_item').select(['account_id', 'key']).where('district_id', '=', districtId).execute()
  expect(inbox.map(({ account_id, key }) => `${account_id} ${key}`).sort()).toEqual(expected.sort())
  expect(told.filter(({ title }) => title === '新诉求等您受理')).toHaveLength(acknowledged.steps.size)
}, 300_000)

async function endLeasesOfTheFallen(): Promise<void> {
  await database.db
    .updateTable('outbox')
    .set({ lease_until: systemClock.now() })
    .where('district_id', '=', districtId)
    .where('done_at', 'is', null)
    .where('lease_until', '<', new Date(lastStart.getTime() + 60_000))
    .execute()
}

interface Told {
  accountId?: string
  staffCode?: string
  key: string
  title: string
}

async function jobsDue(): Promise<number> {
  const { count } = await database.db
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('district_id', '=', districtId)
    .where('done_at', 'is', null)
    .where('failed_at', 'is', null)
    .where('due_at', '<=', systemClock.now())
    .executeTakeFirstOrThrow()
  return count
}

async function accountsOfStaff(): Promise<Map<string, string>> {
  const rows = await database.db.selectFrom('staff').select(['code', 'account_id']).where('district_id', '=', districtId).execute()
  return new Map(rows.flatMap(({ code, account_id }) => (account_id === null ? [] : [[code, account_id] as const])))
}

test('stopped in good order it ends with 0 and takes its database along', async () => {
  const server = await postmaster()
  await database.close()
  expect(await api.stop()).toBe(0)
  await eventually('the database has stopped', 20, () => hasEnded(server))
}, 120_000)

const hasEnded = (pid: number): boolean => {
  try {
    return !process.kill(pid, 0)
  } catch {
    return true
  }
}
