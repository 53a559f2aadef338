import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { ApiProcess } from '../../testing/app/api-process'

/** Longer than /metrics keeps its text (cloud/platform/http/metrics.ts). */
const metricsMs = 1100

/** Sends a GET and returns how many milliseconds the answer took. Throws on any answer but 200. */
export async function timed({ url }: ApiProcess, path: string): Promise<number> {
  const sent = performance.now()
  const answer = await fetch(`${url}${path}`)
  const body = await answer.text()
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${body}`)
  return performance.now() - sent
}

/** Does some work and returns the longest stall of the API's event loop meanwhile, in milliseconds, as /metrics tells it. */
export async function longestStall(api: ApiProcess, work: () => Promise<unknown>): Promise<number> {
  await stallSinceAsked(api)
  await work()
  await wait(metricsMs)
  return stallSinceAsked(api)
}

async function stallSinceAsked({ url }: ApiProcess): Promise<number> {
  await wait(metricsMs)
  const text = await (await fetch(`${url}/metrics`)).text()
  const seconds = /^doorstep_nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1]
  if (seconds === undefined) throw new Error('/metrics says nothing of the event loop')
  return Number(seconds) * 1000
}

/** Returns the most memory a process has had, in megabytes. Linux only. */
export async function peakMegabytes({ pid }: ApiProcess): Promise<number> {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]
  if (kilobytes === undefined) throw new Error('The process has no memory figure')
  return Number(kilobytes) / 1024
}
