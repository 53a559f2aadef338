import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import * as v from 'valibot'
import { problem, ProblemError } from '../process/problem'
import { repositoryRoot } from '../process/repository-root'
import { type Inspected, type Inspection, Said } from './inspection'

/** Inspects uploads in processes of their own, so that no bytes hold or end the process that answers. */
export interface Inspector {
  /**
   * Cleans one upload. Throws `unavailable` when too many wait or the file took too long, and gives up when `signal` says that the caller has
   * left. A file that ends the inspecting process is refused.
   */
  inspect: (inspection: Inspection, signal: AbortSignal) => Promise<Inspected>
  /** Ends the processes. */
  close: () => Promise<void>
}

export interface InspectorOptions {
  /** Program that a process runs. */
  program?: string
  /** Processes, and so decoded pictures, at a time. */
  processes?: number
  /** Files that may wait for one. */
  waiting?: number
  /** Milliseconds one file may take. */
  timeMs?: number
  /** Files after which a process is replaced. */
  filesEach?: number
  /** Milliseconds after which an unused process ends. */
  idleMs?: number
}

/** Memory of a process: its JavaScript heap (MB), and all it may write to (kB). The largest photo takes about 400 MB. */
const heapMegabytes = 96
const dataKilobytes = 1_200_000

/** Returns the program's path: built with the API, beside it. */
const inspectorProgram = () => join(repositoryRoot(), 'dist', 'cloud', 'inspect.mjs')
export const isInspectorBuilt = () => existsSync(inspectorProgram())

/**
 * Starts a process: with limits on memory, at low priority, and without the API's environment, which holds its secrets. The shell sets the
 * limits that Node cannot set (RLIMIT_DATA, and no core file, which would hold somebody's photo) and becomes the process; Windows has
 * neither. Throws `unavailable` when the machine has no room for another one.
 */
function started(program: string): ChildProcess {
  const command = [process.execPath, `--max-old-space-size=${heapMegabytes}`, program]
  const limited = ['/bin/sh', '-c', 'ulimit -c 0; ulimit -d "$0" 2>/dev/null; exec "$@"', String(dataKilobytes), ...command]
  const [file = '', ...args] = process.platform === 'win32' ? command : limited
  const child = spawned(file, args)
  lowered(child.pid)
  return child
}

type Started = ChildProcess & { pid: number }

function spawned(file: string, args: string[]): Started {
  const full = (fault?: unknown) => new ProblemError('unavailable', { retryAfter: 10 }, fault)
  let child: ChildProcess
  try {
    child = spawn(file, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { MALLOC_ARENA_MAX: '2' } })
  } catch (fault) {
    throw full(fault)
  }
  child.on('error', () => undefined)
  // It will never exit, since it never began.
  if (!hasBegun(child)) throw full()
  return child
}

const hasBegun = (child: ChildProcess): child is Started => child.pid !== undefined

function lowered(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // The process has ended already, which its `exit` reports.
  }
}

interface Worker {
  child: ChildProcess
  files: number
  idle: NodeJS.Timeout | null
}

/** Returns the inspector; a process starts when a file comes and none is free. */
export function fileInspector(options: InspectorOptions = {}): Inspector {
  const { program = inspectorProgram(), processes = 2, waiting = 32, timeMs = 30_000, filesEach = 50, idleMs = 30_000 } = options
  const limit = pLimit(processes)
  const workers = new Set<Worker>()
  const free: Worker[] = []

  function fresh(): Worker {
    const worker: Worker = { child: started(program), files: 0, idle: null }
    workers.add(worker)
    worker.child.once('exit', () => {
      workers.delete(worker)
      take(worker)
    })
    return worker
  }

  /** Takes a process off the free ones. */
  function take(worker: Worker): void {
    const at = free.indexOf(worker)
    if (at !== -1) free.splice(at, 1)
  }

  /** Keeps a process for the next file, or ends it: after many files, and when none comes for a while. */
  function release(worker: Worker): void {
    const { child } = worker
    if (child.killed || !workers.has(worker)) return
    if (worker.files >= filesEach) return void child.kill('SIGKILL')
    worker.idle = setTimeout(() => {
      take(worker)
      child.kill('SIGKILL')
    }, idleMs)
    worker.idle.unref()
    child.unref()
    child.channel?.unref()
    free.push(worker)
  }

  async function inWorker(inspection: Inspection, signal: AbortSignal): Promise<Inspected> {
    if (signal.aborted) throw problem('badInput')
    const worker = free.pop() ?? fresh()
    if (worker.idle !== null) clearTimeout(worker.idle)
    worker.child.ref()
    worker.child.channel?.ref()
    worker.files += 1
    try {
      return await answered(worker.child, inspection, { signal, timeMs })
    } finally {
      release(worker)
    }
  }

  return {
    async inspect(inspection, signal) {
      if (limit.activeCount + limit.pendingCount >= processes + waiting) throw problem('unavailable', { retryAfter: 10 })
      return await limit(() => inWorker(inspection, signal))
    },
    async close() {
      const ends = [...workers].map(({ child }) => new Promise((ended) => child.once('exit', ended)))
      for (const { child } of workers) child.kill('SIGKILL')
      await Promise.all(ends)
    },
  }
}

/** Sends one file to a process and waits for its answer; ends the process when it takes too long or the caller has left. */
function answered(child: ChildProcess, inspection: Inspection, { signal, timeMs }: { signal: AbortSignal; timeMs: number }) {
  return new Promise<Inspected>((resolve, reject) => {
    const gives = (settle: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', left)
      child.off('message', hears).off('exit', ends)
      settle()
    }
    const stops = (refusal: Error) =>
      gives(() => {
        child.kill('SIGKILL')
        reject(refusal)
      })
    const timer = setTimeout(() => stops(problem('unavailable', { retryAfter: 60 })), timeMs)
    const left = () => stops(problem('badInput'))
    const hears = (message: unknown) => {
      const { success, output: said } = v.safeParse(Said, message)
      if (!success) stops(problem('fileRefused'))
      else if (said.kind === 'failed') gives(() => reject(Object.assign(new Error('A file could not be inspected'), { code: said.code })))
      else gives(() => resolve(said))
    }
    // Out of memory, or broken by the file.
    const ends = () => gives(() => resolve({ kind: 'refused', code: 'fileRefused' }))
    signal.addEventListener('abort', left)
    child.once('message', hears).once('exit', ends)
    child.send(inspection, () => undefined)
  })
}
