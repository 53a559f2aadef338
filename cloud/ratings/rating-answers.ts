import { allRatings, answerServiceRating, lockServiceRating, owedRatings, serviceRatingById } from '../bookings/api'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { ratingEndpoints } from '@doorstep/contract/ratings/endpoints'
import type { ServiceRating } from '@doorstep/contract/ratings'
import { id as Id } from '@doorstep/contract/values'
import { supervisingRoles } from '@doorstep/contract/roles'
import * as v from 'valibot'
import type { StoredServiceRating } from '../bookings/core/booking-ratings-store'
import { notify } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { decodeCursor, encodeCursor } from '../platform/database/cursor'
import { holds } from '../platform/process/actor'
import { problem } from '../platform/process/problem'
import { mondayOf } from '../platform/time/calendar'
import { clipped } from '../platform/time/words'
import { managesVenue, managesService, serviceAndVenue, servicesOfStaff, venuesInUse } from '../services/api'
import { reasonsInWords } from './service-reasons'
import { toldUntil } from './week-of-ratings'

type Table = typeof ratingEndpoints.table
type Endpoint = Table['GET /v1/staff/booking-ratings']

/**
 * Returns ratings of services at the venues the caller manages or supervises: those that need an answer, or all. Never says who rated, and
 * waits as the notification does (`week-of-ratings.ts`).
 */
export async function serviceRatings(acting: Acting, query: Parsed<Endpoint>['query']): Promise<Reply<Endpoint>> {
  const { tx, districtId, actor, clock } = acting
  const { view, limit } = query
  const after = query.after === undefined ? null : decodeCursor(query.after, v.tuple([Id]))[0]
  const scope = await scopeOf(acting, query.venue)
  if (scope.venues.length === 0 && scope.services.length === 0) return { rows: [], next: null }
  const listed = { ...scope, reader: actor.staff?.code ?? null, shownUntil: toldUntil(clock.now()), after, limit: limit + 1 }
  const found = view === 'owed' ? await owedRatings(tx, districtId, listed) : await allRatings(tx, districtId, listed)
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const next = found.length > limit && last !== undefined ? encodeCursor([last.id]) : null
  return { rows: views(acting, shown), next }
}

async function scopeOf({ tx, districtId, actor }: Acting, venue: string | undefined) {
  const wanted = (code: string) => venue === undefined || code === venue
  const venues = (await venuesInUse(tx, districtId)).filter(
    (one) => managesVenue(actor, one) || holds(actor, supervisingRoles, one.areaCode),
  )
  const mine = actor.staff === null ? [] : await servicesOfStaff(tx, districtId, actor.staff.code)
  return {
    venues: venues.map(({ code }) => code).filter(wanted),
    services: mine.filter(({ venueCode }) => wanted(venueCode)).map(({ code }) => code),
  }
}

/** Returns the view of each rating for staff, in the order given. */
function views({ clock, actor }: Acting, rows: readonly StoredServiceRating[]): ServiceRating[] {
  const now = clock.now()
  return rows.map((row) => {
    // When an answer is due tells whoever gave the service on which day it was rated.
    const owed = row.answered_at === null && row.served_by !== actor.staff?.code ? row.answer_by : null
    return {
      id: row.id,
      serviceName: row.service_name,
      venueName: row.venue_name,
      week: mondayOf(row.day),
      satisfied: row.satisfied,
      reasons: reasonsInWords(row.reasons),
      text: row.text,
      answerBy: owed?.toISOString() ?? null,
      overdue: owed !== null && owed < now,
      answer: row.answer,
    }
  })
}

/**
 * Answers a bad rating, once, and notifies whoever rated. Throws `notFound` outside the venues the caller manages, `notNow` when no answer
 * is owed, `ownRating` to whoever gave the service, and `notYourRole` to whoever rated it.
 */
export async function answerRating(acting: Acting, id: string, text: string): Promise<ServiceRating> {
  const { tx, districtId, actor, clock } = acting
  await lockServiceRating(tx, districtId, id)
  const rating = await serviceRatingById(tx, districtId, id)
  if (rating === undefined || actor.staff === null) throw problem('notFound')
  const { venue, service } = await serviceAndVenue(tx, districtId, rating.service_code, rating.venue_code)
  if (!managesService(actor, venue, service)) throw problem('notFound')
  if (rating.account_id === actor.accountId) throw problem('notYourRole')
  if (rating.served_by === actor.staff.code) throw problem('ownRating')
  if (rating.answer_by === null || rating.answered_at !== null) throw problem('notNow')
  const now = clock.now()
  await answerServiceRating(tx, districtId, id, { answer: text, answered_by: actor.staff.code, answered_at: now })
  await notify(tx, {
    districtId,
    to: { accountIds: [rating.account_id] },
    kind: 'booking',
    title: '您的评价有答复了',
    text: `${rating.service_name}：${clipped(text, 80)}`,
    target: { kind: 'booking', id: rating.booking_id },
    key: `serviceRating:${id}:answered`,
    at: now,
  })
  const [view] = views(acting, [{ ...rating, answer: text, answered_at: now }])
  if (view === undefined) throw new Error('A rating without a view')
  return view
}
