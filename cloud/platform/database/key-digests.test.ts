import { randomUUID } from 'node:crypto'
import { roomDigests } from '../../rooms'
import { testApp, type TestApp } from '../../testing/app/app'
import { bookingWorld, type BookingWorld, nextOf } from '../../bookings/testing/bookings'
import { aDistrict, type District } from '../../testing/district'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { hashOf } from '../http/idempotency'
import { bareDigest, hashToken } from '../process/crypto'
import { uuidv7 } from '../process/ids'
import { keyStoredDigests } from './key-digests'

let app: TestApp
let district: District
let resident: SignedIn
beforeEach(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
  resident = await signedIn(district, 'resident')
})
afterEach(() => app.close())

const requestDigests = async () =>
  (await app.db.selectFrom('idempotency').where('district_id', '=', district.id).select('body_hash').execute()).map((row) => row.body_hash)
const codeDigests = async () =>
  (await app.db.selectFrom('invitation').where('district_id', '=', district.id).select('code_hash').execute()).map((row) => row.code_hash)

test('a stored request is not found by trying rooms, nor an invitation by trying codes', async () => {
  const buildingCode = district.grids[0].buildings[0].code
  await app.does(resident, 'POST /v1/homes', { body: { buildingCode, unit: '2 单元', room: '401' } })
  const { code } = await app.does(await signedIn(district, 'streetAdmin'), 'POST /v1/staff/{code}/invitations', { params: { code: 'M1' } })
  const stored = [...(await requestDigests()), ...(await codeDigests())]
  expect(stored).toHaveLength(3)
  const tried = Array.from({ length: 500 }, (_, room) => ({ buildingCode, unit: '2 单元', room: String(room) }))
  const guesses = new Set([...tried.map((body) => hashOf(undefined, undefined, body, undefined)), hashToken(code)])
  for (const digest of stored) {
    expect(digest).not.toMatch(bareDigest)
    expect(guesses.has(digest)).toBe(false)
  }
})

/** Stores what an earlier version would have: a remembered request and an invitation, each with a bare digest. */
async function asBefore(name: string, code: string): Promise<string> {
  const key = randomUUID()
  await app.does(resident, 'PUT /v1/account', { key, body: { name } })
  await app.db
    .updateTable('idempotency')
    .set({ body_hash: hashOf(undefined, undefined, { name }, undefined) })
    .where('key', '=', key)
    .execute()
  await app.db
    .insertInto('invitation')
    .values({
      district_id: district.id,
      id: uuidv7(),
      staff_code: 'M1',
      code_hash: hashToken(code),
      created_at: app.clock.now(),
      expires_at: new Date(app.clock.now().getTime() + 86_400_000),
    })
    .execute()
  return key
}

test.each([
  ['before they are keyed', false],
  ['after', true],
])('digests of an earlier version work on: %s', async (_when, keyed) => {
  const key = await asBefore('王阿姨', 'ABCDEFGH23')
  if (keyed) {
    await keyStoredDigests(app.db, app.deps.keys, roomDigests)
    await keyStoredDigests(app.db, app.deps.keys, roomDigests)
  }
  for (const digest of [...(await requestDigests()), ...(await codeDigests())]) expect(bareDigest.test(digest)).toBe(!keyed)
  expect((await app.call(resident, 'PUT /v1/account', { key, body: { name: '王阿姨' } })).status).toBe(200)
  expect((await app.call(resident, 'PUT /v1/account', { key, body: { name: '别人' } })).problem?.code).toBe('keyReused')
  expect((await app.does(resident, 'POST /v1/staff-bindings', { body: { code: 'abcde-fgh23' } })).staff?.code).toBe('M1')
})

/** Stores a booking as 0.2.0 did: a person by name with spaces taken away and phone, whoever booked. */
async function bookedAsBefore(world: BookingWorld, booking: { id: string }, name: string, phone: string): Promise<void> {
  const person = `o.${world.app.deps.keys.blind(JSON.stringify([name, phone]), 'booking.person')}`
  await world.app.db
    .insertInto('booker')
    .values({ district_id: world.district.id, person })
    .onConflict((on) => on.doNothing())
    .execute()
  await world.app.db.updateTable('booking').set({ person }).where('id', '=', booking.id).execute()
}

describe('people of bookings', () => {
  const him = { name: '买买提•艾力', phone: '13800000001', relation: '邻居', consent: { how: 'inPerson' as const } }
  let world: BookingWorld
  beforeAll(async () => {
    world = await bookingWorld()
  })
  afterAll(() => world.app.close())
  beforeEach(() => world.fresh())
  const start = () => keyStoredDigests(world.app.db, world.app.deps.keys, roomDigests)
  const people = async () =>
    (await world.app.db.selectFrom('booking').select('person').orderBy('created_at').execute()).map(({ person }) => person)

  test('what 0.2.0 booked for somebody counts as theirs, with any dot', async () => {
    const she = await world.resident()
    const slotId = await world.slot('2026-11-24 09:00', { capacity: 9 })
    const booked = await world.books(she, slotId, { forOther: true, onBehalf: him })
    await bookedAsBefore(world, booked, him.name, him.phone)
    await start()
    const { id: holdId } = await world.app.does(she, 'POST /v1/holds', { body: { slotId, forOther: true } })
    const onBehalf = { ...him, name: '买买提艾力', phone: '+86 138 0000 0001' }
    const { problem } = await world.app.call(she, 'POST /v1/bookings', { body: { holdId, onBehalf } })
    expect([problem?.code, nextOf(problem)[0]?.id]).toEqual(['alreadyBooked', booked.id])
    expect(await world.app.db.selectFrom('booker').where('person', 'like', 'o.%').selectAll().execute()).toEqual([])
  })

  test('of two open bookings that turn out to be one person’s in one slot both stay, and a cancelled one is in nobody’s way', async () => {
    const she = await world.resident()
    const slotId = await world.slot('2026-11-24 09:00', { capacity: 9 })
    const [cancelled, dotted] = [
      await world.books(she, slotId, { forOther: true, onBehalf: him }),
      await world.resident().then((he) => world.books(he, slotId, { forOther: true, onBehalf: him })),
    ]
    await world.cancels(she, cancelled)
    const again = await world.books(she, slotId, { forOther: true, onBehalf: him })
    const other = await world.books(she, slotId, { forOther: true, onBehalf: { ...him, name: '别人' } })
    for (const one of [cancelled, again]) await bookedAsBefore(world, one, him.name, him.phone)
    await bookedAsBefore(world, other, '买买提艾力', him.phone)
    const sealed = world.app.deps.keys.seal(JSON.stringify({ name: '买买提艾力', phone: him.phone, relation: '邻居' }), 'booking.for')
    await world.app.db.updateTable('booking').set({ for_sealed: sealed }).where('id', '=', other.id).execute()
    await start()
    const after = await people()
    expect(after.filter((person) => !person.startsWith('p.'))).toEqual([])
    const personOf = async (id: string) =>
      (await world.app.db.selectFrom('booking').where('id', '=', id).select('person').executeTakeFirstOrThrow()).person
    const hers = [await personOf(cancelled.id), await personOf(again.id), await personOf(other.id)]
    expect(new Set(hers).size).toBe(2)
    expect(hers[0]).toBe([hers[1], hers[2]].find((person) => person === hers[0]))
    expect(await personOf(dotted.id)).not.toBe(hers[0])
    const before = await people()
    await start()
    expect(await people()).toEqual(before)
  })

  test('what does not open keeps its digest under today’s form', async () => {
    const booked = await world.books(await world.resident(), await world.slot('2026-11-24 09:00'), { forOther: true, onBehalf: him })
    await bookedAsBefore(world, booked, him.name, him.phone)
    const [was] = await people()
    await world.app.db.updateTable('booking').set({ for_sealed: 'k1.damaged' }).where('id', '=', booked.id).execute()
    await start()
    expect(await people()).toEqual([was?.replace('o.', 'p.')])
  })
})

test('more than one statement’s worth of digests is keyed, and no other row is touched', async () => {
  await app.db
    .insertInto('idempotency')
    .values(
      Array.from({ length: 2100 }, (_, n) => ({
        district_id: district.id,
        account_id: resident.accountId,
        key: `key-${n}`,
        endpoint: 'POST /v1/homes',
        body_hash: n === 7 ? '' : hashToken(String(n)),
        created_at: app.clock.now(),
      })),
    )
    .execute()
  await keyStoredDigests(app.db, app.deps.keys, roomDigests)
  const digests = await requestDigests()
  expect(digests.filter((digest) => bareDigest.test(digest))).toEqual([])
  expect(digests.filter((digest) => digest === '')).toHaveLength(1)
  expect(new Set(digests).size).toBe(2100)
})
