import type { Endpoint } from '@doorstep/contract/endpoints'
import { accountRoutes } from '../../account/routes'
import { unreadMessages } from '../../messages/api'
import { testApp, type TestApp } from '../../testing/app/app'
import { aDistrict, type District } from '../../testing/district'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { withPrecheck } from '../context/call'
import { problem } from '../process/problem'

let app: TestApp
let place: District
let resident: SignedIn

beforeAll(async () => {
  app = await testApp()
  place = await aDistrict(app.db)
})
beforeEach(async () => {
  resident = await signedIn(place, 'resident', { building: null })
})
afterAll(() => app.close())

const bind = (key: string | null, building = 0) =>
  app.call(resident, 'POST /v1/homes', { key, body: { buildingCode: place.grids[0].buildings[building === 0 ? 0 : 1].code } })
const homes = async () => (await app.does(resident, 'GET /v1/session')).homes

test('a retry with the same key gets the first answer and nothing happens twice', async () => {
  const first = await bind('key-00000001')
  const second = await bind('key-00000001')
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.body).toEqual(first.body)
  expect(await homes()).toHaveLength(1)
})

test('eight taps at once do the work once, and all get its answer', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => bind('key-00000002')))
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  expect(await homes()).toHaveLength(1)
})

test('a tap whose check refuses what an earlier one did gets the first answer', async () => {
  let done = false
  const room = accountRoutes({ unreadMessages })
  const add = room.handlers['POST /v1/homes']
  if (typeof add !== 'function') throw new Error('POST /v1/homes is a handler in one part')
  const once = withPrecheck<Endpoint>(
    () => (done ? Promise.reject(problem('notFound')) : Promise.resolve()),
    async (call) => {
      const adding = add(call)
      await adding
      done = true
      return adding
    },
  )
  // Two turns at the database: every tap reads its session before the first of them is done, the later ones check after it.
  const narrow = await testApp({
    settings: { DATABASE_POOL: '2' },
    rooms: [{ ...room, handlers: { ...room.handlers, 'POST /v1/homes': once } }],
  })
  try {
    const district = await aDistrict(narrow.db)
    const she = await signedIn(district, 'resident', { building: null })
    const body = { buildingCode: district.grids[0].buildings[0].code }
    const tap = () => narrow.call(she, 'POST /v1/homes', { key: 'key-00000007', body })
    const answers = await Promise.all(Array.from({ length: 8 }, tap))
    expect(answers.map(({ problem: refused }) => refused?.code)).toEqual(answers.map(() => undefined))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  } finally {
    await narrow.close()
  }
})

test('the same key for something else is refused', async () => {
  await bind('key-00000003')
  expect((await bind('key-00000003', 1)).problem).toMatchObject({ status: 422, code: 'keyReused' })
  const elsewhere = await app.call(resident, 'PUT /v1/account', { key: 'key-00000003', body: { name: '王阿姨' } })
  expect(elsewhere.problem).toMatchObject({ code: 'keyReused' })
})

test('keys are each account’s own', async () => {
  await bind('key-00000004')
  const other = await signedIn(place, 'resident', { building: null })
  const answer = await app.call(other, 'POST /v1/homes', {
    key: 'key-00000004',
    body: { buildingCode: place.grids[1].buildings[0].code },
  })
  expect(answer.status).toBe(201)
})

test('a POST without a key, or with one that is no key, is refused', async () => {
  expect((await bind(null)).problem).toMatchObject({ code: 'keyNeeded' })
  expect((await bind('short')).problem).toMatchObject({ code: 'badInput', errors: [{ path: 'Idempotency-Key' }] })
  expect(await homes()).toHaveLength(0)
})

test('a refusal is not remembered: put right, the same key works', async () => {
  const sent = { key: 'key-00000005', body: { buildingCode: 'NOWHERE' } }
  expect((await app.call(resident, 'POST /v1/homes', sent)).problem).toMatchObject({ code: 'notFound' })
  expect((await bind('key-00000005')).status).toBe(201)
})

test('the first answer rests sealed', async () => {
  await bind('key-00000006')
  const row = await app.db
    .selectFrom('idempotency')
    .select('reply')
    .where('district_id', '=', place.id)
    .where('account_id', '=', resident.accountId)
    .executeTakeFirstOrThrow()
  expect(row.reply).toMatch(/^k1\./)
})
