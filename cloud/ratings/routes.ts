import { ratingEndpoints } from '@doorstep/contract/ratings'
import { textsChecked } from '../account/api'
import { handle, withPreparation } from '../platform/context/call'
import { checkAdded } from '../requests/api'
import { ratePhoned, rateRequest } from './rate-request'
import { rateBooking } from './rate-booking'
import { answerRating, serviceRatings } from './rating-answers'

export const ratingRoutes = handle(ratingEndpoints, {
  'POST /v1/requests/{id}/ratings': withPreparation(checkAdded('POST /v1/requests/{id}/ratings'), (call) =>
    rateRequest(call, call.params.id, call.body),
  ),
  'POST /v1/staff/requests/{id}/ratings': (call) => ratePhoned(call, call.params.id, call.body),
  'POST /v1/bookings/{id}/ratings': withPreparation(textsChecked('POST /v1/bookings/{id}/ratings'), (call) =>
    rateBooking(call, call.params.id, call.body),
  ),
  'GET /v1/staff/booking-ratings': (call) => serviceRatings(call, call.query),
  'POST /v1/staff/booking-ratings/{id}/answer': (call) => answerRating(call, call.params.id, call.body.text),
})
