import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { copyFile, readdir, readFile, readlink, rm, stat, truncate } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { codeOf } from '../process/fault-code'
import { makeSocketDir, prepareSite, type Site } from './embedded-site'

/** A running embedded PostgreSQL server: real binaries from npm, data in a folder, reachable over a private socket only. */
export interface EmbeddedPostgres {
  url: string
  /** The pid of the server now; another one after `supervise` started it again. */
  readonly pid: number
  /** True when a server left running by a killed process was reused instead of starting a new one. */
  adopted: boolean
  /**
   * From now on starts the server again whenever it has ended, or adopts the one that another process started, and keeps `pg.log` small.
   * `report` gets one sentence for each fall and each return.
   */
  supervise: (report: (sentence: string) => void) => void
  /** Ends the supervision, and stops the server unless another process still uses it. */
  stop: () => Promise<void>
}

interface Options {
  /** False only in tests: a power failure may then lose data. */
  fsync?: boolean
  maxConnections?: number
}
interface Running {
  site: Site
  options: Options
}

/** How often the supervision looks whether the server lives. */
const lookMs = 100
/** Longest time a stop waits for the server to write everything down. */
const stopMs = 10_000
/** `pg.log` is moved to `pg.log.1` when it is larger than this. */
const logBytes = 10 * 1024 * 1024

/**
 * Starts the server of `dataDir`, creating the cluster first if there is none, or reuses a server that outlived its process. Safe to call
 * from two processes at once. Throws an error with a readable message when the machine cannot run it.
 */
export async function startEmbeddedPostgres(dataDir: string, options: Options = {}): Promise<EmbeddedPostgres> {
  const at = { site: await prepareSite(dataDir), options }
  const deadline = Date.now() + 60_000
  for (;;) {
    const found = await adoptOrStart(at)
    if (found !== null) return server(at, found)
    if (Date.now() > deadline) throw new Error(`The embedded PostgreSQL did not start within 60 s; see ${logOf(at.site)}`)
    await wait(lookMs)
  }
}

const address = ({ socketDir }: Site, database: string) => `postgres://doorstep@localhost/${database}?host=${encodeURIComponent(socketDir)}`
const logOf = ({ cluster }: Site) => join(dirname(cluster), 'pg.log')

/** Reads the server's own file: its pid, and in the eighth line what it does (`ready`, `stopping`). */
async function postmasterFile({ cluster }: Site): Promise<{ pid: number | null; status: string }> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  return { pid: lines[0] ? Number(lines[0]) : null, status: (lines[7] ?? '').trim() }
}

/** Opens one connection while `work` runs. The server may end meanwhile: then `work` fails, and the process goes on. */
async function connected<T>(site: Site, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: address(site, 'postgres'), connectionTimeoutMillis: 5000, query_timeout: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function adoptOrStart(at: Running): Promise<{ pid: number; adopted: boolean } | null> {
  const running = await adopt(at.site)
  if (running !== null) return { pid: running, adopted: true }
  await endOrphans(at.site)
  const started = await start(at)
  return started === null ? null : { pid: started, adopted: false }
}

/** Returns the pid of a server of this very cluster that accepts connections, or null. */
async function adopt(site: Site): Promise<number | null> {
  const { pid } = await postmasterFile(site)
  if (pid === null) return null
  try {
    const folder = await connected(site, async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory')
      return rows[0]?.data_directory
    })
    return folder === site.cluster ? pid : null
  } catch {
    await dropForeignPid(site, pid)
    return null
  }
}

/**
 * Deletes the pid file when its pid belongs to another program, as after a container restart; the server would otherwise never start again.
 */
async function dropForeignPid(site: Site, pid: number): Promise<void> {
  if (process.platform !== 'linux') return
  const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim()
  if (name !== '' && name !== 'postgres') await rm(join(site.cluster, 'postmaster.pid'), { force: true })
}

/**
 * Starts the server and waits until it accepts connections; null when it exited (another one is starting, or the old one is still
 * stopping).
 */
async function start({ site, options: { fsync = true, maxConnections = 100 } }: Running): Promise<number | null> {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: site.socketDir,
    max_connections: String(maxConnections),
    shared_buffers: '64MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A killed server replays what it wrote since the last checkpoint before it answers: at most a minute's writes.
    checkpoint_timeout: '60s',
    max_wal_size: '256MB',
    fsync: fsync ? 'on' : 'off',
    ...(fsync ? {} : { synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const log = openSync(logOf(site), 'a')
  let gone = false
  try {
    const child = spawn(
      join(site.runtime, 'bin', 'postgres'),
      ['-D', site.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      // In a session of its own: Ctrl-C in the terminal must reach this process first, so that open requests finish before the database
      // stops.
      { ...(site.owner ?? {}), cwd: '/', detached: true, stdio: ['ignore', log, log] },
    )
    child.on('exit', () => (gone = true))
    child.on('error', () => (gone = true))
    child.unref()
  } finally {
    closeSync(log)
  }
  while (!gone) {
    const pid = await adopt(site)
    if (pid !== null) return pid
    await wait(20)
  }
  return null
}

async function server(at: Running, found: { pid: number; adopted: boolean }): Promise<EmbeddedPostgres> {
  const { site } = at
  await connected(site, async (client) => {
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'doorstep'`)
    if (rowCount === 0) await client.query('create database doorstep').catch(ignoreDuplicate)
  })
  const state = { pid: found.pid, stopped: false }
  let supervision: Promise<void> = Promise.resolve()
  return {
    url: address(site, 'doorstep'),
    get pid() {
      return state.pid
    },
    adopted: found.adopted,
    supervise: (report) => void (supervision = supervise(at, state, report)),
    async stop() {
      state.stopped = true
      await supervision
      if (await othersUse(site)) return
      if (!isAlive(state.pid)) return
      signal(state.pid, 'SIGINT')
      const deadline = Date.now() + stopMs
      while ((await postmasterFile(site)).pid === state.pid && Date.now() < deadline) await wait(20)
      await rm(site.socketDir, { recursive: true, force: true })
    },
  }
}

interface Supervised {
  pid: number
  stopped: boolean
}

async function supervise(at: Running, state: Supervised, report: (sentence: string) => void): Promise<void> {
  let fellAt: number | null = null
  while (!state.stopped) {
    await wait(lookMs, undefined, { ref: false })
    try {
      if (await isWell(at.site, state.pid)) continue
      if (fellAt === null) report('PostgreSQL has ended; starting it again')
      fellAt ??= Date.now()
      // A cleaner of /tmp may have taken it.
      await makeSocketDir(at.site.cluster, at.site.owner)
      const found = await adoptOrStart(at)
      if (found === null) continue
      state.pid = found.pid
      report(`PostgreSQL answers again after ${((Date.now() - fellAt) / 1000).toFixed(1)} s`)
      fellAt = null
    } catch (fault) {
      // A full disk, say: tried again until there is room.
      report(`PostgreSQL could not be started (${codeOf(fault)})`)
      await wait(1000, undefined, { ref: false })
    }
  }
}

/** True while the server of this pid runs. Keeps its log small, and hurries one that was asked to stop. */
async function isWell(site: Site, known: number): Promise<boolean> {
  const { pid, status } = await postmasterFile(site)
  if (pid !== known || !isAlive(pid)) return false
  // Asked to stop (SIGTERM), it waits until everybody has left, and refuses newcomers: the API would never leave.
  if (status === 'stopping') signal(pid, 'SIGINT')
  await boundLog(logOf(site))
  return true
}

/** Sends a signal to a process that may have ended meanwhile, or may belong to a user whom this process may not signal. */
function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name)
  } catch {
    // The next look tells whether it has ended.
  }
}

/**
 * Ends the cluster's connections whose server was killed. A busy one notices late, and as long as one lives, its shared memory keeps the
 * server from starting again. Linux only.
 */
async function endOrphans({ cluster }: Site): Promise<void> {
  if (process.platform !== 'linux') return
  const read = (path: string) => readFile(path, 'utf8').catch(() => '')
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    // A server shows its command here, what it forked shows what it does: `postgres: doorstep doorstep [local] idle`.
    if (!(await read(`/proc/${pid}/cmdline`)).startsWith('postgres: ')) continue
    if ((await readlink(`/proc/${pid}/cwd`).catch(() => '')) !== cluster) continue
    const parent = /^PPid:\s*(\d+)/m.exec(await read(`/proc/${pid}/status`))?.[1] ?? ''
    if ((await read(`/proc/${parent}/comm`)).trim() === 'postgres') continue
    signal(Number(pid), 'SIGQUIT')
  }
}

/** Copies a log that has grown too large to `.1` and empties it; the server appends, so it goes on writing at the new end. */
export async function boundLog(path: string, mostBytes = logBytes): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size <= mostBytes) return
  await copyFile(path, `${path}.1`).catch(() => undefined)
  await truncate(path, 0).catch(() => undefined)
}

/** True when anybody is connected besides this process, or when the server cannot say. */
const othersUse = (site: Site): Promise<boolean> =>
  connected(site, async (client) => {
    const { rows } = await client.query<{ n: string }>(
      `select count(*) n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    return Number(rows[0]?.n) > 0
  }).catch(() => true)

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (fault) {
    // The server may belong to a user that this process may not signal.
    return codeOf(fault) === 'EPERM'
  }
}

/** Ignores "already exists": two processes that start at once may both try to create the database. */
const ignoreDuplicate = (fault: unknown) => {
  if (!(fault instanceof pg.DatabaseError) || (fault.code !== '42P04' && fault.code !== '23505')) throw fault
}
