import { aGridCard } from '../testing/grids'
import { nightPhoneOf } from './night-phone'

const monday = (time: string) => Date.parse(`2026-11-23T${time}:00+08:00`)
const hours = [
  { weekday: 1, from: '08:30', to: '12:00' },
  { weekday: 1, from: '14:00', to: '18:00' },
]
const off = (until: string, nightPhone: string | null = '0999-0010101') =>
  aGridCard({ onDuty: { state: 'off', name: '李明', staffCode: 'W003', until, says: '' }, dutyHours: hours, nightPhone })
const tomorrow = '2026-11-24T00:30:00.000Z'

test('the night phone is there after the day’s duty, and before it', () => {
  expect(nightPhoneOf(off(tomorrow), monday('20:00'))).toBe('0999-0010101')
  expect(nightPhoneOf(off('2026-11-23T00:30:00.000Z'), monday('06:00'))).toBe('0999-0010101')
})

test('not in the break at noon, when the grid member comes back', () => {
  expect(nightPhoneOf(off('2026-11-23T06:00:00.000Z'), monday('12:00'))).toBeNull()
})

test('not on duty, and not where there is none or an earlier version answers', () => {
  expect(nightPhoneOf(aGridCard({ nightPhone: '0999-0010101' }), monday('10:00'))).toBeNull()
  expect(nightPhoneOf(off(tomorrow, null), monday('20:00'))).toBeNull()
  const earlier = off(tomorrow)
  delete earlier.nightPhone
  expect(nightPhoneOf(earlier, monday('20:00'))).toBeNull()
})
