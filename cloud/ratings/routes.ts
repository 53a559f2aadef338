import { ratingEndpoints } from '@doorstep/contract/ratings'
import { handle } from '../platform/call'
import { rateRequest } from './service'

export const ratingRoutes = handle(ratingEndpoints, {
  'POST /v1/requests/{id}/ratings': (call) => rateRequest(call, call.params.id, call.body),
})
