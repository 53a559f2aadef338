import type { Hold } from '@doorstep/contract/bookings/views'
import type { BookableService, DayRow, ServiceRow, ServiceTimes, SlotRow } from '@doorstep/contract/services/views'
import { aVenueRow } from './bookings'

/** Returns a check-up at the community's station; tests override fields. */
export const aServiceRow = (over: Partial<ServiceRow> = {}): ServiceRow => ({
  code: 'S-CHECK',
  name: '老年人健康体检',
  group: 'health',
  way: 'slot',
  about: '量血压、测血糖、看化验单、问用药',
  venue: aVenueRow(),
  provider: 'professional',
  providerName: '市二院 陈医生',
  nextFree: '2026-11-24T01:00:00.000Z',
  ...over,
})

/** Returns the same service as the page shows it that books it. */
export function aService(over: Partial<BookableService> = {}): BookableService {
  const { code, name, group, way, about, venue, provider, providerName } = aServiceRow()
  return {
    ...{ code, name, group, way, about, venue, provider, providerName },
    bring: '身份证或社保卡，空腹',
    whoMay: '60 岁以上居民',
    phone: '0999-0001188',
    says: ['最晚提前 2 小时预约', '开始前 2 小时可以自己取消或改时间', '一个人一天约 1 次'],
    minutes: 15,
    maxSeats: 2,
    approval: false,
    lastDay: '2026-12-07',
    ...over,
  }
}

export const aDay = (over: Partial<DayRow> = {}): DayRow => ({ day: '2026-11-24', state: 'open', free: 6, slots: 8, says: '', ...over })

/** Returns a slot tomorrow at 9:00, two of four seats free. */
export const aSlot = (over: Partial<SlotRow> = {}): SlotRow => ({
  id: '019ab000-0000-7000-8c00-000000000001',
  startsAt: '2026-11-24T01:00:00.000Z',
  endsAt: '2026-11-24T01:15:00.000Z',
  capacity: 4,
  free: 2,
  state: 'free',
  waiting: 0,
  ...over,
})

/** Returns the service with one day and one slot. */
export const aServiceTimes = (over: Partial<ServiceTimes> = {}): ServiceTimes => ({
  service: aService(),
  days: [aDay()],
  day: '2026-11-24',
  slots: [aSlot()],
  ...over,
})

/** Returns a hold of that slot, five minutes from two in the afternoon. */
export const aHold = (over: Partial<Hold> = {}): Hold => ({
  id: '019ab000-0000-7000-8f00-000000000001',
  slot: aSlot({ state: 'mine', free: 1 }),
  serviceCode: 'S-CHECK',
  seats: 1,
  heldUntil: '2026-11-23T06:05:00.000Z',
  cancelUntil: '2026-11-23T23:00:00.000Z',
  ...over,
})
