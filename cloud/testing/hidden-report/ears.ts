import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocket } from 'ws'
import type { TestApp } from '../app/app'
import type { Database } from '../../platform/database/database'
import type { District } from '../district'
import type { SignedIn } from '../people/signed-in'

/** What everybody's sockets hear. */
interface Ears {
  /** Hints each person's socket heard, with the title of the step. */
  hints: ReadonlyMap<string, readonly string[]>
  /** Waits until every hint of a step was sent and heard. */
  hear: (title: string) => Promise<void>
  close: () => void
}

interface Listened {
  app: TestApp
  database: Database
  district: District
  people: ReadonlyMap<string, SignedIn>
}

/** The venue of every mark begins with it. */
const markName = 'mark-'

/** Opens a socket for each person and collects what they hear, step by step. The server begins to listen. */
export async function earsOf({ app, database, district, people }: Listened): Promise<Ears> {
  const sent = jest.spyOn(database.pool, 'query')
  await app.server.listen({ host: '127.0.0.1', port: 0 })
  const sockets = new Map<string, Listener>()
  for (const [name, person] of people) sockets.set(name, await listen(app, person))
  const hints = new Map<string, string[]>([...people.keys()].map((name) => [name, []]))
  let steps = 0
  /** A mark is sent after the last hint and comes after it. */
  const hear = async (title: string) => {
    // Hints leave within 10 ms of their commit; a later timer of the same process runs after theirs.
    await new Promise((resolve) => setTimeout(resolve, 20))
    for (let seen = -1; seen < sent.mock.results.length;) {
      seen = sent.mock.results.length
      await Promise.all(sent.mock.results.map(({ value }) => value as unknown))
    }
    steps += 1
    const to = [...people.values()].map(({ accountId }) => `a:${accountId}`)
    const what = { what: 'queue', venue: `${markName}${steps}` }
    await database.pool.query('select pg_notify($1, $2)', ['doorstep_hint', JSON.stringify([{ d: district.id, to, what }])])
    for (const [name, person] of people) {
      const socket = sockets.get(name)
      if (socket === undefined) continue
      const texts = await socket.until(JSON.stringify(what))
      // The hints of one act leave together, in no fixed order.
      for (const text of [...new Set(texts)].sort()) hints.get(name)?.push(`${title}: ${text}`)
      // Whoever's roles changed is asked to connect again.
      if (socket.isClosed()) sockets.set(name, await listen(app, person))
    }
  }
  return {
    hints,
    hear,
    close() {
      for (const { close } of sockets.values()) close()
      sent.mockRestore()
    },
  }
}

interface Listener {
  /** Returns what was heard since the last call, once `mark` was heard or the connection was closed. */
  until: (mark: string) => Promise<string[]>
  isClosed: () => boolean
  close: () => void
}

async function listen(app: TestApp, who: SignedIn): Promise<Listener> {
  const { ticket } = await app.does(who, 'POST /v1/live-tickets')
  const { port } = app.server.server.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`)
  const heard: string[] = []
  socket.on('message', (data: Buffer) => heard.push(data.toString('utf8')))
  const closed = once(socket, 'close').then(([code]) => heard.push(`closed ${String(code)}`))
  const isClosed = () => heard.some((text) => text.startsWith('closed ')) || socket.readyState === socket.CLOSED
  const until = async (mark: string) => {
    while (!heard.includes(mark) && !isClosed())
      await Promise.race([closed, once(socket, 'message', { signal: AbortSignal.timeout(30_000) })])
    // Whoever had to connect again may hear the mark of the step before, too.
    return heard.splice(0).filter((text) => text !== mark && !text.includes(markName))
  }
  await once(socket, 'open')
  socket.send(JSON.stringify({ ticket }))
  await until(JSON.stringify({ what: 'ready' }))
  return { until, isClosed, close: () => socket.terminate() }
}
