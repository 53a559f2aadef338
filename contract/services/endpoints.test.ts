import * as v from 'valibot'
import { OpeningRules } from '../openings/rules'

const rules = {
  minutes: 30,
  bufferBefore: 0,
  bufferAfter: 0,
  walkInPercent: 0,
  leadMinutes: 0,
  horizonDays: 14,
  cancelMinutes: 0,
  maxSeats: 1,
  limits: { day: null, week: null, month: null },
  approval: null,
  minimum: null,
  graceMinutes: 15,
  holidays: 'closed',
  weekly: [],
  exceptions: [],
}
const line = (weekday: number, from: string, to: string, fromDay: string | null = null, untilDay: string | null = null) => ({
  weekday,
  from,
  to,
  capacity: 2,
  fromDay,
  untilDay,
})
const reads = (more: object) => v.is(OpeningRules, { ...rules, ...more })

test.each([
  ['one after the other', [line(1, '09:00', '11:00'), line(1, '11:00', '12:00')], true],
  ['on other weekdays', [line(1, '09:00', '11:00'), line(2, '10:00', '12:00')], true],
  ['crossing', [line(1, '09:00', '11:00'), line(1, '10:00', '12:00')], false],
  ['within', [line(1, '09:00', '12:00'), line(1, '10:00', '11:00')], false],
  ['in seasons apart', [line(1, '09:00', '11:00', null, '2026-12-31'), line(1, '10:00', '12:00', '2027-01-01')], true],
  ['in seasons that share a day', [line(1, '09:00', '11:00', null, '2027-01-01'), line(1, '10:00', '12:00', '2027-01-01')], false],
  ['backwards', [line(1, '11:00', '09:00')], false],
  ['in a season that ends before it begins', [line(1, '09:00', '11:00', '2027-01-02', '2027-01-01')], false],
])('weekly hours %s', (_what, weekly, may) => {
  expect(reads({ weekly })).toBe(may)
})

const hours = (from: string, to: string) => ({ from, to, capacity: 2 })
const on = (day: string, ...of: ReturnType<typeof hours>[]) => ({ day, reason: '活动', hours: of })

test.each([
  ['a day once, its hours apart', [on('2027-02-01', hours('09:00', '10:00'), hours('10:00', '11:00')), on('2027-02-02')], true],
  ['hours that cross', [on('2027-02-01', hours('09:00', '10:30'), hours('10:00', '11:00'))], false],
  ['a day twice', [on('2027-02-01', hours('09:00', '10:00')), on('2027-02-01', hours('11:00', '12:00'))], false],
])('exceptions: %s', (_what, exceptions, may) => {
  expect(reads({ exceptions })).toBe(may)
})
