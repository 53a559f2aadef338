import { serviceEndpoints } from '@doorstep/contract/services/endpoints'
import { handle } from '../platform/context/call'
import { services, venues } from './browse/catalogue'
import { month } from './browse/month'

export const serviceRoutes = handle(serviceEndpoints, {
  'GET /v1/venues': (call) => venues(call, call.query),
  'GET /v1/services': (call) => services(call, call.query),
  'GET /v1/venues/{code}/month': (call) => month(call, call.params.code, call.query),
})
