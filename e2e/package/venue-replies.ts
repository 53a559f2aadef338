import {
  aBookedTicket,
  aClosure,
  aCounter,
  aServiceRating,
  aSheet,
  aSheetSlot,
  aStaffBooking,
  aStaffBookingRow,
  aStaffService,
  aStaffTicket,
  aVenue,
  someFigures,
  someVenues,
  anImpact,
} from '../../src/testing/venues'

const times = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))
const services = ['健康义诊', '代办证明', '法律咨询', '老年助餐', '亲子阅读', '上门理发']

/** The replies for the staff of a busy venue: a full queue, a full day, long lists. */
export const venueReplies = {
  'GET /v1/staff/venues': {
    rows: times(2, (n) => ({
      only: null,
      venue: aVenue({ code: `HS-DQ${n}`, name: n === 0 ? '槐树社区党群服务站' : '清河街道党群服务中心' }),
      today: { booked: 18, arrived: 5, done: 9, missed: 1 },
      todo: { pending: 3, appeals: 1, unassigned: 2, calls: 2, ratings: 1 },
    })),
  },
  'GET /v1/staff/venues/{code}/counter': aCounter({
    queues: [
      { letter: 'A', names: ['健康义诊'], waiting: 9 },
      { letter: 'B', names: ['代办证明', '法律咨询'], waiting: 3 },
    ],
    current: [aBookedTicket(11, { state: 'called', window: '1 号窗口' }), aStaffTicket(12, { state: 'serving', window: '2 号窗口' })],
    waiting: times(12, (n) => (n % 3 === 0 ? aBookedTicket(13 + n) : aStaffTicket(13 + n))),
    passed: times(2, (n) => aStaffTicket(5 + n, { state: 'passed' })),
  }),
  'GET /v1/staff/venues/{code}/sheet': aSheet({
    services: times(4, (service) => ({
      code: service === 0 ? 'HS-YZ' : `HS-S${service}`,
      name: services[service] ?? '',
      way: 'slot' as const,
      slots: times(16, (n) =>
        aSheetSlot(service * 100 + n, {
          ...(n < 6 && { taken: 2, bookings: times(2, (one) => aStaffBookingRow(service * 100 + n * 2 + one)) }),
        }),
      ),
    })),
  }),
  'GET /v1/staff/services': { rows: times(6, (n) => aStaffService({ code: n === 0 ? 'HS-YZ' : `HS-S${n}`, name: services[n] ?? '' })) },
  'GET /v1/staff/closures': {
    rows: times(3, (n) => aClosure({ id: aClosure().id.replace(/1$/, String(n)), fromDay: `2026-12-0${n + 1}`, untilDay: '2026-12-05' })),
  },
  'POST /v1/staff/closure-checks': anImpact(),
  'POST /v1/staff/services/{code}/rule-checks': anImpact(),
  'GET /v1/staff/bookings': {
    rows: times(20, (n) => aStaffBookingRow(n, { state: 'pending', approveBy: '2026-11-24T04:00:00.000Z' })),
    next: 'p2',
  },
  'GET /v1/staff/bookings/{id}': aStaffBooking({
    phone: '13800000000',
    note: '腿脚不便，坐轮椅来',
    events: times(12, (n) => ({
      seq: n + 1,
      did: 'move',
      by: '孙桂英',
      at: `2026-11-2${n % 4}T01:00:00.000Z`,
      title: '改了时间',
      text: '孩子临时要接',
    })),
  }),
  'GET /v1/staff/booking-ratings': { rows: times(20, (n) => aServiceRating(n)), next: 'p2' },
  'GET /v1/staff/booking-figures': someFigures(30),
  'GET /v1/staff/place-figures': someVenues(60),
  'GET /v1/staff/feeds': {
    rows: times(4, (n) => ({
      id: aClosure().id.replace(/1$/, String(n)),
      name: `我的手机 ${n}`,
      venueCode: n % 2 === 0 ? 'HS-DQ0' : null,
      createdAt: '2026-11-01T01:00:00.000Z',
      lastReadAt: n === 0 ? null : '2026-11-23T01:00:00.000Z',
    })),
  },
}

const venue = 'HS-DQ0'
const booking = aStaffBooking().id

/** The parameters these pages are opened with. */
export const venueOpenings: Record<string, Record<string, string>> = {
  'staff/counter/index': { venue },
  'staff/bookings/sheet/index': { venue },
  'staff/bookings/book/index': { venue },
  'staff/bookings/list/index': { venue },
  'staff/bookings/detail/index': { id: booking },
  'staff/ratings/index': { venue },
  'staff/openings/list/index': { venue },
  'staff/openings/service/index': { venue, code: 'HS-YZ' },
  'staff/openings/closure/index': { venue },
  'staff/bookings/figures/index': { venue },
  'staff/bookings/feeds/index': { venue },
}
