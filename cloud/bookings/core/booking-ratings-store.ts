import { mistapMinutes } from '@doorstep/contract/rules'
import { sql, type ExpressionBuilder, type Insertable, type Selectable, type Updateable } from 'kysely'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import type { BookingRating, DB } from '../../platform/database/schema'
import { minuteMs } from '../../platform/time/calendar'

/** Inserts a rating of a booking; returns false when that booking has one already. */
export async function insertServiceRating(tx: Tx, rating: Insertable<BookingRating>): Promise<boolean> {
  const put = await tx
    .insertInto('booking_rating')
    .values(rating)
    .onConflict((held) => held.columns(['district_id', 'booking_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return put !== undefined
}

/** Returns the rating of a booking, locked until the transaction ends. */
export const serviceRatingOf = (tx: Tx, districtId: number, bookingId: string) =>
  tx
    .selectFrom('booking_rating')
    .where('district_id', '=', districtId)
    .where('booking_id', '=', bookingId)
    .select(columns.booking_rating)
    .forUpdate()
    .executeTakeFirst()

/** Returns until when a rating may be taken back by whoever gave it (点错了); null once it is answered. */
export const serviceTakeBackUntil = ({ at, answer }: Pick<Selectable<BookingRating>, 'at' | 'answer'>): Date | null =>
  answer === null ? new Date(at.getTime() + mistapMinutes * minuteMs) : null

export const updateServiceRating = (tx: Tx, districtId: number, id: string, changes: Updateable<BookingRating>) =>
  tx.updateTable('booking_rating').where('district_id', '=', districtId).where('id', '=', id).set(changes).execute()

/** Removes a rating that was a slip of the finger. */
export const deleteServiceRating = (tx: Tx, districtId: number, id: string) =>
  tx.deleteFrom('booking_rating').where('district_id', '=', districtId).where('id', '=', id).execute()

const ratings = (tx: Tx, districtId: number) =>
  tx.selectFrom('booking_rating').where('district_id', '=', districtId).select(columns.booking_rating)
type Ratings = ReturnType<typeof ratings>

const venueOf = (rating: ExpressionBuilder<DB & { r: BookingRating }, 'r'>, districtId: number) =>
  rating.selectFrom('venue').where('venue.district_id', '=', districtId).whereRef('venue.code', '=', 'r.venue_code')

/** Selects ratings with what they are about and where; who gave them is read only to keep people from answering their own. */
const described = (tx: Tx, districtId: number, rows: Ratings) =>
  tx
    .selectFrom(rows.as('r'))
    .innerJoin('booking as b', 'b.id', 'r.booking_id')
    .where('b.district_id', '=', districtId)
    .select([
      'r.id',
      'r.booking_id',
      'r.account_id',
      'r.venue_code',
      'r.service_code',
      'r.served_by',
      'r.satisfied',
      'r.reasons',
      'r.text',
      'r.answer_by',
      'r.answer',
      'r.answered_at',
      'b.service_name',
      'b.day',
    ])
    // As columns of their own: a join would lose the order of the page's index.
    .select((rating) => [
      venueOf(rating, districtId).select('venue.name').$asScalar().$notNull().as('venue_name'),
      venueOf(rating, districtId).select('venue.area_code').$asScalar().$notNull().as('area_code'),
    ])
export type StoredServiceRating = Awaited<ReturnType<ReturnType<typeof described>['executeTakeFirstOrThrow']>>

export const serviceRatingById = (tx: Tx, districtId: number, id: string): Promise<StoredServiceRating | undefined> =>
  described(tx, districtId, ratings(tx, districtId).where('id', '=', id)).executeTakeFirst()

/** Locks a rating's row until the transaction ends, so that it is answered only once. */
export const lockServiceRating = (tx: Tx, districtId: number, id: string) =>
  tx.selectFrom('booking_rating').where('district_id', '=', districtId).where('id', '=', id).select('id').forUpdate().executeTakeFirst()

export const answerServiceRating = (
  tx: Tx,
  districtId: number,
  id: string,
  answer: { answer: string; answered_by: string; answered_at: Date },
) => tx.updateTable('booking_rating').where('district_id', '=', districtId).where('id', '=', id).set(answer).execute()

export interface Listed {
  /** The staff member who reads: of a bad rating of what they gave themselves they learn no sooner than of others. */
  reader: string | null
  /** Ratings given before this instant are shown to everybody who manages the place. */
  shownUntil: Date
  venues: readonly string[]
  services: readonly string[]
  /** The id of the last rating of the previous page. */
  after: string | null
  limit: number
}

/** Selects up to `limit` ratings of venues and services, before the related data is joined. */
const of = (tx: Tx, districtId: number, { venues, services, limit }: Listed): Ratings =>
  ratings(tx, districtId)
    .where((rating) =>
      rating.or([
        ...(venues.length > 0 ? [rating('venue_code', 'in', venues)] : []),
        ...(services.length > 0 ? [rating('service_code', 'in', services)] : []),
      ]),
    )
    .limit(limit)

/** Returns a rating's position in an order. It is looked up here because the cursor that staff hold must not reveal when it was given. */
const place = (districtId: number, by: 'at' | 'answer_by', id: string) =>
  sql`(select last.${sql.ref(by)}, last.id from booking_rating as last where last.district_id = ${districtId} and last.id = ${id})`

const byOthers = ({ reader }: Pick<Listed, 'reader'>) => sql<boolean>`served_by is distinct from ${reader}`

/** Returns ratings of these venues and services that need an answer of the reader or a colleague, by due time. */
export function owedRatings(tx: Tx, districtId: number, listed: Listed): Promise<StoredServiceRating[]> {
  const { after } = listed
  let rows = of(tx, districtId, listed).where('answer_by', 'is not', null).where('answered_at', 'is', null).where(byOthers(listed))
  if (after !== null) rows = rows.where(sql<boolean>`(answer_by, id) > ${place(districtId, 'answer_by', after)}`)
  return described(tx, districtId, rows.orderBy('answer_by').orderBy('id')).orderBy('r.answer_by').orderBy('r.id').execute()
}

/**
 * Returns the ratings of these venues and services, newest first: those of the weeks before, and of this week only those that others than
 * the reader must answer. Read right after a visit, any other would tell who gave it.
 */
export function allRatings(tx: Tx, districtId: number, listed: Listed): Promise<StoredServiceRating[]> {
  const { after } = listed
  let rows = of(tx, districtId, listed).where((rating) =>
    rating.or([rating('at', '<', listed.shownUntil), rating.and([rating('answer_by', 'is not', null), byOthers(listed)])]),
  )
  if (after !== null) rows = rows.where(sql<boolean>`(at, id) < ${place(districtId, 'at', after)}`)
  return described(tx, districtId, rows.orderBy('at', 'desc').orderBy('id', 'desc'))
    .orderBy('r.at', 'desc')
    .orderBy('r.id', 'desc')
    .execute()
}

/** Returns which bookings are rated. */
export async function ratedOf(tx: Tx, districtId: number, bookingIds: readonly string[]): Promise<Set<string>> {
  if (bookingIds.length === 0) return new Set()
  const rows = await tx
    .selectFrom('booking_rating')
    .where('district_id', '=', districtId)
    .where('booking_id', '=', sql<string>`any(${[...bookingIds]}::uuid[])`)
    .select('booking_id')
    .execute()
  return new Set(rows.map(({ booking_id: id }) => id))
}
