import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { handOver } from '../../duty/api'
import { endToldAsStaff } from '../../notifications/api'
import { inTransaction } from '../../platform/database/database'
import { endStanding } from '../../platform/database/staff'
import { wav } from '../../platform/files/sound-samples'
import { testApp, type Caller, type TestApp } from '../app/app'
import { testDatabase } from '../database/database'
import { aDistrict, type District } from '../district'
import { signedIn, type SignedIn } from '../people/signed-in'
import { aVenue } from '../worlds/venues'

/** What ends with a role or a session, in every process: links, sockets, and what one was told as staff. */
let here: TestApp
let there: TestApp
let district: District
const closers: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  const database = await testDatabase()
  here = await testApp({ database })
  there = await testApp({ database, clock: here.clock, settings: { DATA_KEY: Buffer.alloc(32, 7).toString('base64') } })
  district = await aDistrict(here.db)
  await aVenue(district)
  closers.push(
    () => database.close(),
    () => here.close(),
    () => there.close(),
  )
  await there.server.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** Opens a socket at the other process; `closed` resolves with its close code. */
async function listening(who: Caller): Promise<{ closed: Promise<number> }> {
  const { ticket } = await there.does(who, 'POST /v1/live-tickets')
  const { port } = there.server.server.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`)
  await once(socket, 'open')
  const ready = once(socket, 'message')
  socket.send(JSON.stringify({ ticket }))
  await ready
  const closed = once(socket, 'close', { signal: AbortSignal.timeout(30_000) }).then(([code]) => code as number)
  return { closed }
}

const retireRoles = (staff: string) =>
  here.db
    .updateTable('staff_role')
    .set({ retired_at: here.clock.now() })
    .where('district_id', '=', district.id)
    .where('staff_code', '=', staff)
    .execute()
const revoke = (who: SignedIn) =>
  here.db
    .updateTable('session')
    .set({ revoked_at: here.clock.now() })
    .where('district_id', '=', district.id)
    .where('id', '=', who.actor.sessionId)
    .execute()
const statusOf = async (url: string) => (await here.server.inject({ url })).statusCode

/** Returns a print link and the link of a photo or voice note, as a grid member is given them. */
async function linksOf(member: SignedIn): Promise<string[]> {
  const resident = await signedIn(district, 'resident')
  const { id: fileId } = (await here.upload(resident, wav(1), 'a.wav', 'audio/wav')).body
  const { id } = await here.does(resident, 'POST /v1/conversations', { body: { gridCode: district.grids[0].code } })
  const body = { kind: 'voice' as const, clientId: randomUUID(), fileId }
  await here.does(resident, 'POST /v1/conversations/{id}/messages', { params: { id }, body })
  const { rows } = await here.does(member, 'GET /v1/conversations/{id}/messages', { params: { id } })
  const file = rows.flatMap((row) => row.file?.url ?? [])
  const print = await here.does(member, 'POST /v1/staff/venues/{code}/prints', { params: { code: 'V1' }, body: { what: 'sheet' } })
  return [...file, print.url]
}

test.each([
  ['the session is revoked', (member: SignedIn) => revoke(member)],
  ['a role is removed', () => retireRoles('M1')],
  [
    'the staff member is retired',
    () => here.db.updateTable('staff').set({ retired_at: here.clock.now(), account_id: null }).where('code', '=', 'M1').execute(),
  ],
])('links issued to staff end when %s', async (_when, end) => {
  const member = await signedIn(district, 'gridMember')
  const links = await linksOf(member)
  expect(links).toHaveLength(2)
  for (const link of links) expect(await statusOf(link)).toBe(200)
  for (const link of links) expect(await statusOf(link.replace(/&s=[^&]+/, ''))).toBe(404)
  await end(member)
  for (const link of links) expect(await statusOf(link)).toBe(410)
})

test('the links of a secretary end when another branch is theirs, also in the same area', async () => {
  const secretary = await signedIn(district, 'branchSecretary')
  const sent = { params: { code: 'V1' }, body: { what: 'sheet' as const } }
  const { url } = await here.does(secretary, 'POST /v1/staff/venues/{code}/prints', sent)
  expect(await statusOf(url)).toBe(200)
  await here.db.updateTable('staff_role').set({ branch_code: 'B2' }).where('staff_code', '=', 'BS1').execute()
  expect(await statusOf(url)).toBe(410)
})

test('a resident’s own link ends by time alone', async () => {
  const resident = await signedIn(district, 'resident')
  const { url } = (await here.upload(resident, wav(1), 'a.wav', 'audio/wav')).body
  expect(url).not.toContain('&s=')
  await revoke(resident)
  expect(await statusOf(url)).toBe(200)
})

test('sockets close in every process as soon as the roles end, and not when that is rolled back', async () => {
  const [member, deputy, neighbour] = [
    await signedIn(district, 'gridMember'),
    await signedIn(district, 'gridTeam'),
    await signedIn(district, { staff: 'M2' }),
  ]
  const ending = [(await listening(member)).closed, (await listening(deputy)).closed]
  let closed = false
  const { closed: other } = await listening(neighbour)
  void other.then(
    () => (closed = true),
    () => undefined,
  )
  const failing = inTransaction(here.db, async (tx) => {
    await endStanding(tx, district.id, ['M2'])
    throw new Error('rolled back')
  })
  await expect(failing).rejects.toThrow('rolled back')
  const [grid] = district.grids
  await inTransaction(here.db, (tx) =>
    handOver(tx, { districtId: district.id, gridCode: grid.code, toStaff: grid.deputy, reason: '轮岗', now: here.clock.now() }),
  )
  expect(await Promise.all(ending)).toEqual([4401, 4401])
  expect(closed).toBe(false)
  await inTransaction(here.db, (tx) => endStanding(tx, district.id, ['M2']))
  expect(await other).toBe(4401)
})

test('what one was told as staff is not shown once the role has ended, what one was told as a resident is', async () => {
  const member = await signedIn(district, 'gridMember')
  const resident = await signedIn(district, 'resident')
  const body = { kind: 'help' as const, categoryCode: 'LIGHT', text: '楼道灯坏了三天' }
  await here.does(resident, 'POST /v1/requests', { body })
  const own = await here.does(member, 'POST /v1/requests', { body: { ...body, buildingCode: district.grids[1].buildings[0].code } })
  await here.does(await signedIn(district, { staff: 'M2' }), 'POST /v1/requests/{id}/accept', { params: { id: own.id }, body: {} })
  await here.jobs.runDue()
  const inbox = async () => {
    const { rows, unread } = await here.does(member, 'GET /v1/inbox')
    expect((await here.does(member, 'GET /v1/session')).unread.inbox).toBe(unread)
    return { titles: rows.map(({ title }) => title), unread }
  }
  expect(await inbox()).toEqual({ titles: ['诉求已受理', '新诉求等您受理'], unread: 2 })
  await inTransaction(here.db, (tx) => endToldAsStaff(tx, district.id, ['M1'], here.clock.now()))
  expect(await inbox()).toEqual({ titles: ['诉求已受理'], unread: 1 })
  await here.db.updateTable('inbox_item').set({ ended_at: null }).execute()
  await retireRoles('M1')
  expect(await inbox()).toEqual({ titles: ['诉求已受理'], unread: 1 })
  // An earlier version did not store for which staff member it was.
  await here.db.updateTable('inbox_item').set({ staff_code: null }).execute()
  expect(await inbox()).toEqual({ titles: ['诉求已受理'], unread: 1 })
})
