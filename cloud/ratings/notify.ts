import { levelName } from '@doorstep/contract/ratings'
import { supervisingRoles, venueRoles } from '@doorstep/contract/roles'
import { mistapMinutes } from '@doorstep/contract/rules'
import { id as Id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { lockServiceRating, managersOf, serviceRatingById } from '../bookings/api'
import type { StoredServiceRating } from '../bookings/core/booking-ratings-store'
import { staffWith } from '../grids/api'
import { notify } from '../notifications/api'
import type { Acting, Context } from '../platform/context/call'
import { enqueue } from '../platform/jobs/outbox'
import { minuteMs } from '../platform/time/calendar'
import { dayMark } from '../platform/time/words'
import { serviceAndVenue } from '../services/api'
import { reasonsInWords } from './service-reasons'
import { toldAt } from './week-of-ratings'

export const badJob = 'ratings.serviceBad'
export const toldJob = 'ratings.serviceTold'
export const overdueJob = 'ratings.serviceOverdue'
export const RatingJob = v.object({ ratingId: Id })
type OfRating = v.InferOutput<typeof RatingJob>

interface Given {
  id: string
  servedBy: string | null
  /** The deadline of the answer to a bad one; null when none is owed. */
  answerBy: Date | null
}

/**
 * Schedules who is told of a rating of a service, as it stands by then; nobody learns who rated. Whoever gave the service gets the result with
 * those of the week, because a rating given right after the visit would identify the resident by its time. Of a bad one the venue's managers
 * hear once it can no longer be taken back (点错了), supervisors when no answer came.
 */
export async function scheduleTelling({ tx, districtId, clock }: Acting, { id, servedBy, answerBy }: Given): Promise<void> {
  const plan = (kind: string, dueAt: Date) => enqueue(tx, { districtId, kind, key: id, payload: { ratingId: id }, dueAt })
  if (servedBy !== null) await plan(toldJob, toldAt(clock.now()))
  if (answerBy === null) return
  await plan(badJob, new Date(clock.now().getTime() + mistapMinutes * minuteMs + 1))
  await plan(overdueJob, new Date(answerBy.getTime() + 1))
}

/** Tells whoever gave a service how it was rated, with what was added since; nothing when the rating was taken back. */
export async function onTold(context: Context, { ratingId }: OfRating): Promise<void> {
  const rating = await serviceRatingById(context.tx, context.districtId, ratingId)
  if (rating === undefined || rating.served_by === null) return
  await tell(context, rating, [rating.served_by], { title: '收到评价', text: resultOf(rating), about: 'rated' })
}

/** Tells the managers that they owe an answer to a bad rating; nothing when it was taken back or is answered. */
export async function onBad(context: Context, { ratingId }: OfRating): Promise<void> {
  const { tx, districtId } = context
  // A take-back of the last moment may still be on its way.
  await lockServiceRating(tx, districtId, ratingId)
  const rating = await serviceRatingById(tx, districtId, ratingId)
  if (rating === undefined || rating.answer_by === null || rating.answered_at !== null) return
  const text = `${resultOf(rating)}，请在${dayMark(rating.answer_by)}前答复居民`
  await tell(context, rating, await answerers(context, rating), { title: '收到一个差评，请答复', text, about: 'bad' })
}

/** Notifies supervisors that an answer is overdue. */
export async function onOverdue(context: Context, { ratingId }: OfRating): Promise<void> {
  const { tx, districtId, clock } = context
  const rating = await serviceRatingById(tx, districtId, ratingId)
  if (rating === undefined || rating.answer_by === null || rating.answered_at !== null || clock.now() <= rating.answer_by) return
  const supervisors = await staffWith(tx, districtId, supervisingRoles, rating.area_code)
  const text = `${rating.venue_name} ${rating.service_name}：应在${dayMark(rating.answer_by)}前答复，还没有答复`
  await tell(context, rating, supervisors, { title: '服务差评超时未答复', text, about: 'overdue' })
}

/** Returns a rating in words: `体检：不满意（等得太久）`. */
function resultOf({ service_name: service, satisfied, reasons }: StoredServiceRating): string {
  const why = reasonsInWords(reasons).join('、')
  return `${service}：${levelName(satisfied)}${why === '' ? '' : `（${why}）`}`
}

/** Returns the managers nearest to the venue except whoever gave the service; when that leaves nobody, all managers of the venue. */
async function answerers({ tx, districtId }: Context, rating: StoredServiceRating): Promise<string[]> {
  const { venue, service } = await serviceAndVenue(tx, districtId, rating.service_code, rating.venue_code)
  const others = (codes: readonly string[]) => codes.filter((code) => code !== rating.served_by)
  const near = others(await managersOf(tx, districtId, venue, service))
  return near.length > 0 ? near : others(await staffWith(tx, districtId, venueRoles, venue.areaCode))
}

/** Notifies staff of what is rated, once a booking and subject. */
async function tell(
  { tx, districtId, clock }: Context,
  { booking_id: bookingId, venue_code: venueCode }: StoredServiceRating,
  staffCodes: readonly string[],
  { title, text, about }: { title: string; text: string; about: string },
): Promise<void> {
  const target = { kind: 'staffRatings' as const, id: venueCode }
  const key = `serviceRating:${bookingId}:${about}`
  await notify(tx, { districtId, to: { staffCodes }, kind: 'task', title, text, target, key, at: clock.now() })
}
