import { execFileSync } from 'node:child_process'
import { chinaCalendar } from './calendar'
import { holidayOf, mayBeRearranged } from './holidays'
import { statutoryHoliday } from './statutory-days'

describe('statutory holidays are known before their year is published', () => {
  test.each([
    ['2027-01-01', '元旦'],
    ['2027-01-02', null],
    ['2027-02-04', null],
    ['2027-02-05', '春节'],
    ['2027-02-08', '春节'],
    ['2027-02-09', null],
    ['2027-04-05', '清明'],
    ['2027-05-02', '劳动节'],
    ['2027-05-03', null],
    ['2027-06-09', '端午'],
    ['2027-09-15', '中秋'],
    ['2027-10-03', '国庆节'],
    ['2027-10-04', null],
    ['2028-01-25', '春节'],
    ['2028-02-29', null],
    ['2031-10-01', '国庆节'],
  ])('%s is %s', (day, name) => {
    expect(statutoryHoliday(day)).toBe(name)
  })

  test('a year has thirteen such days, one less when two fall together', () => {
    const count = (year: number) =>
      Array.from({ length: 366 }, (_, i) => new Date(Date.UTC(year, 0, 1 + i)).toISOString().slice(0, 10))
        .filter((day) => day.startsWith(String(year)))
        .filter((day) => statutoryHoliday(day) !== null).length
    // 中秋 falls on 国庆节 in 2028, 2031, 2039.
    const years = Array.from({ length: 16 }, (_, i) => 2025 + i)
    expect(Object.fromEntries(years.map((year) => [year, count(year)]))).toEqual(
      Object.fromEntries(years.map((year) => [year, [2028, 2031, 2039].includes(year) ? 12 : 13])),
    )
  })
})

test('every statutory day of the published years is a published holiday of that name', () => {
  const years = [...chinaCalendar.years].filter((year) => year >= 2025)
  const differs = years.flatMap((year) =>
    Array.from({ length: 365 }, (_, i) => new Date(Date.UTC(year, 0, 1 + i)).toISOString().slice(0, 10)).filter((day) => {
      const published = holidayOf(day)
      const statutory = statutoryHoliday(day)
      return statutory !== null && published !== statutory
    }),
  )
  expect(years.length).toBeGreaterThan(1)
  // 中秋 2025 fell within the published 国庆节 week, which names only one of the two.
  expect(differs.filter((day) => holidayOf(day) === null)).toEqual([])
})

test('the days that follow moon and sun are those of the calendar package', () => {
  // The package computes in the host's time zone, so it runs in a zone where its days are right.
  const script = `
    const { getSolarDateFromLunar, getSolarTermDate } = require('chinese-days')
    const lunar = (year, day) => getSolarDateFromLunar(year + '-' + day).date
    const days = []
    for (let year = 2025; year <= 2040; year += 1)
      days.push(lunar(year, '01-01'), getSolarTermDate(year, 4, 'pure_brightness'), lunar(year, '05-05'), lunar(year, '08-15'))
    console.log(JSON.stringify(days))`
  const run = execFileSync(process.execPath, ['-e', script], { cwd: __dirname, env: { ...process.env, TZ: 'Asia/Shanghai' } })
  const days = JSON.parse(run.toString()) as string[]
  expect(days).toHaveLength(64)
  expect(days.filter((day) => statutoryHoliday(day) === null)).toEqual([])
})

test.each([
  ['2027-02-10', true, 'right after Spring Festival'],
  ['2027-09-20', true, 'where a make-up day of National Day may lie'],
  ['2027-07-15', false, 'far from any holiday'],
  ['2026-10-04', false, 'published'],
])('%s may be rearranged: %s (%s)', (day, may) => {
  expect(mayBeRearranged(day)).toBe(may)
})
