import { fork } from 'node:child_process'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import * as v from 'valibot'
import { openScene } from '../faults/scene'
import { settings } from '../platform/process/environment'
import { line, machine, quantile } from './booking-figures'
import type { Target } from './neighbour-calls'
import { flood, floods } from './neighbour-floods'

/** What one resident may wait longer for what another sends. */
const promisedMs = 200
const seconds = 8
/** Milliseconds between two calls of one session: within what a session may call in a minute. */
const paceMs = 110

const Order = v.object({
  name: v.string(),
  target: v.object({ url: v.string(), token: v.string(), gridCode: v.string(), seconds: v.number() }),
})

/** Calls `GET /v1/session` as somebody, again and again; returns how long each call took. */
async function sessionTimes(url: string, token: string, lasting: number): Promise<number[]> {
  const took: number[] = []
  const until = performance.now() + lasting * 1000
  while (performance.now() < until) {
    const begun = performance.now()
    const answer = await fetch(`${url}/v1/session`, { headers: { authorization: `Bearer ${token}` } })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`GET /v1/session answered ${answer.status} to the neighbour`)
    took.push(performance.now() - begun)
    await wait(paceMs)
  }
  return took
}

/** Sends one flood from a process of low priority, whose work is not the API's, while the neighbour calls. */
async function beside(name: string, target: Target, neighbour: string): Promise<number[]> {
  const child = fork(process.argv[1] ?? '', ['flood'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  const ended = once(child, 'exit')
  child.send({ name, target } satisfies v.InferOutput<typeof Order>)
  const took = await sessionTimes(target.url, neighbour, target.seconds)
  await Promise.race([ended, wait(target.seconds * 1000).then(() => child.kill('SIGKILL'))])
  await ended
  return took
}

const ms = (n: number) => n.toFixed(0)
const cells = (took: readonly number[]) => [quantile(took, 0.5), quantile(took, 0.99), Math.max(...took)].map(ms)

/**
 * `npm run bench:neighbours`: measures how long a signed-in resident waits while another sends the worst that is known. Ends with 1 when one
 * call waited longer than promised.
 */
async function bench(only: string | undefined): Promise<void> {
  const asked = floods.filter(({ name }) => only === undefined || name.includes(only))
  for (const { prepare } of asked) await prepare?.()
  const scene = await openScene({ settings: { RATE_PER_MINUTE: settings.RATE_PER_MINUTE.shown } })
  try {
    const { url, residents } = scene
    const [attacker, neighbour] = residents
    if (neighbour === undefined) throw new Error('The samples have only one resident')
    await sessionTimes(url, neighbour.token, 2)
    const quiet = await sessionTimes(url, neighbour.token, seconds)
    const rows = [
      line(['beside', 'p50 ms', 'p99 ms', 'longest ms', 'longer by ms']),
      line(['---', '---:', '---:', '---:', '---:']),
      line(['nobody', ...cells(quiet), '']),
    ]
    let late = 0
    for (const { name } of asked) {
      process.stderr.write(`${name} …\n`)
      const took = await beside(name, { url, token: attacker.token, gridCode: attacker.gridCode, seconds }, neighbour.token)
      const longer = Math.max(...took) - quantile(quiet, 0.5)
      if (longer > promisedMs) late += 1
      rows.push(line([name, ...cells(took), ms(longer)]))
      await wait(1000)
    }
    process.stdout.write(`${rows.join('\n')}\n\n${late} of ${asked.length} above ${promisedMs} ms; ${seconds} s each; ${machine()}.\n`)
    process.exitCode = late === 0 ? 0 : 1
  } finally {
    await scene.close()
  }
}

if (process.argv[2] === 'flood')
  process.once('message', (sent) => {
    const { name, target } = v.parse(Order, sent)
    void flood(name, target)
  })
else await bench(process.argv[2])
