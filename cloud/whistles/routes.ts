import { dispatchRoles } from '@doorstep/contract/roles'
import { whistleEndpoints } from '@doorstep/contract/whistles/endpoints'
import { gridsInUse } from '../grids/api'
import { handle, type Acting } from '../platform/context/call'
import { holds } from '../platform/process/actor'
import { problem } from '../platform/process/problem'
import { maySuggest } from './access'
import { actOnCall } from './call-acts'
import { whistleFigures } from './figures'
import { listWhistles, whistlesOfRequest } from './list'
import { approve, callMore, close, decline } from './street-acts'
import { callableUnits, whistleView } from './view'
import { whistle } from './whistle'

export const whistleRoutes = handle(whistleEndpoints, {
  'GET /v1/staff/whistles': (call) => listWhistles(call, call.query),
  'GET /v1/staff/whistles/{id}': (call) => whistleView(call, call.params.id),
  'POST /v1/staff/whistles': (call) => whistle(call, call.body),
  'GET /v1/staff/whistle-units': (call) => unitsIn(call, call.query.grid),
  'GET /v1/requests/{id}/whistles': (call) => whistlesOfRequest(call, call.params.id),
  'GET /v1/staff/whistle-figures': (call) => whistleFigures(call),
  'POST /v1/staff/whistles/{id}/approve': (call) => approve(call, call.params.id, call.body),
  'POST /v1/staff/whistles/{id}/decline': (call) => decline(call, call.params.id, call.body),
  'POST /v1/staff/whistles/{id}/callMore': (call) => callMore(call, call.params.id, call.body),
  'POST /v1/staff/whistles/{id}/close': (call) => close(call, call.params.id, call.body),
  'POST /v1/staff/whistle-calls/{id}/respond': (call) => actOnCall(call, call.params.id, 'respond', call.body),
  'POST /v1/staff/whistle-calls/{id}/arrive': (call) => actOnCall(call, call.params.id, 'arrive', call.body),
  'POST /v1/staff/whistle-calls/{id}/result': (call) => actOnCall(call, call.params.id, 'result', call.body),
  'POST /v1/staff/whistle-calls/{id}/cannot': (call) => actOnCall(call, call.params.id, 'cannot', call.body),
  'POST /v1/staff/whistle-calls/{id}/confirm': (call) => actOnCall(call, call.params.id, 'confirm', call.body),
  'POST /v1/staff/whistle-calls/{id}/sendBack': (call) => actOnCall(call, call.params.id, 'sendBack', call.body),
  'POST /v1/staff/whistle-calls/{id}/excuse': (call) => actOnCall(call, call.params.id, 'excuse', call.body),
  'POST /v1/staff/whistle-calls/{id}/rateUnit': (call) => actOnCall(call, call.params.id, 'rateUnit', call.body),
  'POST /v1/staff/whistle-calls/{id}/rateCall': (call) => actOnCall(call, call.params.id, 'rateCall', call.body),
})

async function unitsIn(call: Acting, grid: string) {
  const grids = await gridsInUse(call.tx, call.districtId, [grid])
  if (grids.length === 0 || !(holds(call.actor, dispatchRoles, grid) || (await maySuggest(call, grid)))) throw problem('notFound')
  return { rows: await callableUnits(call, grid) }
}
