import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Hint } from '@doorstep/contract/messages'
import * as v from 'valibot'
import { WebSocket } from 'ws'
import { testApp, type Caller, type TestApp } from '../testing/app/app'
import { testDatabase } from '../testing/database/database'
import { aDistrict, type District } from '../testing/district'
import { signedIn } from '../testing/people/signed-in'

let here: TestApp
let there: TestApp
let place: District
const closers: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const database = await testDatabase()
  here = await testApp({ database })
  there = await testApp({ database, clock: here.clock })
  place = await aDistrict(here.db)
  closers.push(
    () => there.close(),
    () => here.close(),
    () => database.close(),
  )
  await there.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  for (const close of closers) await close()
})

/** A socket at the other process; `heard` resolves when a matching hint arrived. */
async function listening(who: Caller) {
  const { ticket } = await there.does(who, 'POST /v1/live-tickets')
  const { port } = there.server.server.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`)
  const hints: Hint[] = []
  socket.on('message', (data: Buffer) => hints.push(v.parse(Hint, JSON.parse(data.toString('utf8')))))
  await once(socket, 'open')
  socket.send(JSON.stringify({ ticket }))
  const heard = async (wanted: (hint: Hint) => boolean) => {
    const deadline = AbortSignal.timeout(5000)
    while (!hints.some(wanted)) await once(socket, 'message', { signal: deadline })
  }
  await heard(({ what }) => what === 'ready')
  return { hints, heard, ticket, close: () => socket.terminate() }
}

test('two processes on one database serve the same conversation live, and the stranger hears nothing', async () => {
  const gridCode = place.grids[0].code
  const resident = await signedIn(place, 'resident')
  const member = await signedIn(place, 'gridMember')
  const stranger = await signedIn(place, { staff: 'M2' })
  const { id } = await here.does(resident, 'POST /v1/conversations', { body: { gridCode } })
  const [team, own, other] = [await listening(member), await listening(resident), await listening(stranger)]

  for (let n = 1; n <= 10; n += 1) {
    await here.does(resident, 'POST /v1/conversations/{id}/messages', {
      params: { id },
      body: { clientId: `01900000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`, kind: 'text', text: `${n}` },
    })
  }
  const last = (hint: Hint) => hint.what === 'conversation' && hint.id === id && hint.seq === 10
  await Promise.all([team.heard(last), own.heard(last)])
  const { rows } = await there.does(member, 'GET /v1/conversations/{id}/messages', { params: { id }, query: { after: '0' } })
  expect(rows.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])
  // A hint contains what to read again, never the content.
  expect(team.hints.flatMap((hint) => Object.keys(hint)).filter((key) => !['what', 'id', 'seq'].includes(key))).toEqual([])

  // The other resident's own hint comes after all the others, so what has not arrived by then was not sent.
  const { id: elsewhere } = await here.does(resident, 'POST /v1/conversations', { body: { gridCode: place.grids[1].code } })
  await here.does(resident, 'POST /v1/conversations/{id}/messages', {
    params: { id: elsewhere },
    body: { clientId: '01900000-0000-7000-8000-000000000099', kind: 'text', text: '另一个网格' },
  })
  await other.heard((hint) => hint.what === 'conversation' && hint.id === elsewhere)
  expect(other.hints.filter((hint) => hint.what === 'conversation' && hint.id === id)).toEqual([])
  for (const socket of [team, own, other]) socket.close()
})

test('a ticket opens one socket, and not after a minute', async () => {
  const resident = await signedIn(place, 'resident')
  const { port } = there.server.server.address() as AddressInfo
  const refused = async (ticket: string) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`)
    await once(socket, 'open')
    socket.send(JSON.stringify({ ticket }))
    const [code] = (await once(socket, 'close')) as [number]
    return code
  }
  const used = await listening(resident)
  expect(await refused(used.ticket)).toBe(4401)
  used.close()
  const { ticket } = await here.does(resident, 'POST /v1/live-tickets')
  here.clock.advance({ seconds: 61 })
  expect(await refused(ticket)).toBe(4401)
})
