import { execFileSync } from 'node:child_process'
import { buildSync } from 'esbuild'
import fc from 'fast-check'
import { addDays, addWorkingDays, calendarOf, chinaCalendar, dayKind, dayOf, instantOf, isWorkingDay, weekdayOf } from './calendar'

describe('working days follow the published schedule', () => {
  test.each([
    ['2026-09-20', true, 'makeUp', 'Sunday worked for National Day'],
    ['2026-09-25', false, 'restDay', 'Mid-Autumn, a Friday'],
    ['2026-09-30', true, 'workday', 'the Wednesday before National Day'],
    ['2026-10-01', false, 'restDay', 'National Day'],
    ['2026-10-07', false, 'restDay', 'last day of the National Day week'],
    ['2026-10-10', true, 'makeUp', 'Saturday worked for National Day'],
    ['2026-10-11', false, 'restDay', 'an ordinary Sunday'],
    ['2026-02-14', true, 'makeUp', 'Saturday worked for Spring Festival'],
    ['2026-02-23', false, 'restDay', 'last day of Spring Festival, a Monday'],
    ['2024-02-29', true, 'workday', 'leap day, a Thursday'],
  ])('%s working=%s (%s): %s', (day, working, kind) => {
    expect(dayKind(day)).toMatchObject({ working, kind, basis: 'published' })
  })

  test('a year that is not published yet has weekends and statutory holidays, and says so', () => {
    const after = Math.max(...chinaCalendar.years) + 1
    expect(dayKind(`${after}-10-01`)).toMatchObject({ basis: 'byStatute', holiday: '国庆节', working: false })
    expect(dayKind(`${after}-10-04`)).toMatchObject({ basis: 'byStatute', holiday: null, working: weekdayOf(`${after}-10-04`) <= 5 })
  })
})

test.each([
  ['2026-09-30', 1, '2026-10-08', 'over National Day'],
  ['2026-09-30', 3, '2026-10-10', 'ending on the make-up Saturday'],
  ['2026-09-30', 4, '2026-10-12', 'past the make-up Saturday and a Sunday'],
  ['2026-10-03', 0, '2026-10-08', 'none, begun in the holiday'],
  ['2026-10-08', 0, '2026-10-08', 'none, begun on a working day'],
  ['2025-12-31', 1, '2026-01-04', 'over New Year to the make-up Sunday'],
  ['2024-02-28', 2, '2024-03-01', 'over the leap day'],
  ['2026-01-30', 1, '2026-02-02', 'over the end of a month'],
])('from %s, %i working days end on %s (%s)', (day, count, end) => {
  expect(addWorkingDays(day, count)).toBe(end)
})

const days = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))

test('the n-th working day is a working day with exactly n working days after the start up to it', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 60 }), (start, count) => {
      const end = addWorkingDays(start, count)
      let counted = 0
      for (let at = addDays(start, 1); at <= end; at = addDays(at, 1)) if (isWorkingDay(at)) counted += 1
      expect(isWorkingDay(end)).toBe(true)
      expect(counted).toBe(count)
    }),
  )
})

test('a day and its instants agree, across 16:00 UTC where the Chinese day turns', () => {
  expect(dayOf(new Date('2026-12-31T15:59:59.999Z'))).toBe('2026-12-31')
  expect(dayOf(new Date('2026-12-31T16:00:00.000Z'))).toBe('2027-01-01')
  expect(instantOf('2027-01-01').toISOString()).toBe('2026-12-31T16:00:00.000Z')
  expect(instantOf('2026-12-31', '24:00')).toEqual(instantOf('2027-01-01'))
  fc.assert(fc.property(days, (day) => dayOf(instantOf(day, '23:59')) === day && dayOf(instantOf(day)) === day))
})

test('an own calendar can be given, for a year somebody enters by hand', () => {
  const own = calendarOf({ '2027-10-01': '国庆节' }, ['2027-10-09'])
  expect(dayKind('2027-10-01', own)).toEqual({ working: false, kind: 'restDay', holiday: '国庆节', basis: 'published' })
  expect(dayKind('2027-10-09', own)).toMatchObject({ working: true, kind: 'makeUp' })
})

test.each(['America/New_York', 'Pacific/Kiritimati', 'UTC'])('a server in %s computes the same deadlines', (TZ) => {
  const contents = `
    import { dayOf, weekdayOf } from './calendar'
    import { dueAt } from './deadline'
    import { addDutyMinutes } from './duty-hours'
    const start = new Date('2026-09-30T15:30:00Z')
    console.log(JSON.stringify([dayOf(start), weekdayOf('2026-10-01'), dueAt(start, { amount: 5, unit: 'workingDay' }).at,
      addDutyMinutes(start, 30, [{ weekday: 4, from: '08:30', to: '12:00' }]), start.getHours()]))`
  const built = buildSync({
    stdin: { contents, resolveDir: __dirname, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
  })
  const code = built.outputFiles[0]?.text ?? ''
  const run = execFileSync(process.execPath, ['-e', code], { env: { ...process.env, TZ }, encoding: 'utf8' })
  const computed = ['2026-09-30', 4, '2026-10-13T10:00:00.000Z', '2026-10-08T01:00:00.000Z']
  // The last number proves that the child process really ran in that time zone.
  expect(JSON.parse(run)).toEqual([...computed, { 'America/New_York': 11, 'Pacific/Kiritimati': 5, UTC: 15 }[TZ]])
})
