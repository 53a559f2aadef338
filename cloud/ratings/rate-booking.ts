import { answerDays, badLevel } from '@doorstep/contract/rules'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { levelName, type RateServiceForm } from '@doorstep/contract/ratings'
import { venueRoles } from '@doorstep/contract/roles'
import { serviceReasons } from '@doorstep/contract/services/words'
import { id as Id } from '@doorstep/contract/values'
import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import {
  bookingDetail,
  insertServiceRating,
  isServiceRated,
  lockedBooking,
  managersOf,
  serviceRatingById,
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
  const booking = await lockedBooking(acting, bookingId)
  if (booking?.row.account_id !== actor.accountId) throw problem('notFound')
  const { row } = booking
  if (row.state !== 'done' || row.rate_by === null) throw problem('notNow')
  if (row.served_by !== null && row.served_by === actor.staff?.code) throw problem('notYourRole')
  if (await isServiceRated(tx, districtId, bookingId)) throw problem('alreadyRated')
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

/**
 * Notifies staff of a rating. Whoever gave the service gets the result with those of the week, because a rating given right after the visit
 * would identify the resident by its time; of a bad one, the venue's managers are notified at once that they owe an answer. Nobody learns
 * who rated.
 */
async function notifyRated(acting: Acting, booking: LoadedBooking, id: string, form: Form, answerBy: Date | null): Promise<void> {
  const { row } = booking
  const { tx, districtId, clock } = acting
  const why = form.reasons.map((reason) => serviceReasons[reason]).join('、')
  const result = `${row.service_name}：${levelName(form.satisfied)}${why === '' ? '' : `（${why}）`}`
  if (row.served_by !== null) {
    const said = { title: '收到评价', text: result, about: 'rated', at: toldAt(clock.now()) }
    await tell(acting, id, row.venue_code, [row.served_by], said)
  }
  if (answerBy === null) return
  const said = { title: '收到一个差评，请答复', text: `${result}，请在${dayMark(answerBy)}前答复居民`, about: 'bad' }
  await tell(acting, id, row.venue_code, await answerers(acting, booking, row.served_by), said)
  await enqueue(tx, { districtId, kind: overdueJob, key: id, payload: { ratingId: id }, dueAt: new Date(answerBy.getTime() + 1) })
}

/** Returns the managers nearest to the venue except whoever gave the service; when that leaves nobody, all managers of the venue. */
async function answerers({ tx, districtId }: Acting, { venue, service }: ServiceAndVenue, servedBy: string | null): Promise<string[]> {
  const others = (codes: readonly string[]) => codes.filter((code) => code !== servedBy)
  const near = others(await managersOf(tx, districtId, venue, service))
  return near.length > 0 ? near : others(await staffWith(tx, districtId, venueRoles, venue.areaCode))
}

async function tell(
  { tx, districtId, clock }: CoreContext,
  ratingId: string,
  venueCode: string,
  staffCodes: readonly string[],
  { title, text, about, at = clock.now() }: { title: string; text: string; about: string; at?: Date },
): Promise<void> {
  const target = { kind: 'staffRatings' as const, id: venueCode }
  const key = `serviceRating:${ratingId}:${about}`
  await notify(tx, { districtId, to: { staffCodes }, kind: 'task', title, text, target, key, at })
}

export const overdueJob = 'ratings.serviceOverdue'
export const OverdueJob = v.object({ ratingId: Id })

/** Notifies supervisors that an answer is overdue. */
export async function onOverdue(context: Context, { ratingId }: v.InferOutput<typeof OverdueJob>): Promise<void> {
  const { tx, districtId, clock } = context
  const rating = await serviceRatingById(tx, districtId, ratingId)
  if (rating === undefined || rating.answer_by === null || rating.answered_at !== null || clock.now() <= rating.answer_by) return
  const supervisors = await staffWith(tx, districtId, ['supervisor'], rating.area_code)
  const text = `${rating.venue_name} ${rating.service_name}：应在${dayMark(rating.answer_by)}前答复，还没有答复`
  await tell(context, ratingId, rating.venue_code, supervisors, { title: '服务差评超时未答复', text, about: 'overdue' })
}
