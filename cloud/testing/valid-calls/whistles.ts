import type { whistleEndpoints } from '@doorstep/contract/whistles/endpoints'
import type { Community } from '../../requests/testing/requests'
import type { SignedIn } from '../people/signed-in'
import type { ValidCall } from './valid-calls'

type Key = keyof typeof whistleEndpoints.table

/** Returns the part of `validCalls` about whistles. */
export function validWhistleCalls({
  app,
  district,
  resident,
  secretary,
  streetAdmin,
  supervisor,
  handler,
  files,
}: Community): Record<Key, () => Promise<ValidCall>> {
  const { does } = app
  const grid = district.grids[0].code
  const form = { gridCode: grid, place: '槐树里 1 号楼北侧', purpose: '路面塌了一块，要一起看怎么修', unitCodes: ['CG'] }
  const as = (who: SignedIn, sent: ValidCall['sent'] = {}): ValidCall => ({ who, sent })
  const whistled = (who = streetAdmin) => does(who, 'POST /v1/staff/whistles', { body: form })
  const ofWhistle = async (body: object, who = streetAdmin) => as(streetAdmin, { params: { id: (await whistled(who)).id }, body })
  /** Returns the call of the unit, after it came as far as `until`. */
  const call = async (until: 'called' | 'arrived' | 'done' = 'called') => {
    const id = (await whistled()).calls[0]?.id ?? ''
    if (until !== 'called') await does(handler, 'POST /v1/staff/whistle-calls/{id}/arrive', { params: { id }, body: {} })
    if (until === 'done') await does(handler, 'POST /v1/staff/whistle-calls/{id}/result', { params: { id }, body: { text: '已经围好' } })
    return { id }
  }
  const ofCall = async (who: SignedIn, body: object, until?: 'arrived' | 'done') => as(who, { params: await call(until), body })
  return {
    'GET /v1/staff/whistles': () => Promise.resolve(as(streetAdmin, { query: { view: 'open' } })),
    'GET /v1/staff/whistles/{id}': async () => as(streetAdmin, { params: { id: (await whistled()).id } }),
    'POST /v1/staff/whistles': () => Promise.resolve(as(streetAdmin, { body: form })),
    'GET /v1/staff/whistle-units': () => Promise.resolve(as(streetAdmin, { query: { grid } })),
    'GET /v1/requests/{id}/whistles': async () => as(streetAdmin, { params: { id: (await files(resident)).id } }),
    'GET /v1/staff/whistle-figures': () => Promise.resolve(as(supervisor)),
    'POST /v1/staff/whistles/{id}/approve': () => ofWhistle({ unitCodes: ['CG'], respondMinutes: 60 }, secretary),
    'POST /v1/staff/whistles/{id}/decline': () => ofWhistle({ reason: '网格里自己能办' }, secretary),
    'POST /v1/staff/whistles/{id}/callMore': async () => {
      const { id } = await call()
      await does(handler, 'POST /v1/staff/whistle-calls/{id}/cannot', { params: { id }, body: { reason: '人都在抢修' } })
      const { rows } = await does(streetAdmin, 'GET /v1/staff/whistles', { query: { view: 'open' } })
      return as(streetAdmin, { params: { id: rows[0]?.id }, body: { unitCodes: ['CG'], respondMinutes: 60 } })
    },
    'POST /v1/staff/whistles/{id}/close': () => ofWhistle({ text: '路面已经补好' }),
    'POST /v1/staff/whistle-calls/{id}/respond': () => ofCall(handler, { arriveMinutes: 20 }),
    'POST /v1/staff/whistle-calls/{id}/arrive': () => ofCall(handler, {}),
    'POST /v1/staff/whistle-calls/{id}/result': () => ofCall(handler, { text: '已经围好' }, 'arrived'),
    'POST /v1/staff/whistle-calls/{id}/cannot': () => ofCall(handler, { reason: '人都在抢修' }),
    'POST /v1/staff/whistle-calls/{id}/confirm': () => ofCall(streetAdmin, {}, 'done'),
    'POST /v1/staff/whistle-calls/{id}/sendBack': () => ofCall(streetAdmin, { reason: '只围了一半' }, 'done'),
    'POST /v1/staff/whistle-calls/{id}/excuse': () => ofCall(streetAdmin, { reason: '已经修好了' }),
    'POST /v1/staff/whistle-calls/{id}/rateUnit': () => ofCall(streetAdmin, { inTime: true, achieved: true }, 'done'),
    'POST /v1/staff/whistle-calls/{id}/rateCall': () => ofCall(handler, { needed: true, prepared: false }, 'done'),
  }
}
