import { answerDays, badLevel } from '@doorstep/contract/rules'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import type { AddToServiceRatingForm, RateServiceForm } from '@doorstep/contract/ratings'
import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import {
  bookingDetail,
  deleteServiceRating,
  insertServiceRating,
  lockedBooking,
  serviceRatingOf,
  serviceTakeBackUntil,
  updateServiceRating,
  type LoadedBooking,
} from '../bookings/api'
import { markTargetRead } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { dueAt } from '../platform/time/deadline'
import { scheduleTelling } from './notify'

type Form = v.InferOutput<typeof RateServiceForm>

/**
 * Rates a completed booking, once, while the window is open. A bad rating requires an answer within `answerDays` by somebody who did not
 * give the service. Throws `notNow`, `alreadyRated`, `ratingOver`, and `notYourRole` to whoever gave it.
 */
export async function rateBooking(acting: Acting, bookingId: string, form: Form): Promise<BookingDetail> {
  const { tx, districtId, actor, clock } = acting
  const booking = await ownBooking(acting, bookingId)
  const { row } = booking
  if (row.state !== 'done' || row.rate_by === null) throw problem('notNow')
  if (row.served_by !== null && row.served_by === actor.staff?.code) throw problem('notYourRole')
  if ((await serviceRatingOf(tx, districtId, bookingId)) !== undefined) throw problem('alreadyRated')
  const now = clock.now()
  if (row.rate_by < now) throw problem('ratingOver')
  const answerBy = form.satisfied <= badLevel ? dueAt(now, { amount: answerDays, unit: 'workingDay' }).at : null
  // Not `uuidv7`: staff see this id, and it would reveal the time of rating.
  const id = randomUUID()
  const kept = await insertServiceRating(tx, {
    district_id: districtId,
    id,
    booking_id: bookingId,
    account_id: actor.accountId,
    venue_code: row.venue_code,
    service_code: row.service_code,
    served_by: row.served_by,
    satisfied: form.satisfied,
    reasons: JSON.stringify(form.reasons),
    text: form.text,
    at: now,
    answer_by: answerBy,
  })
  if (!kept) throw problem('alreadyRated')
  await scheduleTelling(acting, { id, servedBy: row.served_by, answerBy })
  await markTargetRead(acting, { kind: 'booking', id: bookingId })
  return bookingDetail(acting, booking)
}

async function ownBooking(acting: Acting, bookingId: string): Promise<LoadedBooking> {
  const booking = await lockedBooking(acting, bookingId, { owner: acting.actor })
  if (booking === null) throw problem('notFound')
  return booking
}

/**
 * Adds reasons and words to the caller's own rating of a service, each once, until it is answered. Throws `notNow` when there is nothing to
 * add to, `ratingOver`, and `ratingAnswered` for what was said before.
 */
export async function addToServiceRating(
  acting: Acting,
  bookingId: string,
  { reasons, text }: v.InferOutput<typeof AddToServiceRatingForm>,
): Promise<BookingDetail> {
  const { tx, districtId, clock } = acting
  const booking = await ownBooking(acting, bookingId)
  const rating = await serviceRatingOf(tx, districtId, bookingId)
  if (rating === undefined || rating.answer !== null) throw problem('notNow')
  if (booking.row.rate_by === null || booking.row.rate_by < clock.now()) throw problem('ratingOver')
  const said = v.parse(v.array(v.string()), rating.reasons)
  if ((reasons.length > 0 && said.length > 0) || (text !== '' && rating.text !== '')) throw problem('ratingAnswered')
  await updateServiceRating(tx, districtId, rating.id, {
    ...(reasons.length > 0 && { reasons: JSON.stringify(reasons) }),
    ...(text !== '' && { text }),
  })
  return bookingDetail(acting, booking)
}

/**
 * Takes the caller's rating of a service back (点错了), within minutes and until it is answered; it may then be rated anew. Staff
 * have not been told of it yet. Throws `notNow` when nothing is rated and `takeBackOver`.
 */
export async function takeServiceRatingBack(acting: Acting, bookingId: string): Promise<BookingDetail> {
  const { tx, districtId, clock } = acting
  const booking = await ownBooking(acting, bookingId)
  const rating = await serviceRatingOf(tx, districtId, bookingId)
  if (rating === undefined) throw problem('notNow')
  const until = serviceTakeBackUntil(rating)
  if (until === null || clock.now() > until) throw problem('takeBackOver')
  await deleteServiceRating(tx, districtId, rating.id)
  return bookingDetail(acting, booking)
}
