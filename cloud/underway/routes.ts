import { underwayEndpoints } from '@doorstep/contract/underway'
import { handle } from '../platform/context/call'
import { underway } from './underway'

export const underwayRoutes = handle(underwayEndpoints, {
  'GET /v1/underway': (call) => underway(call),
})
