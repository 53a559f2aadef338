import { openingEndpoints } from '@doorstep/contract/openings/endpoints'
import { handle } from '../platform/context/call'
import { checkClosure, close, closures, lift } from './closures'
import { changeRules, checkRules, staffServices } from './change-rules'

export const openingRoutes = handle(openingEndpoints, {
  'GET /v1/staff/services': (call) => staffServices(call, call.query),
  'POST /v1/staff/services/{code}/rule-checks': (call) => checkRules(call, call.params.code, call.body.rules),
  'PUT /v1/staff/services/{code}/rules': (call) => changeRules(call, call.params.code, call.body),
  'POST /v1/staff/closure-checks': (call) => checkClosure(call, call.body),
  'POST /v1/staff/closures': (call) => close(call, call.body),
  'GET /v1/staff/closures': (call) => closures(call, call.query.venue),
  'DELETE /v1/staff/closures/{id}': (call) => lift(call, call.params.id),
})
