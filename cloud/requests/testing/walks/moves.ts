import fc from 'fast-check'
import type { EndpointAction } from '../../actions/act'
import { actorNames, type ActorName } from './walk-world'

/** What each action is tried with. */
export const bodies = {
  accept: {},
  askMore: { question: '是几单元的灯？' },
  supply: { text: '二单元三楼' },
  suppliedByPhone: { text: '二单元三楼' },
  goOn: { text: '先去看看' },
  correct: { text: '点错了，继续办' },
  refuse: { reason: 'otherArea', explanation: '不在本网格' },
  contest: { text: '就在本网格' },
  handle: { text: '已联系维修' },
  reply: { outcome: 'explained', text: '已经当面说明' },
  withdraw: {},
  comment: { text: '请尽快' },
  urge: {},
  confirmVisit: {},
  moveVisit: { text: '下午才在家' },
  reassign: { handlerCode: 'D1', reason: '换一位同志' },
  claim: {},
  dispatch: { unitCode: 'CG', reason: '归城管局管' },
  toHuman: { reason: '请再看看' },
  dispute: { reason: '不归我们管' },
  decide: { unitCode: 'CG', reason: '就归城管局' },
  report: { text: '已经清理' },
  endPart: { partId: '00000000-0000-7000-8000-000000000000', reason: '不用了' },
  note: { text: '他家有老人' },
  merge: { number: '没有这个编号', reason: '同一盏灯' },
  unmerge: {},
  split: { parts: [{ words: '楼道里还有积水', categoryCode: 'LIGHT' }], reason: '两件事归两家管', seen: 1_000_000 },
  unsplit: { reason: '其实是一件事' },
  askExtension: { workingDays: 2, reason: '配件要等两天' },
  grantExtension: {},
  recategorise: { categoryCode: 'PENSION', reason: '问的是补贴' },
  refuseExtension: { reason: '先换临时灯' },
  order: { text: '请马上办理' },
  acknowledge: { text: '今天去办' },
  transferOut: { to: 'hotline', explanation: '归市里的热线办理' },
} as const satisfies Record<EndpointAction, object>

/** The words of `handle` with a visit arranged so many hours ahead of the clock. */
export const visitIn = (now: Date, hours: number) => ({
  text: '已联系维修',
  visitAt: new Date(now.getTime() + hours * 3_600_000).toISOString(),
})

/** Somebody tries something, whether or not they may. */
export interface Attempt {
  what: EndpointAction | 'rateWell' | 'rateBadly' | 'takeBack'
  who: ActorName
}
/** What happens around the request: time passes, somebody takes leave or is back, the grid is handed over. */
export type Happening =
  | { what: 'wait'; hours: number }
  | { what: 'leave'; who: 'member' | 'deputy'; ahead: number; days: number }
  | { what: 'back'; who: 'member' | 'deputy' }
  | { what: 'handOver'; to: 'member' | 'deputy' }
export type Move = Attempt | Happening

const mates = fc.constantFrom('member' as const, 'deputy' as const)
const actions = Object.keys(bodies) as EndpointAction[]

export const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ what: fc.constantFrom(...actions), who: fc.constantFrom(...actorNames) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom('rateWell' as const, 'rateBadly' as const, 'takeBack' as const),
      who: fc.constantFrom<ActorName>('resident', 'neighbour', 'member'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 36 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('wait' as const), hours: fc.integer({ min: 48, max: 480 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('leave' as const),
      who: mates,
      ahead: fc.integer({ min: 0, max: 3 }),
      days: fc.integer({ min: 0, max: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.record({ what: fc.constant('back' as const), who: mates }),
      fc.record({ what: fc.constant('handOver' as const), to: mates }),
    ),
  },
)

export const isAttempt = (one: Move): one is Attempt => 'who' in one && one.what !== 'leave' && one.what !== 'back'
