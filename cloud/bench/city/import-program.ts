import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import * as v from 'valibot'
import { bundleProgram, type Program } from '../../testing/app/api-process'

const Usage = v.object({ cpuSeconds: v.number(), megabytes: v.number() })
export type Used = v.InferOutput<typeof Usage> & { seconds: number }

/** Loaded into the program before it: writes what the process has used to the fourth descriptor when it ends. */
const meter = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs'
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    writeSync(3, JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }))
  })`)}`

export const bundleImport = () => bundleProgram('import', 'cloud/import/main.ts')

/** Runs `npm run import` in a process of its own; returns what it used, without the database's part. Throws when it refuses. */
export async function runImport({ file }: Program, settings: Record<string, string>, args: readonly string[]): Promise<Used> {
  const begun = performance.now()
  const child = spawn(process.execPath, ['--import', meter, '--enable-source-maps', file, ...args], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const heard = child.stdio.map((stream) => (stream instanceof Readable ? text(stream) : Promise.resolve('')))
  const [[, said, complained, used = ''], code] = await Promise.all([Promise.all(heard), ended])
  if (code !== 0) throw new Error(`The import ended with ${code}:\n${said}${complained}`)
  return { ...v.parse(Usage, JSON.parse(used)), seconds: (performance.now() - begun) / 1000 }
}
