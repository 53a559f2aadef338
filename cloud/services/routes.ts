import { serviceEndpoints } from '@doorstep/contract/services/endpoints'
import { handle } from '../platform/context/call'
import { service, services, venues } from './browse/catalogue'
import { checkClosure, close, closures, lift } from '../openings/closures'
import { days, slots } from '../bookings/schedule/days'
import { month } from './browse/month'
import { changeRules, checkRules, staffServices } from '../openings/rules'

export const serviceRoutes = handle(serviceEndpoints, {
  'GET /v1/venues': (call) => venues(call, call.query),
  'GET /v1/services': (call) => services(call, call.query),
  'GET /v1/services/{code}': (call) => service(call, call.params.code),
  'GET /v1/services/{code}/days': (call) => days(call, call.params.code, call.query),
  'GET /v1/services/{code}/slots': (call) => slots(call, call.params.code, call.query.day),
  'GET /v1/venues/{code}/month': (call) => month(call, call.params.code, call.query),

  'GET /v1/staff/services': (call) => staffServices(call, call.query),
  'POST /v1/staff/services/{code}/rule-checks': (call) => checkRules(call, call.params.code, call.body.rules),
  'PUT /v1/staff/services/{code}/rules': (call) => changeRules(call, call.params.code, call.body),
  'POST /v1/staff/closure-checks': (call) => checkClosure(call, call.body),
  'POST /v1/staff/closures': (call) => close(call, call.body),
  'GET /v1/staff/closures': (call) => closures(call, call.query.venue),
  'DELETE /v1/staff/closures/{id}': (call) => lift(call, call.params.id),
})
