import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import fastify from 'fastify'
import { eventually } from '../../testing/eventually'
import { testDatabase } from '../../testing/database/database'
import { openBus, type Bus } from './bus'
import type { Signal } from '../context/call'
import type { Database } from '../database/database'

let database: Database
let gate: Gate
let bus: Bus
let heard: Signal[]
let gaps: number
const log = fastify().log

beforeEach(async () => {
  database = await testDatabase()
  gate = await gateTo(database.url)
  bus = await openBus(database.pool, gate.url, log)
  heard = []
  gaps = 0
  bus.subscribe(
    (_district, _to, what) => heard.push(what),
    () => (gaps += 1),
  )
})
afterEach(async () => {
  await bus.close()
  await gate.close()
  await database.close()
})

test('after an outage it listens again, over one connection, and hears each hint once', async () => {
  await gate.shut()
  await eventually('it tried some times', 15, () => Promise.resolve(gate.tries() >= 4))
  gate.open()
  await eventually('it listens again', 15, async () => (await listeners()) > 0)

  bus.publish(990101, ['a:1'], { what: 'inbox' })
  bus.publish(990101, ['a:2'], { what: 'ready' })
  await eventually('both hints are heard', 15, () => Promise.resolve(heard.some(({ what }) => what === 'ready')))
  expect(heard).toEqual([{ what: 'inbox' }, { what: 'ready' }])
  expect(await listeners()).toBe(1)
  // Hints were lost meanwhile: whoever listens is told to read again, once.
  expect(gaps).toBe(1)
}, 60_000)

test.each(['not JSON', '[{"d":990101,"to":["a:1"],"what":{"what":"somethingNewer"}}]'])(
  'a hint it cannot read (%s) is passed over',
  async (payload) => {
    await database.pool.query('select pg_notify($1, $2)', ['doorstep_hint', payload])
    bus.publish(990101, ['a:1'], { what: 'inbox' })
    await eventually('the next hint is heard', 15, () => Promise.resolve(heard.length > 0))
    expect(heard).toEqual([{ what: 'inbox' }])
  },
)

test('a hint to very many is heard by all of them', async () => {
  const told: string[] = []
  bus.subscribe((_district, to) => told.push(...to))
  const everybody = Array.from({ length: 500 }, () => `a:${randomUUID()}`)
  bus.publish(990101, everybody, { what: 'inbox' })
  await eventually('all are told', 15, () => told.length === everybody.length)
  expect(told).toEqual(everybody)
})

async function listeners(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*) from pg_stat_activity where application_name = 'doorstep-bus' and datname = current_database()`,
  )
  return rows[0]?.count ?? 0
}

interface Gate {
  /** URL of the database, through the proxy. */
  url: string
  /** Number of connections refused while the proxy was closed. */
  tries: () => number
  shut: () => Promise<void>
  open: () => void
  close: () => Promise<unknown>
}

/** Starts a proxy to the database that can be closed: open connections then break, and new ones are refused. */
async function gateTo(url: string): Promise<Gate> {
  const behind = new URL(url)
  const folder = behind.searchParams.get('host')
  const target = folder === null ? { host: behind.hostname, port: Number(behind.port || 5432) } : { path: `${folder}/.s.PGSQL.5432` }
  const sockets = new Set<Socket>()
  let [isOpen, refused] = [true, 0]
  const server: Server = createServer((near) => {
    sockets.add(near)
    near.on('error', () => near.destroy())
    if (!isOpen) {
      refused += 1
      near.destroy()
      return
    }
    const far = connect(target)
    far.on('error', () => near.destroy())
    near.on('close', () => far.destroy())
    near.pipe(far).pipe(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  behind.searchParams.delete('host')
  behind.hostname = '127.0.0.1'
  behind.port = String((server.address() as AddressInfo).port)
  return {
    url: behind.href,
    tries: () => refused,
    shut: async () => {
      isOpen = false
      const gone = [...sockets].filter((socket) => !socket.destroyed).map((socket) => once(socket, 'close'))
      for (const socket of sockets) socket.destroy()
      await Promise.all(gone)
    },
    open: () => (isOpen = true),
    close: () => new Promise((closed) => server.close(closed)),
  }
}
