import { signedIn } from '../../testing/people/signed-in'
import { counter, type Counter } from '../testing/staff'

let here: Counter
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())
beforeEach(() => here.app.clock.set('2026-11-23T01:00:00.000Z'))

type Query = { view: 'pending' | 'appeals' | 'home' | 'find'; q?: string; venue?: string }

/** Returns the ids of a whole list, read in pages of two. */
async function ids(query: Query, who = here.member) {
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await here.app.does(who, 'GET /v1/staff/bookings', {
      query: { ...query, limit: '2', ...(after === undefined ? {} : { after }) },
    })
    seen.push(...page.rows.map(({ id }) => id))
    after = page.next ?? undefined
  } while (after !== undefined)
  return seen
}

test('what waits for a yes comes by when it is due, page by page, to those who keep the place', async () => {
  const asked: string[] = []
  for (const hour of ['09', '10', '11', '14', '15']) {
    const slotId = await here.slot(`2026-11-30 ${hour}:00`, { service: here.venue.services.ask })
    asked.push((await here.books(await here.resident(), slotId)).id)
    here.app.clock.advance({ minutes: 10 })
  }
  expect(await ids({ view: 'pending' })).toEqual(asked)
  expect(await ids({ view: 'pending', venue: here.venue.code }, here.secretary)).toEqual(asked)
  expect(await ids({ view: 'pending', venue: 'V9' })).toEqual([])
  expect(await ids({ view: 'pending' }, here.stranger)).toEqual([])
  await here.acts(here.member, { id: asked[0] ?? '' }, 'approve', {})
  expect(await ids({ view: 'pending' })).toEqual(asked.slice(1))
})

test('somebody is found by their own name or by the sealed name of whom they booked for, within 14 days either side', async () => {
  const [her, proxy] = [await signedIn(here.district, 'resident', { name: '欧阳明月' }), await here.resident()]
  const own = [await here.books(her, await here.slot('2026-11-24 09:00')), await here.books(her, await here.slot('2026-12-07 09:00'))]
  await here.books(her, await here.slot('2026-12-08 09:00'))
  const onBehalf = { name: '欧阳老先生', phone: '13800002222', relation: '父亲', consent: { how: 'byPhone' as const } }
  const forHim = await here.books(proxy, await here.slot('2026-11-25 09:00'), { forOther: true, onBehalf })
  expect(await ids({ view: 'find', q: '欧阳' })).toEqual([own[0]?.id, forHim.id, own[1]?.id])
  expect(await ids({ view: 'find', q: '老先生' })).toEqual([forHim.id])
  expect(await ids({ view: 'find', q: '%' })).toEqual([])
  expect(await ids({ view: 'find', q: own[0]?.code ?? '' })).toEqual([own[0]?.id])
  expect(await ids({ view: 'find', q: '欧阳' }, here.stranger)).toEqual([])
  const { rows } = await here.app.does(here.member, 'GET /v1/staff/bookings', { query: { view: 'find', q: '老先生' } })
  expect(rows).toMatchObject([{ name: '欧阳老先生', phone: '13800002222', forName: '欧阳老先生', byStaff: false, venueCode: 'V1' }])
})

test('somebody is found by their whole phone number: the account’s, the booking’s own, or of whom it was booked for', async () => {
  const [her, him] = [await here.resident(), await here.resident()]
  await here.app.does(her, 'PUT /v1/account', { body: { phone: '0999-0007777' } })
  const own = await here.books(her, await here.slot('2026-11-25 14:00'))
  const given = await here.books(him, await here.slot('2026-11-25 14:30'), { phone: '09990007777' })
  const body = { slotId: await here.slot('2026-11-25 15:00'), name: '孙爷爷', phone: '0999-0007777', consent: 'byPhone' as const }
  const forHim = await here.app.does(here.member, 'POST /v1/staff/bookings', { body })
  await here.books(him, await here.slot('2026-11-25 15:30'), { phone: '13800003333' })
  for (const q of ['0999-0007777', '09990007777', '0999 0007777'])
    expect(await ids({ view: 'find', q })).toEqual([own.id, given.id, forHim.id])
  expect(await ids({ view: 'find', q: '0007777' })).toEqual([])
  expect(await ids({ view: 'find', q: '09990007777' }, here.stranger)).toEqual([])
})

test('a name is found with any dot or none, and a number as it is pasted', async () => {
  const [stored, him] = [await signedIn(here.district, 'resident', { name: '吐尔逊•古丽' }), await here.resident()]
  const hers = await here.books(stored, await here.slot('2026-11-26 14:00'))
  const dotted = ['吐尔逊', '古丽'].join('.')
  const onBehalf = { name: dotted, phone: '(0999)7654321', relation: '邻居', consent: { how: 'byPhone' as const } }
  const forHer = await here.books(him, await here.slot('2026-11-26 15:00'), { forOther: true, onBehalf })
  for (const q of ['吐尔逊\u00B7古丽', '吐尔逊\u2022古丽', '吐尔逊\u30FB古丽', dotted, '吐尔逊古丽', '吐尔逊\u200B古丽', '逊古'])
    expect(await ids({ view: 'find', q })).toEqual([hers.id, forHer.id])
  for (const q of ['0999-7654321', '(0999) 765 4321', '+86 999 7654321', '\u202D09997654321\u202C', '0999-7654321转8'])
    expect(await ids({ view: 'find', q })).toEqual([forHer.id])
})

test('home visits without a helper wait until their window is over', async () => {
  const visit = await here.books(
    await here.resident(),
    await here.slot('2026-11-27 14:00', { service: here.venue.services.home, minutes: 120 }),
    {
      address: '2 单元 301',
      phone: '13800000000',
    },
  )
  here.app.clock.set('2026-11-27T07:59:00.000Z')
  expect(await ids({ view: 'home' })).toContain(visit.id)
  here.app.clock.set('2026-11-27T08:00:00.000Z')
  expect(await ids({ view: 'home' })).not.toContain(visit.id)
})

test('a hold is nobody’s business but the holder’s', async () => {
  const she = await signedIn(here.district, 'resident', { name: '司马阿姨' })
  await here.holds(she, await here.slot('2026-11-26 09:00'))
  expect(await ids({ view: 'find', q: '司马' })).toEqual([])
})

test('a cursor of another list is bad input', async () => {
  const query = { view: 'pending' as const, after: Buffer.from('["x"]').toString('base64url') }
  expect((await here.app.call(here.member, 'GET /v1/staff/bookings', { query })).problem?.code).toBe('badInput')
})

test('one booking says who comes, how often they did not, and what was done with it by whom', async () => {
  const she = await here.resident()
  const missed = await here.books(she, await here.slot('2026-11-24 11:00'))
  await here.until('2026-11-24 11:20')
  const seen = await here.app.does(here.member, 'GET /v1/staff/bookings/{id}', { params: { id: missed.id } })
  expect(seen).toMatchObject({ name: '王阿姨', state: 'missed', misses: 1, exempt: false, helpers: [], helper: null, as: ['counter'] })
  expect(seen.events.map(({ did, by }) => [did, by])).toEqual([
    ['hold', '预约人'],
    ['confirm', '预约人'],
    ['miss', '系统'],
  ])
  const other = await here.app.call(here.stranger, 'GET /v1/staff/bookings/{id}', { params: { id: missed.id } })
  expect(other.problem?.code).toBe('notFound')
})
