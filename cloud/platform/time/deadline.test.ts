import type { Duration } from '@doorstep/contract/requests/views'
import fc from 'fast-check'
import { chinaCalendar, dayOf, instantOf, isWorkingDay } from './calendar'
import { dueAt } from './deadline'

const at = (wall: string) => instantOf(wall.slice(0, 10), wall.slice(11))

test.each<[string, Duration, string, string]>([
  ['2026-01-31 09:30', { amount: 30, unit: 'minute' }, '2026-01-31 10:00', 'minutes from the start itself'],
  ['2026-09-30 23:00', { amount: 2, unit: 'hour' }, '2026-10-01 01:00', 'hours run through the night and the holiday'],
  ['2026-03-31 09:30', { amount: 1, unit: 'day' }, '2026-04-01 18:00', 'a day over the end of a month'],
  ['2024-02-28 09:30', { amount: 1, unit: 'day' }, '2024-02-29 18:00', 'a day into the leap day'],
  ['2023-02-28 09:30', { amount: 1, unit: 'day' }, '2023-03-01 18:00', 'a day in an ordinary year'],
  ['2025-12-31 09:30', { amount: 7, unit: 'day' }, '2026-01-07 18:00', 'days over the end of a year'],
  ['2026-01-30 09:30', { amount: 1, unit: 'day' }, '2026-02-02 18:00', 'a last day on a Saturday'],
  ['2026-11-21 18:00', { amount: 0, unit: 'day' }, '2026-11-23 18:00', 'no day, on a Saturday'],
  ['2026-11-23 09:30', { amount: 5, unit: 'workingDay' }, '2026-11-30 18:00', 'Monday to the next Monday'],
  ['2026-11-23 23:59', { amount: 5, unit: 'workingDay' }, '2026-11-30 18:00', 'the hour of the start does not matter'],
  ['2026-09-30 10:00', { amount: 5, unit: 'workingDay' }, '2026-10-13 18:00', 'National Day 2026: the make-up Saturday counts'],
  ['2026-10-03 10:00', { amount: 1, unit: 'workingDay' }, '2026-10-08 18:00', 'begun in the holiday'],
  ['2026-11-23 09:30', { amount: 0, unit: 'workingDay' }, '2026-11-23 18:00', 'the same day'],
  ['2026-11-23 18:00', { amount: 0, unit: 'workingDay' }, '2026-11-24 18:00', 'the same day, but offices have closed'],
  ['2026-11-21 18:00', { amount: 0, unit: 'workingDay' }, '2026-11-23 18:00', 'the same day, on a Saturday'],
])('begun %s, %j is due %s (%s)', (start, duration, due) => {
  expect(dueAt(at(start), duration)).toEqual({ at: at(due), basis: 'published' })
})

test('a deadline that reaches into a year not yet published says so', () => {
  const last = Math.max(...chinaCalendar.years)
  expect(dueAt(instantOf(`${last}-12-31`, '10:00'), { amount: 5, unit: 'workingDay' }).basis).toBe('byStatute')
})

const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })

test('a working-day deadline is at closing time of a working day, later than the start, and never before a shorter one', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 30 }), (start, amount) => {
      const due = dueAt(start, { amount, unit: 'workingDay' }).at
      expect(due.toISOString().slice(11)).toBe('10:00:00.000Z')
      expect(isWorkingDay(dayOf(due))).toBe(true)
      expect(due > start).toBe(true)
      expect(dueAt(start, { amount: amount + 1, unit: 'workingDay' }).at >= due).toBe(true)
    }),
  )
})
