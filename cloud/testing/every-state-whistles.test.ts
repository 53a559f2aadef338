import { actionsIn, type GuardOf } from '@doorstep/contract/machine'
import { callMachine, whistleMachine } from '@doorstep/contract/whistles/machine'
import { callStates, whistleStates, type CallState } from '@doorstep/contract/whistles/words'
import type { Whistle } from '@doorstep/contract/whistles/views'
import { community, type Community } from '../requests/testing/requests'
import { signedIn, type SignedIn } from './people/signed-in'

/** Walks whistles as `every-state.test.ts` walks the other machines: every state, in scenes where its guards hold and where they do not. */

let here: Community
beforeEach(async () => {
  here = await community()
})
afterEach(() => here.app.close())

const [past, future] = [new Date('2026-11-22T00:00:00Z'), new Date('2026-12-30T00:00:00Z')]
const rated = JSON.stringify({ inTime: true, achieved: true, text: '' })
const ratedCall = JSON.stringify({ needed: true, prepared: true, text: '' })

/** A whistle that a branch secretary suggested and the street blew, with one unit called. */
async function whistled(): Promise<Whistle> {
  const { app, district, secretary, streetAdmin } = here
  const body = { gridCode: district.grids[0].code, place: '1 号楼北侧', purpose: '路面塌了，一起看', unitCodes: ['CG'] }
  const { id } = await app.does(secretary, 'POST /v1/staff/whistles', { body })
  return app.does(streetAdmin, 'POST /v1/staff/whistles/{id}/approve', { params: { id }, body: { unitCodes: ['CG'] } })
}
const readers = (): [string, SignedIn][] => [
  ['street', here.streetAdmin],
  ['suggester', here.secretary],
  ['unit', here.handler],
  ['supervisor', here.supervisor],
]
const sees = (who: SignedIn, id: string) => here.app.does(who, 'GET /v1/staff/whistles/{id}', { params: { id } })
const putWhistle = (id: string, row: object) =>
  here.app.db.updateTable('whistle').set(row).where('district_id', '=', here.district.id).where('id', '=', id).execute()
const putCall = (id: string, row: object) =>
  here.app.db.updateTable('whistle_call').set(row).where('district_id', '=', here.district.id).where('whistle_id', '=', id).execute()

test('whistles: everybody who may look at one is offered what the table allows, and nobody else looks at it', async () => {
  const { id } = await whistled()
  for (const state of whistleStates) {
    await putWhistle(id, { state })
    for (const [party, who] of readers()) {
      const { as, actions } = await sees(who, id)
      expect([party, as]).toEqual([party, [party]])
      expect({ state, party, actions }).toEqual({ state, party, actions: actionsIn(whistleMachine, state, as) })
    }
    for (const who of [here.member, here.stranger, await signedIn(here.district, 'mediator')])
      expect([404, 403]).toContain((await here.app.call(who, 'GET /v1/staff/whistles/{id}', { params: { id } })).status)
  }
})

const scenes = {
  running: { whistle: { state: 'open', assess_by: null }, call: { sent_back: false, unit_rated: null, call_rated: null } },
  sentBack: { whistle: { state: 'open', assess_by: null }, call: { sent_back: true, unit_rated: rated, call_rated: null } },
  over: { whistle: { state: 'closed', assess_by: future }, call: { sent_back: false, unit_rated: null, call_rated: ratedCall } },
  late: { whistle: { state: 'closed', assess_by: past }, call: { sent_back: true, unit_rated: null, call_rated: null } },
} as const
type Scene = keyof typeof scenes
const guardsOf: Record<string, readonly GuardOf<typeof callMachine>[]> = Object.fromEntries(
  Object.entries(callMachine).map(([action, { guards }]) => [action, guards]),
)
const settled: readonly CallState[] = ['done', 'notDone', 'confirmed', 'cannot']

/** In which scenes each guard holds; a new guard does not compile without one. */
const holdsIn: Record<GuardOf<typeof callMachine>, (scene: Scene, state: CallState) => boolean> = {
  running: (scene) => scene === 'running' || scene === 'sentBack',
  sentBackOnce: (scene) => scene === 'running' || scene === 'over',
  assessable: (scene, state) => scene === 'over' || (scene !== 'late' && settled.includes(state)),
  unitUnrated: (scene) => scene !== 'sentBack',
  callUnrated: (scene) => scene !== 'over',
}

test('the call of a unit: the street and the unit are offered what the table allows, others nothing', async () => {
  const { id } = await whistled()
  for (const scene of Object.keys(scenes) as Scene[]) {
    await putWhistle(id, scenes[scene].whistle)
    for (const state of callStates) {
      await putCall(id, { ...scenes[scene].call, state })
      for (const [party, who] of readers()) {
        const { as, calls } = await sees(who, id)
        const allowed = actionsIn(callMachine, state, as).filter((action) =>
          (guardsOf[action] ?? []).every((guard) => holdsIn[guard](scene, state)),
        )
        expect({ scene, state, party, actions: calls[0]?.actions }).toEqual({ scene, state, party, actions: allowed })
      }
    }
  }
})
