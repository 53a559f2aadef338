import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { buildSync } from 'esbuild'
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { addDays, calendarOf, dayKind, instantOf, minuteMs, weekdayOf } from '../../platform/time/calendar'
import { mildRules } from '../../testing/worlds/venues'
import { hoursOn } from '../places/day-hours'
import { slotsOfDay, type ClosedTime, type WantedSlot } from './slots-of-day'

const every = (weekdays: number[], from: string, to: string, capacity = 2) =>
  weekdays.map((weekday) => ({ weekday, from, to, capacity, fromDay: null, untilDay: null }))
const workdays = [1, 2, 3, 4, 5]
const rules = (changes: Partial<OpeningRules> = {}): OpeningRules => ({
  ...mildRules,
  minutes: 60,
  weekly: every(workdays, '09:00', '11:00'),
  ...changes,
})

const wall = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)
const said = (slots: WantedSlot[]) => slots.map(({ startsAt, endsAt }) => `${wall(startsAt)}–${wall(endsAt)}`)
const on = (day: string, changes: Partial<OpeningRules> = {}, closures: ClosedTime[] = []) =>
  said(slotsOfDay(rules(changes), 'slot', day, closures))
const both = ['09:00–10:00', '10:00–11:00']

describe('a day keeps its weekday’s hours', () => {
  test.each([
    ['2026-11-23', both, 'a Monday'],
    ['2026-11-28', [], 'a Saturday without hours'],
    ['2026-11-30', both, 'the last day of a month'],
    ['2026-12-31', both, 'the last day of a year'],
    ['2028-02-29', both, 'a leap day, a Tuesday'],
    ['2026-10-01', [], 'National Day, a Thursday'],
    ['2026-10-07', [], 'a published day off, a Wednesday'],
    ['2026-10-10', both, 'a make-up Saturday keeps Friday’s hours'],
    ['2026-09-20', both, 'a make-up Sunday keeps Friday’s hours'],
    ['2027-01-01', [], 'a statutory holiday of a year not published yet'],
    ['2027-02-08', [], 'the fourth day of Spring Festival in such a year, a Monday'],
    ['2027-02-09', both, 'the day after it'],
  ])('%s: %j (%s)', (day, slots) => {
    expect(on(day)).toEqual(slots)
  })

  test('a make-up Saturday keeps its own hours where it has some', () => {
    const weekly = [...rules().weekly, ...every([6], '14:00', '15:00')]
    expect(on('2026-10-10', { weekly })).toEqual(['14:00–15:00'])
  })

  test('where holidays are open, neither holidays nor make-up days change anything', () => {
    expect(on('2026-10-01', { holidays: 'open' })).toEqual(both)
    expect(on('2026-10-10', { holidays: 'open' })).toEqual([])
  })

  test('hours hold from their first to their last day', () => {
    const weekly = [{ weekday: 1, from: '09:00', to: '10:00', capacity: 1, fromDay: '2026-11-30', untilDay: '2026-12-07' }]
    expect(['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14'].map((day) => on(day, { weekly }).length)).toEqual([0, 1, 1, 0])
  })

  test('an exception replaces its day, also a holiday, and says why a day is closed', () => {
    const exceptions = [
      { day: '2026-10-01', reason: '国庆义诊', hours: [{ from: '09:00', to: '10:00', capacity: 9 }] },
      { day: '2026-11-23', reason: '设备检修', hours: [] },
    ]
    expect(on('2026-10-01', { exceptions })).toEqual(['09:00–10:00'])
    expect(on('2026-11-23', { exceptions })).toEqual([])
    expect(hoursOn(rules({ exceptions }), '2026-11-23').closed).toBe('设备检修')
    expect(hoursOn(rules(), '2026-10-01').closed).toBe('国庆节，不开放')
  })
})

describe('a day is cut into slots', () => {
  test('between two slots the longer buffer counts once', () => {
    expect(on('2026-11-23', { minutes: 30, bufferBefore: 5, bufferAfter: 15 })).toEqual(['09:00–09:30', '09:45–10:15', '10:30–11:00'])
  })

  test('a rest too short for a slot is left', () => {
    expect(on('2026-11-23', { minutes: 50 })).toEqual(['09:00–09:50', '09:50–10:40'])
  })

  test('openings that touch or overlap keep the buffer between their slots', () => {
    const weekly = [...every([1], '10:30', '12:30'), ...every([1], '09:00', '11:00')]
    expect(on('2026-11-23', { weekly, bufferAfter: 10 })).toEqual(['09:00–10:00', '10:30–11:30'])
  })

  test('an evening ends at 24:00', () => {
    const [slot] = slotsOfDay(rules({ weekly: every([1], '23:00', '24:00') }), 'slot', '2026-11-30', [])
    expect(slot?.endsAt.toISOString()).toBe('2026-11-30T16:00:00.000Z')
    expect(slot?.day).toBe('2026-11-30')
  })

  test('a home visit has one slot an opening, its window; what one only comes to has none', () => {
    const weekly = [...every([1], '09:00', '12:00'), ...every([1], '14:00', '17:00')]
    expect(said(slotsOfDay(rules({ weekly }), 'home', '2026-11-23', []))).toEqual(['09:00–12:00', '14:00–17:00'])
    expect(slotsOfDay(rules({ weekly }), 'walkIn', '2026-11-23', [])).toEqual([])
  })

  test.each([
    [10, 30, 7, 3],
    [1, 90, 1, 0],
    [3, 50, 2, 1],
    [500, 0, 500, 0],
  ])('of %i places %i%% are kept for people who just come: %i can be booked, %i are kept', (capacity, walkInPercent, booked, kept) => {
    const [slot] = slotsOfDay(rules({ weekly: every([1], '09:00', '10:00', capacity), walkInPercent }), 'slot', '2026-11-23', [])
    expect(slot).toMatchObject({ capacity: booked, walkIn: kept })
  })

  test('a share too small for each slot is kept in some of them, over the day as much as was asked for', () => {
    const day = (capacity: number, walkInPercent: number) =>
      slotsOfDay(rules({ weekly: every([1], '09:00', '14:00', capacity), walkInPercent, minutes: 30 }), 'slot', '2026-11-23', []).map(
        ({ walkIn }) => walkIn,
      )
    expect(day(2, 30)).toEqual([0, 1, 0, 1, 1, 0, 1, 0, 1, 1])
    expect(day(3, 30)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    expect(day(1, 30)).toEqual(Array(10).fill(0))
  })

  test('a closure takes what it touches, for its days and hours alone', () => {
    const part = { fromDay: '2026-11-23', untilDay: '2026-11-24', hours: { from: '09:30', to: '10:00' } }
    expect(on('2026-11-23', {}, [part])).toEqual(['10:00–11:00'])
    expect(on('2026-11-25', {}, [part])).toEqual(both)
    expect(on('2026-11-24', {}, [{ ...part, hours: null }])).toEqual([])
  })
})

const minuteOfDay = fc.integer({ min: 0, max: 287 }).map((fifth) => fifth * 5)
const asWall = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const opening = fc
  .tuple(minuteOfDay, fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 500 }))
  .map(([from, lasts, capacity]) => ({ from: asWall(from), to: asWall(Math.min(from + lasts * 5, 1440)), capacity }))
const days = fc.integer({ min: 0, max: 800 }).map((count) => addDays('2026-01-01', count))

test('slots never overlap, keep their buffer, and lie inside an opening of their day', () => {
  const given = fc.record({
    day: days,
    way: fc.constantFrom('slot' as const, 'home' as const),
    hours: fc.array(opening, { maxLength: 6 }),
    minutes: fc.integer({ min: 5, max: 480 }),
    bufferBefore: fc.integer({ min: 0, max: 120 }),
    bufferAfter: fc.integer({ min: 0, max: 120 }),
    walkInPercent: fc.integer({ min: 0, max: 90 }),
  })
  fc.assert(
    fc.property(given, ({ day, way, hours, ...changes }) => {
      const weekly = hours.map((one) => ({ ...one, weekday: weekdayOf(day), fromDay: null, untilDay: null }))
      const slots = slotsOfDay(rules({ ...changes, weekly, holidays: 'open' }), way, day, [])
      const gap = Math.max(changes.bufferBefore, changes.bufferAfter) * minuteMs
      slots.forEach((slot, i) => {
        const before = slots[i - 1]
        if (before !== undefined) expect(slot.startsAt.getTime() - before.endsAt.getTime()).toBeGreaterThanOrEqual(gap)
        const around = hours.filter(({ from, to }) => instantOf(day, from) <= slot.startsAt && slot.endsAt <= instantOf(day, to))
        expect(around.length).toBeGreaterThan(0)
        expect(around.map(({ capacity }) => capacity)).toContain(slot.capacity + slot.walkIn)
        expect(slot.capacity).toBeGreaterThan(0)
        if (way === 'slot') expect(slot.endsAt.getTime() - slot.startsAt.getTime()).toBe(changes.minutes * minuteMs)
      })
      // Before the end of the first opening there is no room for another slot.
      if (way === 'slot' && hours.length === 1) {
        const [only] = hours
        const last = slots.at(-1)
        const rest = only && instantOf(day, only.to).getTime() - (last ? last.endsAt.getTime() + gap : instantOf(day, only.from).getTime())
        expect(rest).toBeLessThan(changes.minutes * minuteMs)
      }
    }),
  )
})

test('a closed time holds no slot, and the rest of the day stays as it was', () => {
  fc.assert(
    fc.property(days, fc.array(opening, { minLength: 1, maxLength: 4 }), opening, (day, hours, { from, to }) => {
      const weekly = hours.map((one) => ({ ...one, weekday: weekdayOf(day), fromDay: null, untilDay: null }))
      const ruled = rules({ weekly, minutes: 20, holidays: 'open' })
      const closure = { fromDay: day, untilDay: day, hours: { from, to } }
      const touches = (slot: WantedSlot) => slot.startsAt < instantOf(day, to) && instantOf(day, from) < slot.endsAt
      const whole = slotsOfDay(ruled, 'slot', day, [])
      expect(slotsOfDay(ruled, 'slot', day, [closure])).toEqual(whole.filter((slot) => !touches(slot)))
    }),
  )
})

test('a year entered by hand counts', () => {
  const own = calendarOf({ '2027-10-01': '国庆节', '2027-10-04': '国庆节' }, ['2027-10-09'])
  expect(dayKind('2027-10-04', own).holiday).toBe('国庆节')
  expect(said(slotsOfDay(rules(), 'slot', '2027-10-04', [], own))).toEqual([])
  expect(said(slotsOfDay(rules(), 'slot', '2027-10-09', [], own))).toEqual(both)
})

test.each(['America/New_York', 'Pacific/Kiritimati', 'UTC'])('a server in %s makes the same slots', (TZ) => {
  const contents = `
    import { slotsOfDay } from './slots-of-day'
    const weekly = [1, 2, 3, 4, 5, 7].map((weekday) => ({ weekday, from: '00:00', to: '01:00', capacity: 1, fromDay: null, untilDay: null }))
    const rules = { minutes: 60, bufferBefore: 0, bufferAfter: 0, walkInPercent: 0, holidays: 'closed', weekly, exceptions: [] }
    const days = ['2026-03-08', '2026-10-10', '2026-11-01', '2027-02-06', '2028-02-29']
    console.log(JSON.stringify([days.map((day) => slotsOfDay(rules, 'slot', day, []).map((slot) => slot.startsAt)), new Date('2026-09-30T15:30:00Z').getHours()]))`
  const built = buildSync({
    stdin: { contents, resolveDir: __dirname, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
  })
  const run = execFileSync(process.execPath, ['-e', built.outputFiles[0]?.text ?? ''], { env: { ...process.env, TZ }, encoding: 'utf8' })
  const starts = [
    ['2026-03-07T16:00:00.000Z'],
    ['2026-10-09T16:00:00.000Z'],
    ['2026-10-31T16:00:00.000Z'],
    [],
    ['2028-02-28T16:00:00.000Z'],
  ]
  // The last number proves that the child process really ran in that time zone.
  expect(JSON.parse(run)).toEqual([starts, { 'America/New_York': 11, 'Pacific/Kiritimati': 5, UTC: 15 }[TZ]])
})
