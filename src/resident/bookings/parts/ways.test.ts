import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { aBooking } from '../../../testing/bookings'
import { waysOf, type Ways } from './ways'

// It begins on 24 Nov at 01:00Z and ends at 01:15Z.
const at = (time: string) => Date.parse(`2026-11-${time}:00.000Z`)

test.each<[string, Partial<BookingDetail>, string, (keyof Ways)[]]>([
  ['the day before, all is open', { actions: ['cancel', 'move'] }, '23T12:00', ['cancel', 'move']],
  ['what is no longer offered in a state that had it leaves the phone', { actions: [] }, '23T23:00', ['late']],
  ['after the cancel window one may cancel late', { actions: ['cancel'] }, '23T23:30', ['cancel', 'lateCancel']],
  ['an hour before, one may check in', { actions: ['checkIn'] }, '24T00:00', ['late', 'arrive']],
  [
    'a short cancel window and arriving do not exclude each other',
    { actions: ['cancel', 'move', 'checkIn'] },
    '24T00:30',
    ['cancel', 'move', 'arrive'],
  ],
  ['the clock alone offers nothing', { actions: ['cancel', 'move'] }, '24T00:30', ['cancel', 'move']],
  ['when it is over, nothing is offered any more', { actions: [] }, '24T01:15', []],
  ['who comes within the grace after a short one ended checks in', { actions: ['checkIn'] }, '24T01:15', ['arrive']],
  ['a no-show may be explained', { state: 'missed', actions: ['appeal'] }, '24T02:00', ['appeal']],
  ['… while it is offered', { state: 'missed', actions: [] }, '24T02:00', []],
  ['somebody else’s booking offers nothing', { as: [] }, '23T12:00', []],
])('%s', (_, over, time, expected) => {
  const ways = waysOf(aBooking(over), at(time))
  expect(Object.entries(ways).flatMap(([way, open]) => (open ? [way] : []))).toEqual(expected)
})
