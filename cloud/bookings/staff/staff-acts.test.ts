import { counterActions } from '@doorstep/contract/bookings/machine'
import { uuidv7 } from '../../platform/process/ids'
import { signedIn } from '../../testing/people/signed-in'
import { counter, runAgain, type Counter } from '../testing/staff'

let here: Counter
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())
beforeEach(() => here.app.clock.set('2026-11-23T01:00:00.000Z'))

/** The body of each action that has one. */
const bodies = {
  approve: {},
  decline: { reason: '那天停电' },
  callOff: { reason: '医生临时有事' },
  move: { slotId: uuidv7() },
  assign: { staffCode: 'M1' },
  arriveLate: undefined,
  finish: {},
  miss: undefined,
  excuse: {},
  keep: { reason: '没有凭据' },
  called: { said: '您约的时间改了' },
} as const

test.each(counterActions)('%s: 404 to whoever keeps another place, about a hold, and about nothing', async (action) => {
  const she = await here.resident()
  const hour = String(counterActions.indexOf(action)).padStart(2, '0')
  const booking = await here.books(she, await here.slot(`2026-11-24 ${hour}:00`))
  const hold = await here.holds(she, await here.slot(`2026-11-25 ${hour}:00`))
  const body = bodies[action]
  expect(await here.tries(here.stranger, booking, action, body)).toBe('notFound')
  expect(await here.tries(here.member, hold, action, body)).toBe('notFound')
  expect(await here.tries(here.member, { id: uuidv7() }, action, body)).toBe('notFound')
  expect(await here.tries(she, booking, action, body)).toBe('notYourRole')
})

test.each(counterActions.filter((action) => action !== 'move'))('%s: not about a booking that was cancelled', async (action) => {
  const she = await here.resident()
  const booking = await here.cancels(
    she,
    await here.books(she, await here.slot(`2026-11-26 ${String(counterActions.indexOf(action)).padStart(2, '0')}:30`)),
  )
  expect(await here.tries(here.member, booking, action, bodies[action])).toBe('notNow')
})

test('nobody who keeps a place decides about their own booking there', async () => {
  const own = await here.books(here.secretary, await here.slot('2026-11-24 09:20'))
  await here.until('2026-11-24 09:40')
  expect(await here.tries(here.secretary, own, 'excuse', {})).toBe('notYourRole')
  expect((await here.app.does(here.secretary, 'GET /v1/staff/bookings/{id}', { params: { id: own.id } })).as).toEqual([])
  expect((await here.acts(here.member, own, 'excuse', {})).state).toBe('excused')
})

test('a visiting professional keeps the bookings of the service they give, and those only', async () => {
  const she = await here.resident()
  await here.app.db.deleteFrom('staff_role').where('district_id', '=', here.district.id).where('staff_code', '=', 'ME').execute()
  await here.app.db
    .insertInto('staff_role')
    .values({
      district_id: here.district.id,
      staff_code: 'ME',
      role: 'gridTeam',
      area_code: here.district.grids[2].code,
      branch_code: null,
    })
    .execute()
  await here.app.db
    .updateTable('service')
    .set({ staff_code: 'ME' })
    .where('district_id', '=', here.district.id)
    .where('code', '=', here.venue.services.professional)
    .execute()
  const professional = await signedIn(here.district, 'mediator')
  const hers = await here.books(she, await here.slot('2026-11-27 09:00', { service: here.venue.services.professional }))
  const other = await here.books(she, await here.slot('2026-11-27 10:00'))
  expect((await here.acts(professional, hers, 'callOff', { reason: '出差' })).state).toBe('cancelled')
  expect(await here.tries(professional, other, 'callOff', { reason: '出差' })).toBe('notFound')
})

test('called off, the booker is told why and when else there is a place, and the place goes to whoever waits', async () => {
  const [she, next] = [await here.resident(), await here.resident()]
  const slotId = await here.slot('2026-11-30 09:00', { capacity: 1 })
  await here.slot('2026-11-30 10:00')
  const booking = await here.books(she, slotId)
  await here.waits(next, slotId)
  const off = await here.acts(here.member, booking, 'callOff', { reason: '医生临时有事' })
  expect(off).toMatchObject({ state: 'cancelled', reason: '医生临时有事' })
  expect(off.events.at(-1)).toMatchObject({ did: 'callOff', by: '李明1', text: '医生临时有事' })
  const [said] = await here.heard(she)
  expect(said?.title).toBe('预约被取消，对不起')
  expect(said?.text).toMatch(/^血压测量 11月30日 周一 9:00：医生临时有事。当时还有空位：.*11月30日 周一 10:00，点开可以再约$/)
  expect(await here.told(next)).toContain('候补到位置了，请您确认')
  expect(await here.tries(here.member, booking, 'callOff', { reason: '再说一遍' })).toBe('notNow')
  expect((await here.sees(she, booking)).events.at(-1)).toMatchObject({ did: 'callOff', by: '服务点' })
})

test('the counter moves a booking inside its cancel window, and the booker is told from when to when', async () => {
  await here.rules(here.venue.services.slot, { cancelMinutes: 2880, leadMinutes: 2880 })
  const she = await here.resident()
  const from = await here.slot('2026-12-01 09:00')
  const booking = await here.books(she, from)
  here.app.clock.set('2026-11-30T02:00:00.000Z')
  const to = await here.slot('2026-12-01 11:00')
  const body = { slotId: to }
  expect((await here.app.call(she, 'POST /v1/bookings/{id}/move', { params: { id: booking.id }, body })).problem?.code).toBe('cancelLate')
  const moved = await here.acts(here.member, booking, 'move', { ...body, reason: '诊室调整' })
  expect(moved).toMatchObject({ state: 'booked', startsAt: '2026-12-01T03:00:00.000Z' })
  expect([await here.taken(from), await here.taken(to)]).toEqual([0, 1])
  const [said] = await here.heard(she)
  expect(said).toEqual({ title: '预约改了时间', text: '血压测量：从明天 9:00 改到明天 11:00。诊室调整。' })
  const event = (await here.sees(she, booking)).events.at(-1)
  expect(event).toMatchObject({ title: '改了时间', by: '服务点', text: '从 12月1日 周二 9:00 改到 12月1日 周二 11:00：诊室调整' })
  await here.rules(here.venue.services.slot, {})
})

test('the counter cannot move a booking to a full, past or another service’s slot, nor one that is over', async () => {
  const [she, he] = [await here.resident(), await here.resident()]
  const booking = await here.books(she, await here.slot('2026-12-02 09:00'))
  const full = await here.slot('2026-12-02 10:00', { capacity: 1 })
  await here.books(he, full)
  const tries = (slotId: string) => here.tries(here.member, booking, 'move', { slotId })
  expect(await tries(full)).toBe('slotFull')
  expect(await tries(await here.slot('2026-11-23 08:30'))).toBe('slotPast')
  expect(await tries(await here.slot('2026-12-02 11:00', { service: here.venue.services.ask }))).toBe('notFound')
  expect(await tries(uuidv7())).toBe('notFound')
  const free = await here.slot('2026-12-02 12:00')
  await here.cancels(she, booking)
  expect(await tries(free)).toBe('notNow')
})

describe('a home visit', () => {
  const visit = async (at: string) => {
    const she = await here.resident()
    const slotId = await here.slot(at, { service: here.venue.services.home, minutes: 120 })
    return { she, booking: await here.books(she, slotId, { address: '槐树里 1 号楼 301', phone: '13800000000' }) }
  }

  test('is given to one of those near the place, who is told where it is; the booker sees who comes', async () => {
    const { she, booking } = await visit('2026-12-03 09:00')
    const seen = await here.app.does(here.member, 'GET /v1/staff/bookings/{id}', { params: { id: booking.id } })
    expect(seen.address).toBe('槐树里 1 号楼 301')
    expect(seen.helpers.map(({ code }) => code)).toEqual(['BS1', 'D1', 'D2', 'M1', 'M2'])
    expect(await here.tries(here.member, booking, 'assign', { staffCode: 'M3' })).toBe('badInput')
    expect((await here.acts(here.member, booking, 'assign', { staffCode: 'BS1' })).helper).toEqual({ code: 'BS1', name: '赵书记' })
    expect(await here.told(here.secretary)).toContain('有一次上门安排给您')
    expect((await here.sees(she, booking)).helper).toMatchObject({ name: '赵书记' })
    await here.acts(here.member, booking, 'assign', { staffCode: 'M1' })
    expect(await here.told(here.secretary)).toContain('一次上门换了人')
  })

  test('is given to nobody who is on leave then', async () => {
    const { booking } = await visit('2026-12-16 09:00')
    const leave = (fromDay: string, untilDay: string) => {
      const [grid] = here.district.grids
      const body = { gridCode: grid.code, standInCode: grid.deputy, fromDay, untilDay }
      return here.app.does(here.member, 'POST /v1/absences', { body })
    }
    const away = async () =>
      (await here.app.does(here.member, 'GET /v1/staff/bookings/{id}', { params: { id: booking.id } })).helpers
        .filter(({ onLeave }) => onLeave)
        .map(({ code }) => code)
    await leave('2026-12-15', '2026-12-15')
    await leave('2026-12-17', '2026-12-17')
    expect(await away()).toEqual([])
    const { id } = await leave('2026-12-16', '2026-12-16')
    expect(await away()).toEqual(['M1'])
    const assign = { params: { id: booking.id }, body: { staffCode: 'M1' } }
    const refused = await here.app.call(here.secretary, 'POST /v1/staff/bookings/{id}/assign', assign)
    expect(refused.problem?.errors).toEqual([{ path: 'staffCode', message: '李明1那时请假，请选别人' }])
    await here.app.does(here.member, 'DELETE /v1/absences/{id}', { params: { id } })
    expect((await here.acts(here.secretary, booking, 'assign', { staffCode: 'M1' })).helper?.code).toBe('M1')
  })

  test('leaves the list of visits without a helper once there is one', async () => {
    const { booking } = await visit('2026-12-03 14:00')
    const listed = async () =>
      (await here.app.does(here.member, 'GET /v1/staff/bookings', { query: { view: 'home' } })).rows.map(({ id }) => id)
    expect(await listed()).toContain(booking.id)
    await here.acts(here.member, booking, 'assign', { staffCode: 'M1' })
    expect(await listed()).not.toContain(booking.id)
  })

  test('nobody closed is over with its day: made where somebody was sent, called off with an apology where nobody was', async () => {
    const [sent, forgotten] = [await visit('2026-12-08 09:00'), await visit('2026-12-08 14:00')]
    await here.acts(here.member, sent.booking, 'assign', { staffCode: 'M1' })
    await here.until('2026-12-08 23:59')
    expect((await here.sees(sent.she, sent.booking)).state).toBe('booked')
    await here.until('2026-12-09 00:00')
    await runAgain(here)
    expect(await here.sees(sent.she, sent.booking)).toMatchObject({ state: 'done', rateBy: '2026-12-24T15:59:59.999Z' })
    expect(await here.sees(forgotten.she, forgotten.booking)).toMatchObject({ state: 'cancelled', reason: '没有安排上人员上门' })
    expect((await here.told(sent.she)).filter((title) => title === '服务已完成，请您评价')).toHaveLength(1)
    expect((await here.told(forgotten.she)).filter((title) => title === '预约被取消，对不起')).toHaveLength(1)
  })

  test('only a home visit has a helper', async () => {
    const she = await here.resident()
    const booking = await here.books(she, await here.slot('2026-12-04 09:00'))
    expect(await here.tries(here.member, booking, 'assign', { staffCode: 'M1' })).toBe('notNow')
  })

  test('whoever was to go hears that it was called off', async () => {
    const { booking } = await visit('2026-12-04 14:00')
    await here.acts(here.member, booking, 'assign', { staffCode: 'BS1' })
    await here.acts(here.member, booking, 'callOff', { reason: '工具坏了' })
    expect(await here.told(here.secretary)).toContain('上门服务取消了')
  })
})

test('done is said from an hour before the beginning on, once, by name; from then on it can be rated for 15 days', async () => {
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-12-07 10:00'))
  here.app.clock.set('2026-12-07T00:59:00.000Z')
  expect(await here.tries(here.member, booking, 'finish', {})).toBe('notNow')
  here.app.clock.set('2026-12-07T01:00:00.000Z')
  const done = await here.acts(here.member, booking, 'finish', { note: '血压正常' })
  expect(done).toMatchObject({ state: 'done' })
  expect(done.events.at(-1)).toMatchObject({ did: 'finish', by: '李明1', text: '血压正常' })
  expect((await here.sees(she, booking)).rateBy).toBe('2026-12-22T15:59:59.999Z')
  expect(await here.told(she)).toContain('服务已完成，请您评价')
  expect(await here.tries(here.member, booking, 'finish', {})).toBe('notNow')
  await here.until('2026-12-07 10:15')
  expect((await here.sees(she, booking)).state).toBe('done')
})
