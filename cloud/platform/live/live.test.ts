import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket } from 'ws'
import { testApp, type TestApp } from '../../testing/app/app'
import { testDatabase } from '../../testing/database/database'
import { aDistrict, type District } from '../../testing/district'
import { eventually } from '../../testing/eventually'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { aVenue } from '../../testing/worlds/venues'
import type { Database } from '../database/database'
import { uuidv7 } from '../process/ids'

let database: Database
let here: TestApp
let there: TestApp
let place: District

beforeAll(async () => {
  database = await testDatabase()
  here = await testApp({ database })
  there = await testApp({ database, clock: here.clock })
  place = await aDistrict(here.db)
  for (const { server } of [here, there]) await server.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await here.close()
  await there.close()
  await database.close()
})

const ticketOf = async (who: SignedIn) => (await here.does(who, 'POST /v1/live-tickets')).ticket

/** Opens a socket over the network that has sent nothing yet. */
async function connect(app: TestApp): Promise<WebSocket> {
  const { port } = app.server.server.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`)
  await once(socket, 'open')
  return socket
}

/** Opens a socket that has sent its ticket, and collects the hints it receives. */
async function listen(app: TestApp, ticket: string): Promise<{ socket: WebSocket; heard: Record<string, unknown>[] }> {
  const heard: Record<string, unknown>[] = []
  const socket = await connect(app)
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString('utf8')) as Record<string, unknown>))
  socket.send(JSON.stringify({ ticket }))
  return { socket, heard }
}

/** Waits until the condition holds, at most five seconds. */
async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('It did not happen within 5 s')
    await new Promise((next) => setImmediate(next))
  }
}

const isReady = ({ heard }: { heard: Record<string, unknown>[] }) => heard.some(({ what }) => what === 'ready')

test('a message written through one process is heard on sockets of the other, by the resident and by her grid’s team', async () => {
  const resident = await signedIn(place, 'resident')
  const member = await signedIn(place, 'gridMember')
  const stranger = await signedIn(place, { staff: 'M3' })
  const [hers, his, others] = await Promise.all([resident, member, stranger].map(async (who) => listen(there, await ticketOf(who))))
  if (!hers || !his || !others) throw new Error('unreachable')
  await until(() => [hers, his, others].every(isReady))

  const { id } = await here.does(resident, 'POST /v1/conversations', { body: { gridCode: place.grids[0].code } })
  await here.does(resident, 'POST /v1/conversations/{id}/messages', {
    params: { id },
    body: { clientId: uuidv7(), kind: 'text', text: '楼道灯坏了' },
  })

  const seen = ({ what, id: of }: Record<string, unknown>) => what === 'conversation' && of === id
  await until(() => his.heard.some(seen))
  expect(JSON.stringify(his.heard)).not.toContain('楼道灯')
  expect(others.heard.some(seen)).toBe(false)
  for (const { socket } of [hers, his, others]) socket.terminate()
})

test('what happens in the queue is heard by those who keep the place, and by nobody else', async () => {
  const venue = await aVenue(place)
  const who = {
    keeper: await signedIn(place, 'gridMember'),
    branch: await signedIn(place, 'branchSecretary'),
    street: await signedIn(place, 'streetAdmin'),
    holder: await signedIn(place, 'resident'),
    farMember: await signedIn(place, { staff: 'M3' }),
    farBranch: await signedIn(place, { staff: 'BS2' }),
    handler: await signedIn(place, { staff: 'H2' }),
    neighbour: await signedIn(place, 'resident'),
  }
  const sockets = await Promise.all(
    Object.entries(who).map(async ([name, one]) => ({ name, ...(await listen(there, await ticketOf(one))) })),
  )
  await until(() => sockets.every(isReady))

  await here.does(who.holder, 'POST /v1/tickets', { body: { token: venue.token, serviceCode: venue.services.walkIn } })
  const hearing = () => sockets.filter(({ heard }) => heard.some(({ what, venue: at }) => what === 'queue' && at === venue.code))
  const expected = ['branch', 'holder', 'keeper', 'street']
  await until(() => hearing().length >= expected.length)
  // Messages already sent to the others arrive before the answer to a ping.
  await Promise.all(
    sockets.map(({ socket }) => {
      const answered = once(socket, 'pong')
      socket.ping()
      return answered
    }),
  )
  expect(
    hearing()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(expected)
  for (const { socket } of sockets) socket.terminate()
})

test.each([
  ['a ticket nobody issued', () => Promise.resolve(`990101.${'x'.repeat(43)}`)],
  ['no ticket at all', () => Promise.resolve('')],
  [
    'a ticket used before',
    async () => {
      const ticket = await ticketOf(await signedIn(place, 'resident'))
      const first = await listen(here, ticket)
      await until(() => isReady(first))
      first.socket.terminate()
      return ticket
    },
  ],
  [
    'a ticket older than a minute',
    async () => {
      const ticket = await ticketOf(await signedIn(place, 'resident'))
      here.clock.advance({ seconds: 61 })
      return ticket
    },
  ],
])('%s closes the socket', async (_, ticket) => {
  const socket = await connect(here)
  const closed = once(socket, 'close')
  socket.send(JSON.stringify({ ticket: await ticket() }))
  expect((await closed)[0]).toBe(4401)
})

test('signing out closes the session’s socket', async () => {
  const resident = await signedIn(place, 'resident')
  const one = await listen(there, await ticketOf(resident))
  await until(() => isReady(one))
  const closed = once(one.socket, 'close')
  await here.does(resident, 'DELETE /v1/session')
  expect((await closed)[0]).toBe(4401)
})

test('a socket that leaves while its ticket is looked up is not kept', async () => {
  const resident = await signedIn(place, 'resident')
  for (let n = 0; n < 10; n += 1) {
    const ticket = await ticketOf(resident)
    const socket = await connect(there)
    const closed = once(socket, 'close')
    socket.send(JSON.stringify({ ticket }), () => socket.terminate())
    await closed
  }
  await eventually(
    'every ticket was taken',
    15,
    async () => (await here.db.selectFrom('live_ticket').select('token_hash').execute()).length === 0,
  )
  await eventually('no socket is kept', 15, async () => /^doorstep_sockets 0$/m.test((await there.server.inject('/metrics')).body))
})

const socketsOf = async ({ server }: TestApp) => Number(/^doorstep_sockets (\d+)$/m.exec((await server.inject('/metrics')).body)?.[1])

test('an account has five sockets at most, also when its device answers no close', async () => {
  const resident = await signedIn(place, 'resident')
  await eventually('the sockets of others are gone', 15, async () => (await socketsOf(there)) === 0)
  const all: WebSocket[] = []
  for (let n = 0; n < 8; n += 1) {
    const one = await listen(there, await ticketOf(resident))
    await until(() => isReady(one))
    // Takes nothing from now on, so it learns of no close.
    one.socket.pause()
    all.push(one.socket)
  }
  await eventually('the oldest are cut off', 15, async () => Promise.resolve(there.server.websocketServer.clients.size === 5))
  await eventually('five are counted', 15, async () => (await socketsOf(there)) === 5)
  for (const socket of all) socket.terminate()
})

test.each(['ping', 'pong', 'send'] as const)('a device that floods its socket (%s) is cut off', async (frame) => {
  const one = await listen(there, await ticketOf(await signedIn(place, 'resident')))
  await until(() => isReady(one))
  const closed = once(one.socket, 'close')
  for (let n = 0; n < 101; n += 1) one.socket[frame]('x')
  expect((await closed)[0]).toBe(1006)
})

test('a socket that was greeted by nobody is cut off by its flood, too', async () => {
  const socket = await connect(there)
  const closed = once(socket, 'close')
  for (let n = 0; n < 101; n += 1) socket.ping()
  expect((await closed)[0]).toBe(1006)
})

test.each(['/healthz', '/metrics', '/v1/areas', '/nowhere'])('no socket is opened at %s', async (path) => {
  const { port } = there.server.server.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`)
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage]
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8'])
})
