import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueInvitation } from '../account/staff-binding'
import { importDistrict } from '../import/write/import-district'
import { inFolder } from '../import/source/folder'
import { systemClock } from '../platform/process/clock'
import { keysFrom, loadDataKey, type Keys } from '../platform/process/crypto'
import { inTransaction, openDatabase, type Database } from '../platform/database/database'
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres'
import { repositoryRoot } from '../platform/process/repository-root'
import { bundleApi, freePort, startApi, type ApiProcess } from '../testing/app/api-process'
import { insistentClient, type InsistentClient } from '../testing/http/insistent-client'
import { memberWriter, nothingYet, residentWriter, type Acknowledged, type Writer } from './writers'

/** The district of `samples/`. */
export const districtId = 990101

/** The shipped bundle on its embedded database, and people of the sample district who write without a pause. */
export interface Scene {
  folder: string
  url: string
  database: Database
  acknowledged: Acknowledged
  clients: InsistentClient[]
  writers: Writer[]
  /** The API process now; `restart` replaces it. */
  readonly api: ApiProcess
  /** Starts the API again after its process has ended, by the same command, as a service manager does. */
  restart: () => Promise<void>
  /** The pid of the database server. */
  postmaster: () => Promise<number>
  /** The residents who write, with what their sessions need. */
  residents: readonly [Resident, ...Resident[]]
  close: () => Promise<void>
}

interface Resident {
  client: InsistentClient
  token: string
  gridCode: string
}

interface Options {
  /** Folder of the data, instead of one in the system's temporary folder. */
  folder?: string
  /** File of the API's log, instead of one in the folder. */
  log?: string
  settings?: Record<string, string>
}

/** Starts the API on an empty folder, imports the sample district and signs its people in. */
export async function openScene({ folder: given, log, settings = {} }: Options = {}): Promise<Scene> {
  const undo: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    return await open({ given, log, settings, undo, close })
  } catch (fault) {
    await close()
    throw fault
  }
}

interface Opening {
  given: string | undefined
  log: string | undefined
  settings: Record<string, string>
  undo: (() => Promise<unknown>)[]
  close: () => Promise<void>
}

async function open({ given, log, settings, undo, close }: Opening): Promise<Scene> {
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'doorstep-kill-')))
  if (given === undefined) undo.push(() => rm(folder, { recursive: true, force: true }))
  // The database server may run as another user, who must be able to enter the folder.
  await chmod(folder, 0o755)
  const program = await bundleApi()
  undo.push(program.remove)
  const port = await freePort()
  const start = () =>
    startApi({ program, port, log: log ?? join(folder, 'api.log'), settings: { DATA_DIR: folder, DEMO: '1', ...settings } })
  let api = await start()
  undo.push(() => api.stop())
  const database = openDatabase((await startEmbeddedPostgres(folder)).url, { max: 4 })
  undo.push(() => database.close())

  const imported = await importDistrict(database.db, systemClock, inFolder(join(repositoryRoot(), 'samples')), { dryRun: false })
  if (imported.refused !== null) throw new Error(`The samples were refused: ${JSON.stringify(imported.refused)}`)
  const { clients, writers, residents } = await peopleOf(database, api.url, keysFrom(await loadDataKey(folder)))
  return {
    folder,
    url: api.url,
    database,
    acknowledged: nothingYet(),
    clients,
    writers,
    residents,
    get api() {
      return api
    },
    async restart() {
      api = await start()
    },
    postmaster: async () => Number((await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[0]),
    close,
  }
}

/** Signs in one of the demonstration's people, as the preview does. */
async function signIn(url: string, persona: string): Promise<{ client: InsistentClient; token: string }> {
  const response = await fetch(`${url}/preview/login-codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  })
  const { code } = (await response.json()) as { code: string }
  const { token } = await insistentClient([url]).send('POST /v1/sessions', { body: { code } })
  return { client: insistentClient([url], token), token }
}

async function peopleOf(database: Database, url: string, keys: Keys): Promise<Pick<Scene, 'clients' | 'writers' | 'residents'>> {
  const clients: InsistentClient[] = []
  const writers: Writer[] = []
  const residents: Resident[] = []
  for (const [name, buildingCode] of Object.entries({ resident: 'B0023', resident2: 'B0052', elder: 'B0026' })) {
    const { client, token } = await signIn(url, name)
    const { building } = await client.send('POST /v1/homes', { body: { buildingCode } })
    clients.push(client)
    residents.push({ client, token, gridCode: building.gridCode })
    writers.push(residentWriter({ client, name }, building.gridCode))
  }
  for (const [name, staffCode] of Object.entries({ gridMember: 'W003', gridMember2: 'W006' })) {
    const { client } = await signIn(url, name)
    const { code } = await inTransaction(database.db, (tx) => issueInvitation({ tx, clock: systemClock, keys, districtId }, staffCode))
    await client.send('POST /v1/staff-bindings', { body: { code } })
    clients.push(client)
    writers.push(memberWriter({ client, name }))
  }
  const [first, ...others] = residents
  if (first === undefined) throw new Error('The samples have no resident')
  return { clients, writers, residents: [first, ...others] }
}

/** Starts all writers; they write until `enough`, which resolves when the last submit is answered. */
export function everybodyWrites({ writers, acknowledged }: Pick<Scene, 'writers' | 'acknowledged'>): { enough: () => Promise<unknown> } {
  let writing = true
  const ended = Promise.all(
    writers.map(async (write) => {
      while (writing) await write(acknowledged)
    }),
  )
  // Awaited at the end of the round; until then a rejection must not end the process.
  ended.catch(() => undefined)
  return {
    enough: () => {
      writing = false
      return ended
    },
  }
}
