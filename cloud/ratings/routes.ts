import { ratingEndpoints } from '@doorstep/contract/ratings/endpoints'
import { textsChecked } from '../account/api'
import { handle, withPreparation } from '../platform/context/call'
import { checkAdded } from '../requests/api'
import { addToRating } from './add-to-rating'
import { changeRating } from './change-rating'
import { oddBatches } from './odd-batches'
import { chooseRemedy, decideAppeal, recordContact } from './remedy'
import { addToServiceRating, rateBooking, takeServiceRatingBack } from './rate-booking'
import { ratePhoned, rateRequest } from './rate-request'
import { answerRating, serviceRatings } from './rating-answers'
import { takeBack } from './take-back'

export const ratingRoutes = handle(ratingEndpoints, {
  'POST /v1/requests/{id}/ratings': withPreparation(checkAdded('POST /v1/requests/{id}/ratings'), (call) =>
    rateRequest(call, call.params.id, call.body),
  ),
  'POST /v1/requests/{id}/ratings/add': withPreparation(checkAdded('POST /v1/requests/{id}/ratings/add'), (call) =>
    addToRating(call, call.params.id, call.body),
  ),
  'POST /v1/requests/{id}/ratings/takeBack': (call) => takeBack(call, call.params.id),
  'POST /v1/requests/{id}/ratings/change': withPreparation(checkAdded('POST /v1/requests/{id}/ratings/change'), (call) =>
    changeRating(call, call.params.id, call.body),
  ),
  'POST /v1/requests/{id}/remedy/contacted': (call) => recordContact(call, call.params.id, call.body.text),
  'POST /v1/requests/{id}/remedy': (call) => chooseRemedy(call, call.params.id, call.body),
  'POST /v1/requests/{id}/remedy/decision': (call) => decideAppeal(call, call.params.id, call.body),
  'GET /v1/staff/odd-ratings': (call) => oddBatches(call),
  'POST /v1/staff/requests/{id}/ratings': (call) => ratePhoned(call, call.params.id, call.body),
  'POST /v1/bookings/{id}/ratings': withPreparation(textsChecked('POST /v1/bookings/{id}/ratings'), (call) =>
    rateBooking(call, call.params.id, call.body),
  ),
  'POST /v1/bookings/{id}/ratings/add': withPreparation(textsChecked('POST /v1/bookings/{id}/ratings/add'), (call) =>
    addToServiceRating(call, call.params.id, call.body),
  ),
  'POST /v1/bookings/{id}/ratings/takeBack': (call) => takeServiceRatingBack(call, call.params.id),
  'GET /v1/staff/booking-ratings': (call) => serviceRatings(call, call.query),
  'POST /v1/staff/booking-ratings/{id}/answer': (call) => answerRating(call, call.params.id, call.body.text),
})
