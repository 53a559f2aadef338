import { bookingMachine } from '@doorstep/contract/bookings/machine'
import type { BookingDetail, BookingRow, WaitingRow } from '@doorstep/contract/bookings/views'
import { actionsIn } from '@doorstep/contract/machine'
import { ticketMachine } from '@doorstep/contract/queue/machine'
import type { TicketView } from '@doorstep/contract/queue/views'
import type { VenueRow } from '@doorstep/contract/services/views'

const id = (kind: string, n = 1) => `019ab000-0000-7000-8${kind}00-${String(n).padStart(12, '0')}`

/** Returns the community's station as a venue row; tests override fields. */
export const aVenueRow = (over: Partial<VenueRow> = {}): VenueRow => ({
  code: 'V1',
  name: '槐树社区党群服务站',
  address: '清河街道槐树路 18 号一楼',
  phone: '0999-0001188',
  areaCode: '990101001001',
  areaName: '槐树社区',
  hoursSays: '周一至周五 8:30–12:00、14:00–18:00',
  ...over,
})

/** Returns a booking of tomorrow as a list row. */
export const aBookingRow = (over: Partial<BookingRow> = {}): BookingRow => ({
  id: id('b'),
  state: 'booked',
  serviceCode: 'S-CHECK',
  serviceName: '老年人健康体检',
  group: 'health',
  way: 'slot',
  startsAt: '2026-11-24T01:00:00.000Z',
  endsAt: '2026-11-24T01:15:00.000Z',
  place: '槐树社区党群服务站',
  seats: 1,
  forName: null,
  asOrganisation: false,
  next: '明天 9:00 开始，请提前到场签到；请准备：身份证',
  heldUntil: null,
  ...over,
})

/** Returns the same booking in full, for its booker. */
export const aBooking = (over: Partial<BookingDetail> = {}): BookingDetail => ({
  ...aBookingRow(),
  slotId: id('c'),
  code: '482913',
  venue: aVenueRow(),
  providerName: '市二院 陈医生',
  phone: '0999-0001188',
  bring: '身份证或社保卡，空腹',
  note: '',
  address: null,
  helper: null,
  reason: null,
  cancelUntil: '2026-11-23T23:00:00.000Z',
  arriveFrom: '2026-11-24T00:00:00.000Z',
  arriveUntil: '2026-11-24T01:15:00.000Z',
  approveBy: null,
  sequence: 0,
  icsUrl: `/v1/bookings/${id('b')}/calendar?exp=1795415400&sig=${'a'.repeat(43)}`,
  missedSays: null,
  appeal: null,
  rating: null,
  rateBy: null,
  ticketId: null,
  events: [{ seq: 1, did: 'confirm', by: '您', at: '2026-11-22T12:14:00.000Z', title: '您约好了', text: '' }],
  as: ['booker'],
  // As if every guard passed; tests of guards override this.
  actions: actionsIn(bookingMachine, over.state ?? 'booked', over.as ?? ['booker']),
  actionsUntil: null,
  ...over,
})

/** Returns a waiting-list row, second in line for a full slot. */
export const aWaiting = (over: Partial<WaitingRow> = {}): WaitingRow => ({
  id: id('d'),
  state: 'waiting',
  slotId: id('c', 2),
  serviceCode: 'S-LEGAL',
  serviceName: '法律咨询',
  startsAt: '2026-11-25T06:00:00.000Z',
  endsAt: '2026-11-25T06:30:00.000Z',
  place: '槐树社区党群服务站',
  seats: 1,
  forOther: false,
  position: 2,
  holdId: null,
  offerUntil: null,
  ...over,
})

/** Returns a queue ticket with three others ahead. */
export const aTicket = (over: Partial<TicketView> = {}): TicketView => ({
  id: id('e'),
  number: 'A012',
  state: 'waiting',
  venue: aVenueRow(),
  serviceCode: 'HEALTH-CHECK',
  serviceName: '老年人健康体检',
  bookingId: id('b'),
  ahead: 3,
  leftOver: false,
  estimate: { from: 10, to: 20, says: '大约 10 到 20 分钟' },
  window: null,
  now: 'A008',
  says: '预约优先，按预约时间叫号',
  drawnAt: '2026-11-24T00:40:00.000Z',
  actions: actionsIn(ticketMachine, over.state ?? 'waiting', ['holder']),
  ...over,
})
