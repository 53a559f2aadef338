import type { Sent } from '@doorstep/contract/endpoints'
import type { ratingEndpoints } from '@doorstep/contract/ratings/endpoints'
import type { endpointActions } from '@doorstep/contract/requests/endpoints'
import type { requestMachine } from '@doorstep/contract/requests/machine'
import type { FileRequest, RequestDetail } from '@doorstep/contract/requests/views'
import type * as v from 'valibot'
import { testApp, type Caller, type TestApp } from '../../testing/app/app'
import { aDistrict, shareLights, type District } from '../../testing/district'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'

type EndpointAction = (typeof endpointActions)[number]
type ActionBody<A extends EndpointAction> = v.InferInput<(typeof requestMachine)[A]['body']>
type Rating = Sent<(typeof ratingEndpoints.table)['POST /v1/requests/{id}/ratings']>['body']

/** All actions have the same call and response shape; one action's types are used for all. */
const asComment = <A extends EndpointAction>({ id }: { id: string }, action: A, body: ActionBody<A>) =>
  [`POST /v1/requests/{id}/${action}` as 'POST /v1/requests/{id}/comment', { params: { id }, body: body as ActionBody<'comment'> }] as const

/** The test world of requests: the whole API, a small district, one person of each kind. */
export interface Community {
  app: TestApp
  district: District
  resident: SignedIn
  neighbour: SignedIn
  member: SignedIn
  deputy: SignedIn
  secretary: SignedIn
  dispatcher: SignedIn
  streetAdmin: SignedIn
  supervisor: SignedIn
  handler: SignedIn
  /** Grid member of another community. */
  stranger: SignedIn
  files: (who: Caller, form?: Partial<FileRequest>) => Promise<RequestDetail>
  acts: <A extends EndpointAction>(who: Caller, request: { id: string }, action: A, body: ActionBody<A>) => Promise<RequestDetail>
  /** Does the same and returns the refusal's code (`notNow`), or null when it succeeded. */
  tries: <A extends EndpointAction>(who: Caller, request: { id: string }, action: A, body: ActionBody<A>) => Promise<string | null>
  rates: (who: Caller, request: { id: string }, rating?: Partial<Rating>) => Promise<RequestDetail>
  sees: (who: Caller, request: { id: string }) => Promise<RequestDetail>
  /** Accepts and replies as the grid member. */
  settles: (request: { id: string }) => Promise<RequestDetail>
  /** Returns the titles of a person's notifications, newest first, after running all due jobs. */
  told: (who: SignedIn) => Promise<string[]>
}

export const bad: Rating = { contacted: true, solved: false, satisfied: 1, reasons: ['notFixed'], text: '灯还是不亮' }
export const good: Rating = { contacted: true, solved: true, satisfied: 5 }

export async function community(options: Parameters<typeof testApp>[0] = {}): Promise<Community> {
  const app = await testApp(options)
  const district = await aDistrict(app.db)
  await shareLights(district)
  const acts: Community['acts'] = (who, request, action, body) => app.does(who, ...asComment(request, action, body))
  return {
    app,
    district,
    resident: await signedIn(district, 'resident'),
    neighbour: await signedIn(district, 'resident', { name: '刘叔叔' }),
    member: await signedIn(district, 'gridMember'),
    deputy: await signedIn(district, 'gridTeam'),
    secretary: await signedIn(district, 'branchSecretary'),
    dispatcher: await signedIn(district, 'dispatcher'),
    streetAdmin: await signedIn(district, 'streetAdmin'),
    supervisor: await signedIn(district, 'supervisor'),
    handler: await signedIn(district, 'handler'),
    stranger: await signedIn(district, { staff: 'M3' }),
    files: (who, form = {}) =>
      app.does(who, 'POST /v1/requests', {
        body: { kind: 'help', categoryCode: district.categories.ordinary, text: '楼道灯坏了三天', ...form },
      }),
    acts,
    tries: async (who, request, action, body) => (await app.call(who, ...asComment(request, action, body))).problem?.code ?? null,
    rates: (who, { id }, rating = good) =>
      app.does(who, 'POST /v1/requests/{id}/ratings', { params: { id }, body: { ...good, ...rating } }),
    sees: (who, { id }) => app.does(who, 'GET /v1/requests/{id}', { params: { id } }),
    async settles(request) {
      await acts(await signedIn(district, 'gridMember'), request, 'accept', {})
      return acts(await signedIn(district, 'gridMember'), request, 'reply', { outcome: 'solved', text: '已经换了新灯泡，试过了会亮' })
    },
    async told(who) {
      await app.jobs.runDue()
      return (await app.does(who, 'GET /v1/inbox', {})).rows.map((row) => row.title)
    },
  }
}
