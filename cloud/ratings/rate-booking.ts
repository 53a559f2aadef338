import { answerDays, badLevel } from '@doorstep/contract/rules'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { levelName, type AddToServiceRatingForm, type RateServiceForm } from '@doorstep/contract/ratings'
import { venueRoles } from '@doorstep/contract/roles'
import { serviceReasons } from '@doorstep/contract/services/words'
import { id as Id } from '@doorstep/contract/values'
import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import {
  bookingDetail,
  deleteServiceRating,
  insertServiceRating,
  lockedBooking,
  managersOf,
  serviceRatingById,
  serviceRatingOf,
  serviceTakeBackUntil,
  updateServiceRating,
  type LoadedBooking,
} from '../bookings/api'
import { staffWith } from '../grids/api'
import { markTargetRead, notify } from '../notifications/api'
import type { Acting, Context, CoreContext } from '../platform/context/call'
import { enqueue } from '../platform/jobs/outbox'
import { problem } from '../platform/process/problem'
import { dueAt } from '../platform/time/deadline'
import { dayMark } from '../platform/time/words'
import type { ServiceAndVenue } from '../services/api'
import { toldAt } from './week-of-ratings'

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
  await notifyRated(acting, booking, id, form, answerBy)
  await markTargetRead(acting, { kind: 'booking', id: bookingId })
  return bookingDetail(acting, booking)
}

async function ownBooking(acting: Acting, bookingId: string): Promise<LoadedBooking> {
  const booking = await lockedBooking(acting, bookingId)
  if (booking?.row.account_id !== acting.actor.accountId) throw problem('notFound')
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
 * Takes the caller's rating of a service back (点错了), within minutes and until it is answered; it may then be rated anew. Throws `notNow`
 * when nothing is rated and `takeBackOver`.
 */
export async function takeServiceRatingBack(acting: Acting, bookingId: string): Promise<BookingDetail> {
  const { tx, districtId, clock } = acting
  const booking = await ownBooking(acting, bookingId)
  const rating = await serviceRatingOf(tx, districtId, bookingId)
  if (rating === undefined) throw problem('notNow')
  const until = serviceTakeBackUntil(rating)
  if (until === null || clock.now() > until) throw problem('takeBackOver')
  await deleteServiceRating(tx, districtId, rating.id)
  if (rating.answer_by !== null) {
    const said = { title: '差评收回了，不用答复', text: `${booking.row.service_name}：居民点错了`, about: 'takenBack' }
    await tell(acting, booking.row, await answerers(acting, booking, booking.row.served_by), said)
  }
  return bookingDetail(acting, booking)
}

/**
 * Notifies staff of a rating. Whoever gave the service gets the result with those of the week, because a rating given right after the visit
 * would identify the resident by its time; of a bad one, the venue's managers are notified at once that they owe an answer. Nobody learns
 * who rated.
 */
async function notifyRated(acting: Acting, booking: LoadedBooking, id: string, form: Form, answerBy: Date | null): Promise<void> {
  const { row } = booking
  const { tx, districtId, clock } = acting
  if (row.served_by !== null)
    await enqueue(tx, { districtId, kind: toldJob, key: id, payload: { ratingId: id }, dueAt: toldAt(clock.now()) })
  if (answerBy === null) return
  const result = resultOf({ ...form, service_name: row.service_name })
  const said = { title: '收到一个差评，请答复', text: `${result}，请在${dayMark(answerBy)}前答复居民`, about: 'bad' }
  await tell(acting, row, await answerers(acting, booking, row.served_by), said)
  await enqueue(tx, { districtId, kind: overdueJob, key: id, payload: { ratingId: id }, dueAt: new Date(answerBy.getTime() + 1) })
}

const Reasons = v.array(v.picklist(Object.keys(serviceReasons) as (keyof typeof serviceReasons)[]))

/** Returns a rating in words: `体检：不满意（等得太久）`. */
function resultOf({ service_name: service, satisfied, reasons }: { service_name: string; satisfied: number; reasons: unknown }): string {
  const why = v
    .parse(Reasons, reasons)
    .map((reason) => serviceReasons[reason])
    .join('、')
  return `${service}：${levelName(satisfied)}${why === '' ? '' : `（${why}）`}`
}

/** Returns the managers nearest to the venue except whoever gave the service; when that leaves nobody, all managers of the venue. */
async function answerers({ tx, districtId }: Acting, { venue, service }: ServiceAndVenue, servedBy: string | null): Promise<string[]> {
  const others = (codes: readonly string[]) => codes.filter((code) => code !== servedBy)
  const near = others(await managersOf(tx, districtId, venue, service))
  return near.length > 0 ? near : others(await staffWith(tx, districtId, venueRoles, venue.areaCode))
}

/** Notifies staff of what is rated, once a booking and subject: a tap taken back and made again is told once. */
async function tell(
  { tx, districtId, clock }: CoreContext,
  { id: bookingId, venue_code: venueCode }: { id: string; venue_code: string },
  staffCodes: readonly string[],
  { title, text, about }: { title: string; text: string; about: string },
): Promise<void> {
  const target = { kind: 'staffRatings' as const, id: venueCode }
  const key = `serviceRating:${bookingId}:${about}`
  await notify(tx, { districtId, to: { staffCodes }, kind: 'task', title, text, target, key, at: clock.now() })
}

export const toldJob = 'ratings.serviceTold'
export const overdueJob = 'ratings.serviceOverdue'
export const RatingJob = v.object({ ratingId: Id })
type OfRating = v.InferOutput<typeof RatingJob>

/** Tells whoever gave a service how it was rated, with what was added since; nothing when the rating was taken back. */
export async function onTold(context: Context, { ratingId }: OfRating): Promise<void> {
  const rating = await serviceRatingById(context.tx, context.districtId, ratingId)
  if (rating === undefined || rating.served_by === null) return
  const of = { id: rating.booking_id, venue_code: rating.venue_code }
  await tell(context, of, [rating.served_by], { title: '收到评价', text: resultOf(rating), about: 'rated' })
}

/** Notifies supervisors that an answer is overdue. */
export async function onOverdue(context: Context, { ratingId }: OfRating): Promise<void> {
  const { tx, districtId, clock } = context
  const rating = await serviceRatingById(tx, districtId, ratingId)
  if (rating === undefined || rating.answer_by === null || rating.answered_at !== null || clock.now() <= rating.answer_by) return
  const supervisors = await staffWith(tx, districtId, ['supervisor'], rating.area_code)
  const text = `${rating.venue_name} ${rating.service_name}：应在${dayMark(rating.answer_by)}前答复，还没有答复`
  const of = { id: rating.booking_id, venue_code: rating.venue_code }
  await tell(context, of, supervisors, { title: '服务差评超时未答复', text, about: 'overdue' })
}
