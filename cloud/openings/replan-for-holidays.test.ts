import { chinaCalendar, type Calendar } from '../platform/time/calendar'
import { calendarDigest } from '../platform/time/holidays'
import { replanForHolidays } from './replan-for-holidays'
import { generateSlots } from '../services/slots/generate'
import { openingsWorld, type OpeningsWorld } from '../services/testing/services'

const [service, holiday, makeUp] = ['S-SLOT', '2026-12-03', '2026-12-05']
const later: Calendar = {
  ...chinaCalendar,
  holidays: new Map([...chinaCalendar.holidays, [holiday, '测试节']]),
  makeUpDays: new Set([...chinaCalendar.makeUpDays, makeUp]),
}

let here: OpeningsWorld
beforeEach(async () => {
  here = await openingsWorld()
})
afterEach(() => here.app.close())

const turn = async (calendar = later) => {
  const { app, district } = here
  await replanForHolidays(app.db, app.clock, district.id, { deps: app.deps, calendar })
  await generateSlots(app.db, app.clock, district.id, { calendar })
}
/** Returns everything a turn could change. */
const everything = async () => {
  const { app, district } = here
  const slots = await app.db.selectFrom('slot').where('district_id', '=', district.id).selectAll().orderBy('id').execute()
  const services = await app.db.selectFrom('service').where('district_id', '=', district.id).selectAll().orderBy('code').execute()
  const jobs = await app.db.selectFrom('outbox').where('district_id', '=', district.id).select('key').orderBy('id').execute()
  return { slots, services, jobs }
}
const toldOf = async (title: string) => {
  await here.app.jobs.runDue()
  return (await here.app.does(here.secretary, 'GET /v1/inbox', {})).rows.filter((row) => row.title === title)
}

test('a holiday published later closes what nobody booked; keepers hear once of those who keep their place, and call them off', async () => {
  const [first = '', second = ''] = await here.slotsOf(service, holiday)
  const she = await here.resident()
  const booking = await here.books(she, first)
  await here.books(await here.resident(), second)
  await turn()
  expect(await here.dayOf(service, holiday)).toEqual(['09:00–09:30 closed', '09:30–10:00 closed'])
  expect(await here.dayOf(service, '2026-12-04')).toHaveLength(4)
  expect((await here.sees(she, booking)).state).toBe('booked')
  const taken = await here.app.call(await here.resident(), 'POST /v1/holds', { body: { slotId: first, seats: 1 } })
  expect(taken.problem).toMatchObject({ code: 'slotGone', detail: '这个时段不开放了：放假安排有调整。请换个时间' })
  expect(await toldOf('放假安排变了，有预约要看看')).toEqual([
    expect.objectContaining({
      text: '血压测量有 2 个预约，最早在12月3日 周四 9:00，按新公布的放假安排不再开放。约好的人照样保留，不再接新的；要取消，请在“开放安排”里停办那几天',
      target: { kind: 'staffRules', id: 'V1' },
    }),
  ])

  const closure = { venueCode: 'V1', fromDay: holiday, untilDay: holiday, reason: '测试节放假' }
  expect((await here.checksClosure(closure)).rows).toHaveLength(2)
  await here.closes(closure)
  expect((await here.sees(she, booking)).state).toBe('cancelled')
})

test('a make-up Saturday opens with Friday’s hours, and a second turn changes nothing', async () => {
  expect(await here.dayOf(service, makeUp)).toEqual([])
  await here.books(await here.resident(), (await here.slotsOf(service, holiday))[0] ?? '')
  await turn()
  expect(await here.dayOf(service, makeUp)).toEqual(['09:00–09:30', '09:30–10:00', '10:00–10:30', '10:30–11:00'].map((at) => `${at} free`))
  const after = await everything()
  await turn()
  expect(await everything()).toEqual(after)
})

test('who is told something else is another calendar; what is taken back opens again with whoever stayed', async () => {
  const she = await here.resident()
  const booking = await here.books(she, (await here.slotsOf(service, holiday))[0] ?? '')
  await turn()
  await turn(chinaCalendar)
  expect(await here.dayOf(service, holiday)).toHaveLength(4)
  expect((await here.dayOf(service, holiday)).every((slot) => slot.endsWith('free'))).toBe(true)
  expect(await here.dayOf(service, makeUp)).toEqual([])
  expect((await here.sees(she, booking)).state).toBe('booked')
})

test('a service that is open on holidays is left alone, and a new one is made by the calendar there is', async () => {
  await here.changes(service, { holidays: 'open' })
  const before = (await everything()).slots.filter((slot) => slot.service_code === service)
  await turn()
  expect((await everything()).slots.filter((slot) => slot.service_code === service)).toEqual(before)
  const { services } = await everything()
  const made = services.filter(({ slots_until: until }) => until !== null)
  expect(made.map(({ calendar }) => calendar)).toEqual(made.map(() => calendarDigest(later)))
})

test('two processes plan a service once', async () => {
  await here.books(await here.resident(), (await here.slotsOf(service, holiday))[0] ?? '')
  await Promise.all([turn(), turn(), turn()])
  expect(await here.dayOf(service, holiday)).toEqual(['09:00–09:30 closed'])
  expect(await here.dayOf(service, makeUp)).toHaveLength(4)
  expect(await toldOf('放假安排变了，有预约要看看')).toHaveLength(1)
})

describe('the digest of a calendar', () => {
  test('names the days, not their order or names', () => {
    const turned = { ...later, holidays: new Map([...later.holidays].reverse().map(([day]) => [day, '节'])) }
    expect(calendarDigest(turned)).toBe(calendarDigest(later))
    expect(calendarDigest(later)).not.toBe(calendarDigest(chinaCalendar))
    expect(calendarDigest({ ...later, makeUpDays: chinaCalendar.makeUpDays })).not.toBe(calendarDigest(later))
    expect(calendarDigest({ ...later, years: new Set([...later.years, 2027]) })).not.toBe(calendarDigest(later))
  })
})
