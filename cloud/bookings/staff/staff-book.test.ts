import type { Sent } from '@doorstep/contract/endpoints'
import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import { counter, type Counter } from '../testing/staff'

let here: Counter
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())
beforeEach(() => here.app.clock.set('2026-11-23T01:00:00.000Z'))

type Form = Sent<(typeof bookingEndpoints.table)['POST /v1/staff/bookings']>['body']
const granny = { name: '李奶奶', phone: '13800001111', consent: 'byPhone' as const }
const tries = async (form: Partial<Form> & { slotId: string }, who = here.member) =>
  (await here.app.call(who, 'POST /v1/staff/bookings', { body: { ...granny, ...form } })).problem?.code ?? null
const books = (form: Partial<Form> & { slotId: string }) =>
  here.app.does(here.member, 'POST /v1/staff/bookings', { body: { ...granny, ...form } })

test('whoever called is booked by name, with how they agreed; lead time and limits do not bind the counter', async () => {
  await here.rules(here.venue.services.slot, { leadMinutes: 2880, horizonDays: 1, limits: { day: 1, week: 1, month: 1 }, maxSeats: 1 })
  const first = await books({ slotId: await here.slot('2026-11-24 09:00'), note: '腿脚不便' })
  expect(first).toMatchObject({
    state: 'booked',
    name: '李奶奶',
    phone: '13800001111',
    byStaff: true,
    exempt: true,
    note: '腿脚不便',
    as: ['counter'],
  })
  expect(first.events).toEqual([expect.objectContaining({ did: 'book', by: '李明1', text: '本人电话同意' })])
  expect(await tries({ slotId: await here.slot('2026-11-24 10:00'), seats: 2 })).toBeNull()
  const consents = await here.app.db
    .selectFrom('consent')
    .innerJoin('booking', (on) =>
      on.onRef('booking.district_id', '=', 'consent.district_id').onRef('booking.consent_id', '=', 'consent.id'),
    )
    .where('consent.district_id', '=', here.district.id)
    .where('booking.id', '=', first.id)
    .select('consent.how')
    .execute()
  expect(consents).toEqual([{ how: 'byPhone' }])
  await here.rules(here.venue.services.slot, {})
})

test('a home visit is not booked without an address and a phone: whoever goes must find the door and be able to call', async () => {
  const slotId = await here.slot('2026-12-10 14:00', { service: here.venue.services.home, minutes: 120 })
  const missing = async (form: Partial<Form>) =>
    (await here.app.call(here.member, 'POST /v1/staff/bookings', { body: { ...granny, slotId, ...form } })).problem?.errors?.[0]?.path
  const address = '槐树里 1 号楼 301'
  expect([await missing({}), await missing({ address, phone: undefined }), await missing({ address })]).toEqual([
    'address',
    'phone',
    undefined,
  ])
})

test('a name without a phone is nobody else’s: the next of that name is booked, too', async () => {
  const slotId = await here.slot('2026-11-24 15:00', { capacity: 3 })
  const once = { slotId, name: '王奶奶', phone: undefined }
  expect([await tries(once), await tries(once)]).toEqual([null, null])
  // With a phone number, a name is one person whoever books.
  expect([await tries({ slotId }), await tries({ slotId })]).toEqual([null, 'alreadyBooked'])
})

test('a service that asks for a yes needs none from whoever gives it', async () => {
  const slotId = await here.slot('2026-11-24 11:00', { service: here.venue.services.ask })
  expect((await books({ slotId })).state).toBe('booked')
})

test('online places go first, then those kept for people who just come, and then it is full', async () => {
  const slotId = await here.slot('2026-11-25 09:00', { capacity: 1, walkIn: 2 })
  await books({ slotId, name: '张大爷' })
  expect(await here.taken(slotId)).toBe(1)
  await books({ slotId, name: '王大爷', seats: 2 })
  expect(await here.taken(slotId)).toBe(1)
  expect(await tries({ slotId, name: '赵大爷' })).toBe('slotFull')
})

test('a walk-in place is not given to whoever waits online when it comes free', async () => {
  const waits = await here.resident()
  const slotId = await here.slot('2026-11-25 10:00', { capacity: 1, walkIn: 1 })
  await books({ slotId, name: '张大爷' })
  const second = await books({ slotId, name: '王大爷' })
  await here.waits(waits, slotId)
  await here.acts(here.member, second, 'callOff', { reason: '来电说不来了' })
  expect(await here.taken(slotId)).toBe(1)
  expect(await here.waitingOf(waits)).toMatchObject([{ state: 'waiting' }])
})

test('two hands at the counter and a resident take the last places between them, never one more', async () => {
  const she = await here.resident()
  const slotId = await here.slot('2026-11-25 11:00', { capacity: 1, walkIn: 1 })
  const answers = await Promise.all([
    tries({ slotId, name: '张大爷' }),
    tries({ slotId, name: '王大爷' }, here.secretary),
    here.app.call(she, 'POST /v1/holds', { body: { slotId, seats: 1 } }).then(({ problem }) => problem?.code ?? null),
  ])
  expect(answers.filter((answer) => answer === null)).toHaveLength(2)
  expect(await here.taken(slotId)).toBe(1)
})

test('says why not', async () => {
  const slotId = await here.slot('2026-11-26 09:00', { capacity: 5 })
  await books({ slotId })
  expect(await tries({ slotId })).toBe('alreadyBooked')
  expect(await tries({ slotId: await here.slot('2026-11-26 09:15', { service: here.venue.services.ask }) })).toBe('alreadyThen')
  expect(await tries({ slotId: await here.slot('2026-11-23 08:00') })).toBe('slotPast')
  expect(await tries({ slotId: await here.slot('2026-11-26 10:00', { service: here.venue.services.walkIn }) })).toBe('onTheSpotOnly')
  expect(await tries({ slotId: await here.slot('2026-11-26 14:00', { service: here.venue.services.home }) })).toBe('badInput')
  expect(await tries({ slotId: await here.slot('2026-11-26 11:00') }, here.stranger)).toBe('notFound')
})

test('who was booked for is found by name or code where they were booked, and never limited', async () => {
  const home = await books({
    slotId: await here.slot('2026-11-27 09:00', { service: here.venue.services.home }),
    name: '孙奶奶',
    address: '槐树里 2 号楼 101',
  })
  const find = async (q: string, who = here.member) =>
    (await here.app.does(who, 'GET /v1/staff/bookings', { query: { view: 'find', q } })).rows.map(({ id }) => id)
  expect(await find('孙奶')).toEqual([home.id])
  expect(await find(home.code)).toEqual([home.id])
  expect(await find('孙奶', here.stranger)).toEqual([])
  expect(await find('钱奶奶')).toEqual([])
  for (const at of ['2026-12-01 09:00', '2026-12-02 09:00']) {
    await books({ slotId: await here.slot(at), name: '孙奶奶' })
    await here.until(at.replace(':00', ':30'))
  }
  expect(await tries({ slotId: await here.slot('2026-12-03 09:00'), name: '孙奶奶' })).toBeNull()
})
