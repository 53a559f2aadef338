import { calendarOf, chinaCalendar, instantOf, type Calendar } from '../platform/time/calendar'
import { dueAt } from '../platform/time/deadline'
import type { Clock } from './clock-rules'
import { reckonedAgain } from './reckon'

const at = (wall: string) => instantOf(wall.slice(0, 10), wall.slice(11))
const now = at('2026-12-28 10:00')
const off = ['2027-01-01', '2027-01-02', '2027-01-03', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09', '2027-02-10']
/** 2027 as it may be published: five more days off at 春节, and a Saturday before it worked. */
const later: Calendar = {
  ...chinaCalendar,
  holidays: new Map([...chinaCalendar.holidays, ...calendarOf(Object.fromEntries(off.map((day) => [day, '节'])), []).holidays]),
  makeUpDays: new Set([...chinaCalendar.makeUpDays, '2027-01-30']),
  years: new Set([...chinaCalendar.years, 2027]),
}
const clock = (unit: Clock['unit'], due: string, reckonedTo: number | null): Clock => ({
  id: 'one',
  kind: 'handling',
  unit,
  rule: '测试',
  startedAt: now,
  dueAt: at(due),
  pausedAt: null,
  stoppedAt: null,
  reckonedTo,
  missedAt: null,
})

test.each<[says: string, Clock['unit'], due: string, reckonedTo: number | null, Calendar, after: string]>([
  ['the same year is as it was', 'workingDay', '2026-12-31 18:00', 2026, later, '2026-12-31 18:00'],
  ['before the first day that changed', 'workingDay', '2027-01-04 18:00', 2026, later, '2027-01-04 18:00'],
  ['over days that were given off', 'workingDay', '2027-02-12 18:00', 2026, later, '2027-02-15 18:00'],
  ['a make-up Saturday counts', 'workingDay', '2027-02-01 18:00', 2026, later, '2027-01-30 18:00'],
  ['日 that now end in the rest', 'day', '2027-02-09 18:00', 2026, later, '2027-02-11 18:00'],
  ['日 that do not', 'day', '2027-01-12 18:00', 2026, later, '2027-01-12 18:00'],
  ['hours know no calendar', 'hour', '2027-02-09 10:00', 2026, later, '2027-02-09 10:00'],
  ['of 0.3.0, which knew no 元旦 of 2027', 'workingDay', '2027-01-01 18:00', null, chinaCalendar, '2027-01-04 18:00'],
  ['of 0.3.0, within 2026', 'workingDay', '2026-12-31 18:00', null, chinaCalendar, '2026-12-31 18:00'],
])('%s: %s due %s', (_says, unit, due, reckonedTo, calendar, after) => {
  const again = reckonedAgain(clock(unit, due, reckonedTo), now, calendar)
  expect(again.dueAt).toEqual(at(after))
  expect(reckonedAgain(again, now, calendar)).toBe(again)
})

test('reckoned again is what is reckoned once the year is published', () => {
  for (let amount = 1; amount <= 60; amount += 1) {
    const length = { amount, unit: 'workingDay' as const }
    const before = { ...clock('workingDay', '2026-12-31 18:00', 2026), dueAt: dueAt(now, length).at }
    expect(reckonedAgain(before, now, later).dueAt).toEqual(dueAt(now, length, later).at)
  }
})

test('what is over stays over', () => {
  const over = clock('workingDay', '2027-02-09 18:00', 2026)
  expect(reckonedAgain(over, at('2027-02-10 09:00'), later)).toBe(over)
})
