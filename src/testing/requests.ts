import { actionsIn } from '@doorstep/contract/machine'
import { isKnownTo030, requestMachine } from '@doorstep/contract/requests/machine'
import type { Category, FilingPreview, RequestDetail, TimelineEvent } from '@doorstep/contract/requests/views'
import type * as v from 'valibot'

const grid = {
  code: '990101001001003',
  name: '第 3 网格',
  community: { code: '990101001001', kind: 'community' as const, name: '槐树社区' },
  street: { code: '990101001', kind: 'street' as const, name: '清河街道' },
}

/** Returns a category; tests override fields. */
export const aCategory = (over: Partial<Category> = {}): Category => ({
  code: 'light',
  name: '楼道灯、路灯不亮',
  group: '楼道和房屋',
  kinds: ['help'],
  hint: '写明几单元几层',
  emergency: null,
  questions: [],
  acceptance: { amount: 2, unit: 'hour' },
  handling: { amount: 24, unit: 'hour' },
  rule: '公共照明属急修类，24 小时内处理',
  ...over,
})

export const aPreview = (over: Partial<v.InferOutput<typeof FilingPreview>> = {}): v.InferOutput<typeof FilingPreview> => ({
  grid,
  receiver: { name: '李明', title: '网格员' },
  acceptBy: '2026-11-23T08:00:00.000Z',
  replyBy: '2026-11-24T06:00:00.000Z',
  rule: '公共照明属急修类，24 小时内处理',
  seenBy: ['网格员看得到您说的和您的称呼'],
  emergency: null,
  ...over,
})

/** Returns an event of a request's timeline: its filing; tests override fields. */
export const anEvent = (over: Partial<TimelineEvent> = {}): TimelineEvent => ({
  seq: 1,
  did: 'filed',
  by: '您',
  at: '2026-11-23T06:00:00.000Z',
  title: '您提交了诉求',
  text: '',
  files: [],
  state: 'submitted',
  hash: 'a'.repeat(64),
  ...over,
})

/** Returns a request as its resident sees it, just filed. */
export const aCase = (over: Partial<RequestDetail> = {}): RequestDetail => ({
  id: '019ab000-0000-7000-8000-000000000001',
  number: '槐3-261123-01',
  kind: 'help',
  title: '楼道灯坏了三天',
  categoryName: '楼道灯、路灯不亮',
  state: 'submitted',
  next: '李明会在今天 16:00 前告诉您是否受理',
  promisedAt: '2026-11-23T08:00:00.000Z',
  overdue: false,
  place: '槐树里 3 号楼',
  createdAt: '2026-11-23T06:00:00.000Z',
  updatedAt: '2026-11-23T06:00:00.000Z',
  text: '2 单元四层到五层的灯坏了三天',
  files: [],
  answers: [],
  grid,
  requester: { name: '赵女士', phone: null, place: '槐树里 3 号楼' },
  anonymous: false,
  onBehalfOf: null,
  handler: { code: 'W003', name: '李明', title: '网格员' },
  clocks: [
    {
      kind: 'acceptance',
      name: '受理',
      startedAt: '2026-11-23T06:00:00.000Z',
      dueAt: '2026-11-23T08:00:00.000Z',
      pausedAt: null,
      stoppedAt: null,
      missedAt: null,
      state: 'running',
      rule: '2 小时内受理',
    },
  ],
  timeline: [anEvent()],
  as: ['requester'],
  // As if every guard passed; tests of guards override this.
  actions: actionsIn(requestMachine, over.state ?? 'submitted', over.as ?? ['requester']).filter(isKnownTo030),
  mates: [],
  unit: null,
  parts: [],
  units: [],
  orders: [],
  myTurn: true,
  rework: 0,
  rateBy: null,
  rated: null,
  rating: null,
  outcome: null,
  toCall: null,
  contested: false,
  seenBy: ['本网格的办理人员能看到您的称呼、电话（您留了的话）和住处', '其他居民看不到这件诉求'],
  urged: null,
  remedy: null,
  channel: 'app',
  happenedAt: '2026-11-23T06:00:00.000Z',
  outside: null,
  furtherActions: [],
  transferred: null,
  together: null,
  mergedHere: [],
  step: null,
  brokenSteps: 0,
  extensions: [],
  followers: 0,
  again: null,
  ...over,
})
