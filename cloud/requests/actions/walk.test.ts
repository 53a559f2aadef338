import { api } from '@doorstep/contract/api'
import type { RequestState } from '@doorstep/contract/requests/case'
import { requestMachine, type RequestAction } from '@doorstep/contract/requests/machine'
import { openStates, statesThatWaitFor } from '@doorstep/contract/requests/words'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import fc from 'fast-check'
import type { SignedIn } from '../../testing/people/signed-in'
import { verifyAll } from '../proof/verify'
import type { EndpointAction } from './act'
import { bad, community, good, type Community } from '../testing/requests'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())

const actors = [
  'resident',
  'neighbour',
  'member',
  'deputy',
  'secretary',
  'dispatcher',
  'streetAdmin',
  'supervisor',
  'handler',
  'stranger',
] as const
type ActorName = (typeof actors)[number]

const bodies = {
  accept: {},
  askMore: { question: '是几单元的灯？' },
  supply: { text: '二单元三楼' },
  suppliedByPhone: { text: '二单元三楼' },
  goOn: { text: '先去看看' },
  correct: { text: '点错了，继续办' },
  refuse: { reason: 'otherArea', explanation: '不在本网格' },
  contest: { text: '就在本网格' },
  handle: { text: '已联系维修', visitAt: '2026-12-20T06:00:00.000Z' },
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
} as const satisfies Record<EndpointAction, object>

type Move = { what: keyof typeof bodies | 'rateWell' | 'rateBadly' | 'takeBack'; who: ActorName } | { what: 'wait'; days: number }

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ what: fc.constantFrom(...(Object.keys(bodies) as (keyof typeof bodies)[])), who: fc.constantFrom(...actors) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom('rateWell' as const, 'rateBadly' as const, 'takeBack' as const),
      who: fc.constantFrom<ActorName>('resident', 'neighbour', 'member'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }) },
)

/** States in which the resident has been promised a time. */
const promising = (['acceptance', 'resident', 'work'] as const).flatMap(statesThatWaitFor)

/** Returns the machine's action for a rating. */
const actionOf = (what: Exclude<Move['what'], 'wait'>, state: RequestState): RequestAction =>
  what === 'rateWell' ? (state === 'closed' ? 'comment' : 'confirm') : what === 'rateBadly' ? 'reopen' : what

/** What a refusal of the body says: somebody who may not handle it, a part that is not there. */
const refusedBy: Partial<Record<string, string[]>> = { reassign: ['badInput'], endPart: ['notNow'] }
const guardCodes = [
  'contestedOnce',
  'urgeEarly',
  'urgedToday',
  'ratingOver',
  'alreadyRated',
  'takeBackOver',
  'notDispatched',
  'disputeOver',
  'disputeDecided',
  'noVisit',
]

/** Returns whether the table and the role matrix allow the parties `as` to try this now. */
function allowed(what: Exclude<Move['what'], 'wait'>, state: RequestState, as: readonly string[], { actor }: SignedIn): boolean {
  const rates = what === 'rateWell' || what === 'rateBadly'
  const { who } = rates
    ? api['POST /v1/requests/{id}/ratings']
    : api[`POST /v1/requests/{id}/${what === 'takeBack' ? 'ratings/takeBack' : what}`]
  const roles: readonly string[] = ['resident', ...actor.grants.map((grant) => grant.role)]
  const rule = requestMachine[actionOf(what, state)]
  const inTime = rates ? ['replied', 'closed'].includes(state) : (rule.from as readonly string[]).includes(state)
  const barred = 'not' in rule && rule.not.some((party) => as.includes(party))
  return inTime && !barred && rule.by.some((party) => as.includes(party)) && (who as readonly string[]).some((role) => roles.includes(role))
}

/** Returns the parties of whoever reads a request, those among them that are not shown. */
function partiesIn({ as, state, handler, unit, furtherActions }: RequestDetail, who: ActorName): string[] {
  const inHand = (state !== 'submitted' && handler !== null) || (unit !== null && who !== 'handler')
  return [...as, ...(inHand && !as.includes('handler') ? ['colleague'] : []), ...(furtherActions.includes('decide') ? ['reviewer'] : [])]
}

/** Returns the state an action leads to by the table. */
function target(action: RequestAction, from: RequestState, before: RequestState): RequestState {
  const { to } = requestMachine[action]
  return to === 'same' ? from : to === 'previous' ? before : to
}

async function attempt(what: Exclude<Move['what'], 'wait'>, who: SignedIn, id: string): Promise<string | null> {
  if (what === 'rateWell' || what === 'rateBadly') {
    const sent = { params: { id }, body: what === 'rateWell' ? good : bad }
    return (await here.app.call(who, 'POST /v1/requests/{id}/ratings', sent)).problem?.code ?? null
  }
  if (what === 'takeBack')
    return (await here.app.call(who, 'POST /v1/requests/{id}/ratings/takeBack', { params: { id } })).problem?.code ?? null
  return here.tries(who, { id }, what, bodies[what])
}

async function walk(moves: readonly Move[]) {
  const { app, resident, sees, files } = here
  const { id } = await files(resident)
  let state: RequestState = 'submitted'
  let previous: RequestState = 'submitted'
  let beforeTap: RequestState = 'submitted'
  let beforeReply: RequestState = 'submitted'
  for (const taken of moves) {
    if (taken.what === 'wait') {
      app.clock.advance({ days: taken.days })
      await app.jobs.runDue()
      const now = (await sees(resident, { id })).state
      expect([state, state === 'replied' ? 'closed' : state === 'infoNeeded' ? previous : state]).toContain(now)
      state = now
      continue
    }
    const who = here[taken.who]
    const view = await app.call(who, 'GET /v1/requests/{id}', { params: { id } })
    const as = view.status === 200 ? partiesIn(view.body, taken.who) : []
    const refusal = await attempt(taken.what, who, id)
    const after = await sees(resident, { id })
    if (refusal === null) {
      expect({ ...taken, allowed: allowed(taken.what, state, as, who) }).toEqual({ ...taken, allowed: true })
      // While the team waits for her, whatever she says is what it waits for.
      const supplies = taken.what === 'comment' && state === 'infoNeeded' && as.includes('requester')
      const action = supplies ? 'supply' : actionOf(taken.what, state)
      const corrected = state === 'replied' ? beforeReply : 'submitted'
      const next = target(action, state, action === 'takeBack' ? beforeTap : action === 'correct' ? corrected : previous)
      expect(after.state).toBe(next)
      if (taken.what === 'rateWell' || taken.what === 'rateBadly') beforeTap = state
      if (taken.what === 'reply') beforeReply = state
      if (next === 'infoNeeded' && state !== 'infoNeeded') previous = state
      state = next
    } else {
      expect(after.state).toBe(state)
      // A refusal that the table does not explain must come from a guard, or from a reassignment to somebody who may not handle the
      // request.
      if (allowed(taken.what, state, as, who)) expect(refusedBy[taken.what] ?? guardCodes).toContain(refusal)
    }
    expect(after.promisedAt === null).toBe(!promising.includes(state))
    const row = await app.db
      .selectFrom('request')
      .where('district_id', '=', here.district.id)
      .where('id', '=', id)
      .select('closed_at')
      .executeTakeFirstOrThrow()
    expect(row.closed_at === null).toBe((openStates as readonly string[]).includes(state))
  }
}

test('whatever anybody tries in whatever order, a case only goes where the table leads', async () => {
  await fc.assert(fc.asyncProperty(fc.array(move, { minLength: 6, maxLength: 16 }), walk), { numRuns: 20 })
}, 120_000)

test('after all that every chain verifies against its case', async () => {
  let cases = 0
  for await (const verdict of verifyAll(here.app.db, here.app.deps.files)) {
    cases += 1
    expect(verdict.breaks).toEqual([])
  }
  expect(cases).toBeGreaterThan(10)
})
