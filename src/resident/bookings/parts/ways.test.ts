import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { aBooking } from '../../../testing/bookings'
import { waysOf, type Ways } from './ways'

// cancelUntil 23 Nov 23:00Z · arriveFrom 24 Nov 00:00Z · begins 01:00Z · ends 01:15Z = arriveUntil
const at = (time: string) => Date.parse(`2026-11-${time}:00.000Z`)
const rateBy = '2026-12-09T01:15:00.000Z'

test.each<[string, Partial<BookingDetail>, string, (keyof Ways)[]]>([
  ['the day before, all is open', {}, '23T12:00', ['cancel', 'move']],
  ['once the cancel window is over, only the phone is left', {}, '23T23:00', ['late']],
  ['an hour before, one may check in', {}, '24T00:00', ['late', 'arrive']],
  [
    'a short cancel window and arriving do not exclude each other',
    { cancelUntil: '2026-11-24T00:50:00.000Z' },
    '24T00:30',
    ['cancel', 'move', 'arrive'],
  ],
  ['nobody checks in to a home visit', { way: 'home' }, '24T00:30', ['late']],
  ['what still waits for a yes has nothing to arrive at', { state: 'pending' }, '24T00:30', ['late']],
  ['no time left in the answer means it is too late', { cancelUntil: null }, '23T12:00', ['late']],
  ['when it is over, nothing is offered any more', {}, '24T01:15', []],
  ['who comes within the grace after a short one ended checks in', { arriveUntil: '2026-11-24T01:20:00.000Z' }, '24T01:15', ['arrive']],
  ['… and not after it', { arriveUntil: '2026-11-24T01:20:00.000Z' }, '24T01:20', []],
  ['a no-show may be explained', { state: 'missed', cancelUntil: null }, '24T02:00', ['appeal']],
  ['… once', { state: 'missed', cancelUntil: null, appeal: { text: '住院了', answer: null } }, '24T02:00', []],
  ['what was had is rated', { state: 'done', cancelUntil: null, rateBy }, '24T02:00', ['rate']],
  ['… once', { state: 'done', cancelUntil: null, rateBy, rating: { satisfied: 5, text: '', answer: null } }, '24T02:00', []],
  ['… while there is time', { state: 'done', cancelUntil: null, rateBy: '2026-11-24T01:30:00.000Z' }, '24T02:00', []],
  ['somebody else’s booking offers nothing', { as: [] }, '23T12:00', []],
])('%s', (_, over, time, expected) => {
  const ways = waysOf(aBooking(over), at(time))
  expect(Object.entries(ways).flatMap(([way, open]) => (open ? [way] : []))).toEqual(expected)
})
