import { counter, runAgain, type Counter } from '../testing/staff'

let here: Counter
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())
beforeEach(() => here.app.clock.set('2026-11-23T01:00:00.000Z'))

const asks = async (at: string, capacity = 1) => {
  const she = await here.resident()
  const slotId = await here.slot(at, { service: here.venue.services.ask, capacity })
  return { she, slotId, booking: await here.books(she, slotId) }
}
const asked = (titles: string[]) => titles.filter((title) => title.startsWith('有预约'))

test('those near the place hear of it at once and again at half the time; nobody elsewhere does', async () => {
  const { booking } = await asks('2026-11-30 09:00')
  expect(booking).toMatchObject({ state: 'pending', approveBy: '2026-11-24T01:30:00.000Z' })
  expect(asked(await here.told(here.member))).toEqual(['有预约等您确认'])
  await here.until('2026-11-23 14:59')
  expect(asked(await here.told(here.member))).toEqual(['有预约等您确认'])
  await here.until('2026-11-23 15:00')
  await runAgain(here)
  expect(asked(await here.told(here.member))).toEqual(['有预约还没有确认', '有预约等您确认'])
  expect(asked(await here.told(here.secretary))).toHaveLength(2)
  expect(asked(await here.told(here.stranger))).toEqual([])
})

test('a yes to a home visit says to stay at home, not to come', async () => {
  await here.rules(here.venue.services.home, { approval: { hours: 8 } })
  const she = await here.resident()
  const slotId = await here.slot('2026-11-30 14:00', { service: here.venue.services.home, minutes: 120 })
  const visit = await here.books(she, slotId, { address: '槐树里 1 号楼 301', phone: '13800000000' })
  await here.acts(here.member, visit, 'approve', {})
  const said = (await here.heard(she)).find(({ title }) => title === '预约已确认')
  expect(said?.text).toBe('上门理发 11月30日 周一 14:00 上门，请留人在家，谁去定下后会告诉您')
  await here.rules(here.venue.services.home, {})
})

test('unanswered in time it is declined, the booker told why, and the place given to whoever waits', async () => {
  const { she, slotId, booking } = await asks('2026-11-30 10:00')
  const next = await here.resident()
  await here.waits(next, slotId)
  await here.until('2026-11-24 09:29')
  expect((await here.sees(she, booking)).state).toBe('pending')
  await here.until('2026-11-24 09:30')
  await runAgain(here)
  expect(await here.sees(she, booking)).toMatchObject({ state: 'declined', reason: '工作人员没有在约定时间内确认，对不起' })
  expect((await here.told(she)).filter((title) => title === '预约没有通过')).toHaveLength(1)
  expect(await here.told(next)).toContain('候补到位置了，请您确认')
  expect(await here.tries(here.member, booking, 'approve', {})).toBe('notNow')
})

test('a yes books it: it is reminded of, missed like any other, and no longer declined by the clock', async () => {
  const { she, booking } = await asks('2026-11-30 11:00')
  expect(await here.acts(here.member, booking, 'approve', { note: '可以' })).toMatchObject({ state: 'booked', approveBy: null })
  expect(await here.tries(here.member, booking, 'approve', {})).toBe('notNow')
  await here.until('2026-11-29 11:00')
  expect(await here.told(she)).toEqual(['明天 11:00 有预约', '预约已确认'])
  await here.until('2026-11-30 11:15')
  expect((await here.sees(she, booking)).state).toBe('missed')
})

test('a no gives the place back, with the reason', async () => {
  const { she, slotId, booking } = await asks('2026-12-01 11:00')
  await here.acts(here.secretary, booking, 'decline', { reason: '那天停电' })
  expect(await here.sees(she, booking)).toMatchObject({ state: 'declined', reason: '那天停电' })
  expect(await here.taken(slotId)).toBe(0)
})

test('the time to say yes ends an hour before the booking begins', async () => {
  const { she, booking } = await asks('2026-11-23 16:00')
  expect(booking.approveBy).toBe('2026-11-23T07:00:00.000Z')
  here.app.clock.set('2026-11-23T07:00:00.000Z')
  expect(await here.tries(here.member, booking, 'approve', {})).toBe('notNow')
  await here.app.jobs.runDue()
  expect((await here.sees(she, booking)).state).toBe('declined')
})

test('asked for again at another time, it has its full time once more', async () => {
  const { she, booking } = await asks('2026-12-02 09:00')
  const later = await here.slot('2026-12-03 09:00', { service: here.venue.services.ask })
  here.app.clock.set('2026-11-24T01:00:00.000Z')
  await here.app.does(she, 'POST /v1/bookings/{id}/move', { params: { id: booking.id }, body: { slotId: later } })
  await here.until('2026-11-24 09:30')
  expect(await here.sees(she, booking)).toMatchObject({ state: 'pending', approveBy: '2026-11-25T01:30:00.000Z' })
})

test('a no names other times, whoever or whatever said it', async () => {
  const said = await asks('2026-12-02 11:00')
  await here.acts(here.secretary, said.booking, 'decline', { reason: '那天停电' })
  const text = async (who: typeof said.she) => (await here.heard(who)).find(({ title }) => title === '预约没有通过')?.text
  expect(await text(said.she)).toMatch(/^会议室 12月2日 周三 11:00：那天停电。当时还有空位：.+，点开可以再约$/)
  const silent = await asks('2026-12-02 14:00')
  await here.until('2026-11-24 09:30')
  expect(await text(silent.she)).toContain('对不起。当时还有空位：')
})
