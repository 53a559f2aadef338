import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, openSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '../../platform/process/repository-root'
import { eventually } from '../eventually'

const run = promisify(execFile)

/** The API as it is shipped: one bundle, run by Node in its own process. */
export interface Program {
  file: string
  remove: () => Promise<void>
}

/** Bundles what `npm start` of a checkout does, an older one too, which had no `bundleApi`; Jest cannot load the bundler itself. */
async function bundled(calls: readonly string[], root = repositoryRoot()): Promise<void> {
  const script = [
    `const { bundle, bundleApi = (name) => bundle('cloud/main.ts', name) } = await import('./scripts/bundle.mjs')`,
    ...calls.map((call) => `await ${call}`),
  ].join('\n')
  await run(process.execPath, ['--input-type=module', '-e', script], { cwd: root })
}

const inspectorSource = 'cloud/platform/files/inspect-main.ts'
const inspector = `bundle('${inspectorSource}', 'inspect')`
/** Bundles the program that inspects uploads, which every API process starts. */
export const bundleInspector = () => bundled([inspector])

/** Returns a program of the folder of a checkout's shipped bundle, where it finds its packages. */
function programNamed(name: string, root = repositoryRoot()): Program {
  const file = join(root, 'dist', 'cloud', `${name}.mjs`)
  return { file, remove: () => Promise.all([file, `${file}.map`].map((path) => rm(path, { force: true }))).then(() => undefined) }
}

/** Bundles the API of a checkout under a name of its own, and what inspects uploads. */
export async function bundleApi(root = repositoryRoot()): Promise<Program> {
  const name = `api-${randomUUID()}`
  // An older checkout inspects uploads in the API itself.
  const inspects = existsSync(join(root, inspectorSource))
  await bundled([`bundleApi('${name}')`, ...(inspects ? [inspector] : [])], root)
  return programNamed(name, root)
}

/** Bundles a program of the cloud under a name of its own, so that two tests at once do not share it. */
export async function bundleProgram(kind: string, entry: string): Promise<Program> {
  const name = `${kind}-${randomUUID()}`
  await bundled([`bundle('${entry}', '${name}')`])
  return programNamed(name)
}

export interface ApiProcess {
  pid: number
  /** `http://127.0.0.1:<port>` */
  url: string
  /** Sends SIGKILL; nothing the process does afterwards counts. */
  kill: () => Promise<void>
  /** Sends SIGTERM, as an operator stops it; returns its exit code. */
  stop: () => Promise<number | null>
}

interface Start {
  program: Program
  port: number
  /** File that its output is written to. */
  log: string
  settings: Record<string, string>
}

/** Starts the API and waits until it is ready. Throws with its log when it ends before. */
export async function startApi({ program, port, log, settings }: Start): Promise<ApiProcess> {
  const out = openSync(log, 'a')
  const child = spawn(process.execPath, [program.file], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn', RATE_PER_MINUTE: '100000', ...settings },
    stdio: ['ignore', out, out],
  })
  const { pid } = child
  if (pid === undefined) throw new Error('The API could not be started')
  const gone = once(child, 'exit') as Promise<[number | null]>
  let ended = false
  void gone.then(() => (ended = true))
  const url = `http://127.0.0.1:${port}`
  await eventually('the API is ready', 180, async () => {
    if (ended) throw new Error(`The API ended before it was ready:\n${await readFile(log, 'utf8')}`)
    return fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  }).catch((fault: unknown) => {
    child.kill('SIGKILL')
    throw fault
  })
  const end = (signal: 'SIGKILL' | 'SIGTERM') => async () => {
    if (!ended) child.kill(signal)
    const [code] = await gone
    return code
  }
  const kill = end('SIGKILL')
  return { pid, url, kill: () => kill().then(() => undefined), stop: end('SIGTERM') }
}

/** Returns a port nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Kills a process and its children at once and waits until none is left, like a power failure of the machine. Linux only. */
export async function killFamily(pid: number): Promise<void> {
  const family = [pid, ...(await childrenOf(pid))]
  for (const one of family) killed(one)
  await eventually('all processes are gone', 60, async () => (await Promise.all(family.map(isAlive))).every((alive) => !alive))
}

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (fault) {
    // Not `instanceof Error`: Jest's `Error` is not the one Node throws.
    if (!(typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === 'ESRCH')) throw fault
  }
}

/** True while there is a process of this id that this one may signal. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Returns the fields after the name in /proc/<pid>/stat: state, parent, … ; null when the process has ended. */
async function statOf(pid: number | string): Promise<string[] | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return line === null ? null : line.slice(line.lastIndexOf(')') + 2).split(' ')
}

/** Returns the CPU seconds of a process until now, those of its ended children included; 0 once it has ended. Linux only. */
export async function cpuSecondsOf(pid: number): Promise<number> {
  const ticks = (await statOf(pid))?.slice(11, 15) ?? []
  // Linux counts in hundredths of a second, whatever the kernel's own clock.
  return ticks.reduce((sum, one) => sum + Number(one), 0) / 100
}

const isAlive = async (pid: number) => !['Z', 'X', undefined].includes((await statOf(pid))?.at(0))

export async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const parents = await Promise.all(pids.map(async (pid) => [Number(pid), Number((await statOf(pid))?.[1])] as const))
  return parents.filter(([, of]) => of === parent).map(([pid]) => pid)
}
