import fc from 'fast-check'
import { readWeek, writeWeek } from './opening-hours'

test.each([
  ['1-5 08:30-12:00 14:00-18:00; 6 09:00-12:00', 11],
  ['1-7 9:00-19:00', 7],
  ['1 3 5 08:00-24:00', 3],
  ['6-7 09:00–12:00;1 9:00-10:00', 3],
  ['6-7 09:00-12:00\uFF1B1 9:00-10:00', 3],
])('%s is read', (cell, stretches) => {
  expect(readWeek(cell)).toHaveLength(stretches)
})

test.each([
  '',
  '1-5',
  '08:30-12:00',
  '5-1 08:30-12:00',
  '8 08:30-12:00',
  '1 12:00-08:30',
  '1 08:30-25:00',
  '1-2 08:30-12:00; 2 11:00-13:00',
  '1 08:30-12:00 2',
])('%j is refused', (cell) => {
  expect(readWeek(cell)).toBeNull()
})

const wall = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const oneDay = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 }).map((times) => {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted.flatMap((from, at) =>
    at % 2 === 0 && sorted[at + 1] !== undefined ? [{ from: wall(from), to: wall(sorted[at + 1] ?? 0) }] : [],
  )
})

test('any week that is written is read as it was', () => {
  const week = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 7 }), oneDay), { minLength: 1, selector: ([weekday]) => weekday })
    .map((days) => days.sort(([a], [b]) => a - b).flatMap(([weekday, stretches]) => stretches.map((stretch) => ({ weekday, ...stretch }))))
  fc.assert(fc.property(week, (hours) => expect(readWeek(writeWeek(hours))).toEqual(hours)))
})
