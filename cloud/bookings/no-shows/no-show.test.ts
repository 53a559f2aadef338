import { counter, runAgain, type Counter } from '../testing/staff'
import type { SignedIn } from '../../testing/people/signed-in'

let here: Counter
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())
beforeEach(() => here.app.clock.set('2026-11-23T01:00:00.000Z'))

const missTitle = '预约的时间没有签到'

/** Books a service at a time and lets the grace pass. */
async function misses(who: SignedIn, at: string, service?: string) {
  const booking = await here.books(who, await here.slot(at, service === undefined ? {} : { service }))
  await here.until(at.replace(/:\d\d$/, ':59'))
  return here.sees(who, booking)
}

const canHold = async (who: SignedIn, at: string, service?: string) =>
  (
    await here.app.call(who, 'POST /v1/holds', {
      body: { slotId: await here.slot(at, service === undefined ? {} : { service }), seats: 1 },
    })
  ).problem?.code ?? 'held'

test('whoever has not come when the grace is over counts as missed, not a minute before', async () => {
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-11-24 09:00'))
  await here.until('2026-11-24 09:14')
  expect((await here.sees(she, booking)).state).toBe('booked')
  expect(await here.tries(here.member, booking, 'miss')).toBe('notNow')
  await here.until('2026-11-24 09:15')
  const { state, events } = await here.sees(she, booking)
  expect({ state, last: events.at(-1) }).toMatchObject({ state: 'missed', last: { did: 'miss', by: '系统' } })
})

test('a grace that was made longer since runs on', async () => {
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-11-24 10:00'))
  await here.rules(here.venue.services.slot, { graceMinutes: 45 })
  await here.until('2026-11-24 10:15')
  expect((await here.sees(she, booking)).state).toBe('booked')
  await here.until('2026-11-24 10:45')
  expect((await here.sees(she, booking)).state).toBe('missed')
  await here.rules(here.venue.services.slot, {})
})

test('the first time is a word that says what the second will be; nothing is limited', async () => {
  const she = await here.resident()
  const first = await misses(she, '2026-11-24 11:00')
  expect(first.missedSays).toContain('这次只是提醒')
  const [said] = (await here.heard(she)).filter(({ title }) => title === missTitle)
  expect(said?.text).toContain('30 天内再有一次没有来，“健康”类服务会有 30 天不能在线预约。诉求、消息和其他服务不受影响')
  expect(await canHold(she, '2026-11-25 09:00')).toBe('held')
})

test('the second within 30 days limits that group for 30 days; other groups, requests and messages stay open', async () => {
  const she = await here.resident()
  await misses(she, '2026-11-24 12:00')
  const second = await misses(she, '2026-11-25 12:00')
  await runAgain(here)
  expect(second.missedSays).toContain('12月25日前不能在线预约“健康”类服务')
  expect(await canHold(she, '2026-11-26 12:00')).toBe('limitedForNow')
  expect(await canHold(she, '2026-11-26 12:30', here.venue.services.professional)).toBe('held')
  await here.app.does(she, 'POST /v1/requests', { body: { kind: 'help', categoryCode: 'LIGHT', text: '楼道灯坏了三天' } })
  await here.app.does(she, 'POST /v1/conversations', { body: { gridCode: here.district.grids[0].code } })
  expect((await here.told(she)).filter((title) => title === missTitle)).toHaveLength(2)
  here.app.clock.set('2026-12-25T04:59:00.000Z')
  expect(await canHold(she, '2026-12-28 12:00')).toBe('held')
})

test('two no-shows in different groups, or more than 30 days apart, limit nothing', async () => {
  const she = await here.resident()
  await misses(she, '2026-11-24 13:00')
  await misses(she, '2026-11-25 13:00', here.venue.services.professional)
  expect(await canHold(she, '2026-11-26 13:00')).toBe('held')
  const later = await misses(she, '2026-12-25 13:00')
  expect(later.missedSays).toContain('这次只是提醒')
  expect(await canHold(she, '2026-12-28 13:00')).toBe('held')
})

test('elders and those booked for by others are told and never limited', async () => {
  const [elder, proxy] = [await here.resident(), await here.resident()]
  await here.app.db
    .updateTable('account')
    .set({ elder: true })
    .where('district_id', '=', here.district.id)
    .where('id', '=', elder.accountId)
    .execute()
  const onBehalf = { name: '李奶奶', relation: '邻居', consent: { how: 'inPerson' as const } }
  for (const day of ['24', '25']) {
    const hers = await here.books(elder, await here.slot(`2026-11-${day} 14:00`))
    const forHer = await here.books(proxy, await here.slot(`2026-11-${day} 14:30`), { forOther: true, onBehalf })
    await here.until(`2026-11-${day} 14:50`)
    expect((await here.sees(elder, hers)).state).toBe('missed')
    expect(await here.sees(proxy, forHer)).toMatchObject({ state: 'missed', missedSays: null })
  }
  expect((await here.told(elder)).filter((title) => title === missTitle)).toHaveLength(2)
  expect(await canHold(elder, '2026-11-26 14:00')).toBe('held')
  expect(await canHold(proxy, '2026-11-26 14:30')).toBe('held')
})

test('a home visit is never counted by the clock', async () => {
  const she = await here.resident()
  const slotId = await here.slot('2026-11-24 15:00', { service: here.venue.services.home, minutes: 120 })
  const booking = await here.books(she, slotId, { address: '槐树里 1 号楼 301', phone: '13800000000' })
  await here.until('2026-11-24 17:30')
  expect((await here.sees(she, booking)).state).toBe('booked')
})

test('a moved booking is not missed at its old time', async () => {
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-11-24 16:00'))
  const body = { slotId: await here.slot('2026-11-24 18:00') }
  await here.app.does(she, 'POST /v1/bookings/{id}/move', { params: { id: booking.id }, body })
  await here.until('2026-11-24 16:30')
  expect((await here.sees(she, booking)).state).toBe('booked')
  await here.until('2026-11-24 18:15')
  expect((await here.sees(she, booking)).state).toBe('missed')
})

describe('a no-show is taken back', () => {
  test('by coming late the same day: a number is drawn, the limit ends', async () => {
    const she = await here.resident()
    await misses(she, '2026-11-24 09:30')
    const second = await misses(she, '2026-11-25 09:30')
    expect(await canHold(she, '2026-11-26 09:30')).toBe('limitedForNow')
    const late = await here.acts(here.member, second, 'arriveLate')
    expect(late).toMatchObject({ state: 'arrived', misses: 1 })
    expect(late.ticketId).not.toBeNull()
    expect(await canHold(she, '2026-11-26 10:00')).toBe('held')
    expect(await here.tries(here.member, second, 'arriveLate')).toBe('notNow')
  })

  test('not by coming on another day', async () => {
    const she = await here.resident()
    const missed = await misses(she, '2026-11-24 10:30')
    await here.until('2026-11-25 00:00')
    expect(await here.tries(here.member, missed, 'arriveLate')).toBe('notNow')
  })

  test('by a word that is accepted: the first as well as the second one ends the limit they stand on', async () => {
    for (const which of [0, 1] as const) {
      const she = await here.resident()
      const both = [await misses(she, `2026-11-24 1${which + 1}:30`), await misses(she, `2026-11-25 1${which + 1}:30`)] as const
      expect(await canHold(she, `2026-11-26 1${which + 1}:30`)).toBe('limitedForNow')
      const excused = await here.acts(here.member, both[which], 'excuse', { note: '家里有急事' })
      expect(excused).toMatchObject({ state: 'excused', misses: 1 })
      expect(await canHold(she, `2026-11-26 1${which + 1}:45`)).toBe('held')
      expect(await here.told(she)).toContain('说明的情况已认可')
      here.app.clock.set('2026-11-23T01:00:00.000Z')
    }
  })

  test('a third no-show keeps its limit when only the second is taken back', async () => {
    const she = await here.resident()
    await misses(she, '2026-11-24 19:30')
    const rows = [await here.slot('2026-11-25 19:30'), await here.slot('2026-11-26 19:30')]
    const second = await here.books(she, rows[0] ?? '')
    const third = await here.books(she, rows[1] ?? '')
    await here.until('2026-11-26 19:59')
    await here.acts(here.member, second, 'excuse', {})
    expect((await here.sees(she, third)).missedSays).toContain('第二次没有来')
    expect(await canHold(she, '2026-11-27 19:30')).toBe('limitedForNow')
  })
})

describe('an appeal', () => {
  const appeals = async (who: SignedIn, { id }: { id: string }) =>
    (await here.app.call(who, 'POST /v1/bookings/{id}/appeal', { params: { id }, body: { text: '当时在医院陪护' } })).problem?.code ?? null

  test('is made once, by the booker, about a no-show; those near the place are told', async () => {
    const [she, other] = [await here.resident(), await here.resident()]
    const ahead = await here.books(she, await here.slot('2026-12-01 09:00'))
    expect(await appeals(she, ahead)).toBe('notNow')
    const missed = await misses(she, '2026-11-24 20:00')
    expect(await appeals(other, missed)).toBe('notFound')
    expect(await here.tries(here.member, missed, 'keep', { reason: '没有凭据' })).toBe('notNow')
    expect(await appeals(she, missed)).toBeNull()
    expect(await appeals(she, missed)).toBe('appealedOnce')
    const [said] = await here.heard(here.member)
    expect(said?.title).toBe('有人说明没有来的原因，请您看')
    expect(said?.text).not.toContain('陪护')
    expect(await here.told(here.secretary)).toContain('有人说明没有来的原因，请您看')
    expect(await here.told(here.stranger)).not.toContain('有人说明没有来的原因，请您看')
    const { rows } = await here.app.does(here.member, 'GET /v1/staff/bookings', { query: { view: 'appeals' } })
    expect(rows.map(({ id }) => id)).toContain(missed.id)
  })

  test('is answered once, with the reason, and then no longer waits', async () => {
    const she = await here.resident()
    const missed = await misses(she, '2026-11-24 20:30')
    await appeals(she, missed)
    const kept = await here.acts(here.member, missed, 'keep', { reason: '请带就诊单再来说明' })
    expect(kept).toMatchObject({ state: 'missed', appeal: { text: '当时在医院陪护', answer: '请带就诊单再来说明' } })
    expect(await here.tries(here.member, missed, 'keep', { reason: '再答一次' })).toBe('notNow')
    expect((await here.sees(she, missed)).appeal?.answer).toBe('请带就诊单再来说明')
    const { rows } = await here.app.does(here.member, 'GET /v1/staff/bookings', { query: { view: 'appeals' } })
    expect(rows.map(({ id }) => id)).not.toContain(missed.id)
  })
})

test('two no-shows counted at the same moment by two hands are a first and a second', async () => {
  const she = await here.resident()
  await here.rules(here.venue.services.slot, { graceMinutes: 60 })
  const both = [await here.books(she, await here.slot('2026-11-24 21:00')), await here.books(she, await here.slot('2026-11-24 21:30'))]
  await here.rules(here.venue.services.slot, {})
  here.app.clock.set('2026-11-24T13:50:00.000Z')
  await Promise.all(both.map((booking) => here.acts(here.member, booking, 'miss')))
  const limits = await here.app.db
    .selectFrom('booking_limit')
    .where('district_id', '=', here.district.id)
    .where('account_id', '=', she.accountId)
    .select('group_code')
    .execute()
  expect(limits).toEqual([{ group_code: 'health' }])
})
