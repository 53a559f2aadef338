import type { OpenCase, Underway } from '@doorstep/contract/underway'

/** Returns an open request, just filed, nobody has said anything; tests override fields. */
export const anOpenCase = (over: Partial<OpenCase> = {}): OpenCase => ({
  id: '019ab000-0000-7000-8000-000000000001',
  number: '槐3-261123-01',
  kind: 'help',
  title: '楼道灯坏了三天',
  categoryName: '楼道灯、路灯不亮',
  state: 'submitted',
  next: '李明会在今天 16:00 前受理',
  promisedAt: '2026-11-23T08:00:00.000Z',
  overdue: false,
  place: '槐树里 3 号楼',
  createdAt: '2026-11-23T06:00:00.000Z',
  updatedAt: '2026-11-23T06:00:00.000Z',
  channel: 'app',
  rateBy: null,
  step: null,
  newest: null,
  ...over,
})

/** Returns nothing under way; tests add what there is. */
export const aUnderway = (over: Partial<Underway> = {}): Underway => ({
  requests: [],
  moreRequests: false,
  bookings: [],
  waiting: [],
  tickets: [],
  proposals: [],
  conversations: [],
  ...over,
})
