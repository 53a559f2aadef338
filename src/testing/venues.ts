import { bookingMachine } from '@doorstep/contract/bookings/machine'
import type { BookingFigures, ComparedVenues, DaySheet, StaffBooking, StaffBookingRow } from '@doorstep/contract/bookings/staff-views'
import { actionsIn } from '@doorstep/contract/machine'
import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { Closure, AffectedBooking, Impact, StaffService } from '@doorstep/contract/openings/views'
import { ticketMachine } from '@doorstep/contract/queue/machine'
import type { Counter, StaffTicket } from '@doorstep/contract/queue/views'
import type { ServiceRating } from '@doorstep/contract/ratings'
import type { VenueRow } from '@doorstep/contract/services/views'
import type { Value } from '../platform/api/result'

/** Factories of venues, their queue and their bookings as the venues' staff see them; tests override fields. */

const idOf = (kind: string, n: number) => `019ab000-0000-7000-8${kind}00-${String(n).padStart(12, '0')}`
/** Returns an instant so many minutes after 09:00 of Tuesday, 24 November 2026, in China. */
const at = (minutes: number) => new Date(Date.parse('2026-11-24T01:00:00.000Z') + minutes * 60_000).toISOString()

export const aVenue = (over: Partial<VenueRow> = {}): VenueRow => ({
  code: 'HS-DQ',
  name: '槐树社区党群服务站',
  address: '清河街道槐树路 28 号',
  phone: '0999-0001100',
  areaCode: '990101001001',
  areaName: '槐树社区',
  hoursSays: '周一至周五 8:30–12:00、14:00–18:00',
  ...over,
})

type ManagedVenue = Value<'GET /v1/staff/venues'>['rows'][number]
export const aManagedVenue = (over: Partial<ManagedVenue> = {}): ManagedVenue => ({
  venue: aVenue(),
  only: null,
  today: { booked: 18, arrived: 5, done: 9, missed: 1 },
  todo: { pending: 0, appeals: 0, unassigned: 0, calls: 0, ratings: 0 },
  ...over,
})

export const aStaffBookingRow = (n: number, over: Partial<StaffBookingRow> = {}): StaffBookingRow => ({
  id: idOf('3', n),
  state: 'booked',
  serviceCode: 'HS-YZ',
  serviceName: '健康义诊',
  group: 'health',
  way: 'slot',
  startsAt: at(n * 15),
  endsAt: at(n * 15 + 15),
  place: '槐树社区党群服务站',
  seats: 1,
  forName: null,
  asOrganisation: false,
  contact: null,
  next: '到时候按时来就行',
  heldUntil: null,
  venueCode: 'HS-DQ',
  name: ['王秀兰', '赵德海', '孙桂英', '周建国', '吴淑珍', '郑玉梅'][n % 6] ?? '王秀兰',
  phone: '13800000000',
  code: String(100_200 + n * 37).padStart(6, '0'),
  note: n % 3 === 0 ? '腿脚不便，坐轮椅来' : '',
  byStaff: false,
  hasAccount: true,
  toCall: null,
  address: null,
  helper: null,
  approveBy: null,
  ...over,
})

/** Returns the actions staff get for a booking whose time has come; tests of the clock override this. */
const offered = ({ state = 'booked', as = ['counter'], way = 'slot', toCall = null, appeal = null }: Partial<StaffBooking>) =>
  actionsIn(bookingMachine, state, as).filter(
    (action) =>
      (action !== 'assign' || way === 'home') &&
      (action !== 'called' || toCall !== null) &&
      (action !== 'keep' || (appeal !== null && appeal.answer === null)),
  )

export const aStaffBooking = (over: Partial<StaffBooking> = {}): StaffBooking => ({
  ...aStaffBookingRow(2),
  helpers: [],
  reason: null,
  appeal: null,
  misses: 0,
  exempt: false,
  ticketId: null,
  events: [{ seq: 1, did: 'confirm', by: '孙桂英', at: at(-3000), title: '约好了', text: '' }],
  as: ['counter'],
  actions: offered(over),
  actionsUntil: null,
  ...over,
})

export const aStaffTicket = (n: number, over: Partial<StaffTicket> = {}): StaffTicket => ({
  id: idOf('4', n),
  number: `A${String(n).padStart(3, '0')}`,
  state: 'waiting',
  serviceName: '健康义诊',
  booked: false,
  startsAt: null,
  name: null,
  window: null,
  waitedMinutes: 4 + n,
  booking: null,
  actions: actionsIn(ticketMachine, over.state ?? 'waiting', ['counter']),
  ...over,
})

/** Returns the booking row of a person who booked by phone, was cancelled and is not notified yet. */
export const aCall = (n: number, over: Partial<StaffBookingRow> = {}): StaffBookingRow =>
  aStaffBookingRow(n, {
    state: 'cancelled',
    byStaff: true,
    hasAccount: false,
    toCall: '您约的健康义诊（11月24日 周二 9:15）取消了，对不起：停电。取消时还有空位：11月25日 周三 9:00，要不要替您看看、约一个？',
    ...over,
  })

/** Returns a ticket of a booking, with a name. */
export const aBookedTicket = (n: number, over: Partial<StaffTicket> = {}): StaffTicket => {
  const booking = aStaffBookingRow(n, { state: 'arrived' })
  return aStaffTicket(n, { booked: true, startsAt: booking.startsAt, name: booking.name, booking, ...over })
}

export const aCounter = (over: Partial<Counter> = {}): Counter => ({
  venue: aVenue(),
  queues: [{ letter: 'A', names: ['健康义诊', '代办证明'], waiting: 3 }],
  current: [],
  waiting: [aBookedTicket(13), aStaffTicket(14), aStaffTicket(15)],
  passed: [],
  served: 11,
  wallKey: 'keyOfTheWall',
  estimate: { from: 10, to: 20, says: '大约再等 10–20 分钟' },
  ...over,
})

const opening = (weekday: number, from: string, to: string) => ({ weekday, from, to, capacity: 4, fromDay: null, untilDay: null })
export const someRules = (over: Partial<OpeningRules> = {}): OpeningRules => ({
  minutes: 15,
  bufferBefore: 0,
  bufferAfter: 0,
  walkInPercent: 25,
  leadMinutes: 120,
  horizonDays: 14,
  cancelMinutes: 120,
  maxSeats: 2,
  limits: { day: 1, week: null, month: null },
  approval: null,
  minimum: null,
  graceMinutes: 15,
  holidays: 'closed',
  weekly: [1, 2, 3, 4, 5].flatMap((weekday) => [opening(weekday, '08:30', '12:00'), opening(weekday, '14:00', '17:00')]),
  exceptions: [{ day: '2026-12-31', reason: '年终盘点', hours: [] }],
  ...over,
})

export const aStaffService = (over: Partial<StaffService> = {}): StaffService => ({
  code: 'HS-YZ',
  name: '健康义诊',
  group: 'health',
  way: 'slot',
  about: '量血压、看化验单、用药咨询',
  venue: aVenue(),
  provider: 'professional',
  providerName: '市二院 陈医生',
  nextFree: at(60),
  rules: someRules(),
  version: 3,
  slotsUntil: '2027-11-23',
  venueHours: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, from: '08:30', to: '12:00' },
    { weekday, from: '14:00', to: '18:00' },
  ]),
  ...over,
})

export const anAffectedBooking = (n: number, over: Partial<AffectedBooking> = {}): AffectedBooking => ({
  bookingId: idOf('3', n),
  serviceName: '健康义诊',
  startsAt: at(n * 15),
  seats: 1,
  name: '王**',
  hasAccount: true,
  phone: null,
  why: '这一天不再开放',
  ...over,
})

export const anImpact = (over: Partial<Impact> = {}): Impact => ({
  rows: [],
  slotsAdded: 0,
  slotsRemoved: 0,
  numbers: 0,
  digest: 'digest-1',
  ...over,
})

export const aClosure = (over: Partial<Closure> = {}): Closure => ({
  id: idOf('5', 1),
  venueCode: 'HS-DQ',
  serviceCode: null,
  serviceName: null,
  fromDay: '2026-11-26',
  untilDay: '2026-11-26',
  hours: { from: '14:00', to: '18:00' },
  reason: '停水检修',
  by: '汤大勇',
  ...over,
})

type Slot = DaySheet['services'][number]['slots'][number]
export const aSheetSlot = (n: number, over: Partial<Slot> = {}): Slot => ({
  id: idOf('6', n),
  startsAt: at(n * 15),
  endsAt: at(n * 15 + 15),
  places: 4,
  walkIn: 1,
  capacity: 3,
  taken: 0,
  closedReason: null,
  waiting: 0,
  bookings: [],
  ...over,
})

export const aSheet = (over: Partial<DaySheet> = {}): DaySheet => ({
  venue: aVenue(),
  day: '2026-11-24',
  says: null,
  services: [
    {
      code: 'HS-YZ',
      name: '健康义诊',
      way: 'slot',
      slots: [
        aSheetSlot(0, { taken: 2, bookings: [aStaffBookingRow(0, { state: 'arrived' }), aStaffBookingRow(1)] }),
        aSheetSlot(1, { taken: 3, waiting: 2, bookings: [aStaffBookingRow(2), aStaffBookingRow(3, { seats: 2 })] }),
        ...[2, 3, 4, 5, 6, 7].map((n) => aSheetSlot(n)),
      ],
    },
  ],
  ...over,
})

export const someFigures = (days = 30, over: Partial<BookingFigures> = {}): BookingFigures => {
  const dayOf = (back: number) => new Date(Date.parse('2026-11-23T00:00:00Z') - back * 86_400_000).toISOString().slice(0, 10)
  return {
    fromDay: dayOf(days - 1),
    untilDay: dayOf(0),
    used: { of: 640, count: 412 },
    missed: { of: 380, count: 31 },
    cancelled: { of: 455, count: 41 },
    cancelledLate: { of: 41, count: 6 },
    calledOff: { of: 455, count: 11 },
    waiting: { of: 40, count: 27 },
    wait: { minutes: 12, of: 286 },
    days: Array.from({ length: days }, (_, n) => ({
      day: dayOf(days - 1 - n),
      capacity: n % 7 > 4 ? 0 : 32,
      booked: n % 7 > 4 ? 0 : 14 + ((n * 5) % 17),
      missed: n % 3,
      walkIns: (n * 3) % 8,
    })),
    services: ['健康义诊', '代办证明', '法律咨询', '老年助餐', '亲子阅读'].map((name, n) => ({
      code: `S-${n}`,
      name,
      used: { of: 120, count: 104 - n * 19 },
      missed: { of: 96 - n * 10, count: 3 + n },
      waiting: { of: 8, count: 5 },
    })),
    hours: [8, 9, 10, 11, 14, 15, 16, 17].map((hour, n) => {
      const tickets = [12, 34, 41, 22, 18, 26, 15, 6][n] ?? 0
      return { hour, tickets, served: tickets - 2, minutes: tickets - 2 < 5 ? null : 5 + n }
    }),
    ...over,
  }
}

export const someVenues = (count: number): ComparedVenues => ({
  fromDay: '2026-10-25',
  untilDay: '2026-11-23',
  all: {
    booked: 455 * count,
    missed: { of: 380 * count, count: 31 * count },
    cancelled: { of: 455 * count, count: 41 * count },
    calledOff: { of: 455 * count, count: 11 * count },
    wait: { minutes: 12, of: 286 * count },
  },
  rows: Array.from({ length: count }, (_, n) => ({
    code: `HS-DQ${n}`,
    name: `槐树社区党群服务站 ${n + 1}`,
    areaName: '槐树社区',
    booked: 455,
    missed: { of: 380, count: 31 },
    cancelled: { of: 455, count: 41 },
    calledOff: { of: 455, count: 11 },
    wait: n % 3 === 2 ? null : { minutes: 12, of: 286 },
  })),
})

export const aServiceRating = (n: number, over: Partial<ServiceRating> = {}): ServiceRating => ({
  id: idOf('7', n),
  serviceName: '代办证明',
  venueName: '槐树社区党群服务站',
  week: '2026-11-16',
  satisfied: 2,
  reasons: ['等得太久', '没有办成'],
  text: '等了一个半小时，最后说系统坏了让明天再来。',
  answerBy: at(4000),
  overdue: false,
  answer: null,
  ...over,
})
