import fc from 'fast-check'
import { instantOf } from './calendar'
import { addDutyMinutes, dutyAt, dutyMsBetween } from './duty-hours'
import type { DutyHours } from './duty-hours'

const at = (wall: string) => instantOf(wall.slice(0, 10), wall.slice(11))
const weekdays: DutyHours[] = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: '08:30', to: '12:00' },
  { weekday, from: '14:00', to: '18:00' },
])
const sundaysToo: DutyHours[] = [...weekdays, { weekday: 7, from: '09:00', to: '11:00' }]
const nights: DutyHours[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '20:00', to: '06:00' }))
const always: DutyHours[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }))

test.each([
  ['2026-11-23 09:00', 30, weekdays, '2026-11-23 09:30', 'within a stretch'],
  ['2026-11-23 11:50', 30, weekdays, '2026-11-23 14:20', 'over the noon break'],
  ['2026-11-23 11:30', 30, weekdays, '2026-11-23 12:00', 'exactly to its end'],
  ['2026-11-23 17:50', 30, weekdays, '2026-11-24 08:50', 'over the night'],
  ['2026-11-20 17:50', 30, weekdays, '2026-11-23 08:50', 'over the weekend'],
  ['2026-11-23 03:00', 0, weekdays, '2026-11-23 08:30', 'none: when duty begins'],
  ['2026-09-30 17:50', 30, weekdays, '2026-10-08 08:50', 'over National Day'],
  ['2026-10-09 17:50', 30, weekdays, '2026-10-10 08:50', 'into the make-up Saturday'],
  ['2026-09-30 17:50', 30, sundaysToo, '2026-10-01 09:20', 'a holiday keeps Sunday’s hours'],
  ['2026-09-19 10:00', 30, sundaysToo, '2026-09-20 09:30', 'a make-up Sunday keeps the team’s own Sunday hours'],
  ['2026-11-23 23:50', 30, nights, '2026-11-24 00:20', 'over midnight'],
  ['2026-11-23 05:50', 30, nights, '2026-11-23 20:20', 'from the end of last night to tonight'],
  ['2026-12-31 17:50', 30, weekdays, '2027-01-04 08:50', 'over New Year, though its year is not published yet'],
  ['2026-12-31 23:50', 30, always, '2027-01-01 00:20', 'round the clock, over the end of the year'],
  ['2026-11-21 10:00', 30, [], '2026-11-23 09:00', 'no hours given: office hours'],
])('from %s, %i duty minutes of %o end at %s', (start, minutes, hours, end) => {
  expect(addDutyMinutes(at(start), minutes, hours)).toEqual(at(end))
})

test('a team that only serves on a holiday-prone day is still found, and round the clock has no seam', () => {
  expect(addDutyMinutes(at('2026-11-23 10:00'), 60 * 24 * 500, always)).toEqual(
    new Date(at('2026-11-23 10:00').getTime() + 500 * 86_400_000),
  )
})

const hoursOf = fc.constantFrom(weekdays, sundaysToo, nights, always)
const instants = fc.date({ min: new Date('2025-01-01'), max: new Date('2027-06-30'), noInvalidDate: true })

test('the duty time between a start and its deadline is exactly the minutes promised', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 3000 }), hoursOf, (start, minutes, hours) => {
      expect(dutyMsBetween(start, addDutyMinutes(start, minutes, hours), hours)).toBe(minutes * 60_000)
    }),
  )
})

test('duty time adds up: minutes in two steps end where they end in one', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 }), hoursOf, (start, a, b, hours) => {
      expect(addDutyMinutes(addDutyMinutes(start, a, hours), b, hours)).toEqual(addDutyMinutes(start, a + b, hours))
    }),
  )
})

test('says whether a team is on duty and until when', () => {
  expect(dutyAt(at('2027-01-01 10:00'), weekdays)).toEqual({ onDuty: false, until: at('2027-01-04 08:30') })
  expect(dutyAt(at('2026-11-23 09:00'), weekdays)).toEqual({ onDuty: true, until: at('2026-11-23 12:00') })
  expect(dutyAt(at('2026-11-23 12:00'), weekdays)).toEqual({ onDuty: false, until: at('2026-11-23 14:00') })
  expect(dutyAt(at('2026-11-20 18:00'), weekdays)).toEqual({ onDuty: false, until: at('2026-11-23 08:30') })
})
