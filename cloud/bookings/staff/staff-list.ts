import { bookingCodePattern } from '@doorstep/contract/bookings/words'
import { searchDays } from '@doorstep/contract/rules'
import { nameKey, phoneKey } from '@doorstep/contract/people/names-and-phones'
import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { peopleOf, phoneIndexOf } from '../../account/api'
import type { Acting } from '../../platform/context/call'
import { decodeCursor, encodeCursor } from '../../platform/database/cursor'
import { addDays, dayOf } from '../../platform/time/calendar'
import { servicesEverOfStaff } from '../../services/api'
import type { StoredBooking } from '../core/bookings-store'
import { phoneOf, whoOf } from '../core/person'
import { managedVenues } from '../core/served-venues'
import { maybeOf, waitingForStaff, type After, type Scope, type Sought } from './staff-list-store'
import { staffBookingRows } from './staff-view'

type Endpoint = (typeof bookingEndpoints.table)['GET /v1/staff/bookings']
type Query = Parsed<Endpoint>['query']

/** Bookings examined for one page of a name search: sealed names are opened one by one. */
const lookedAt = 3000
const atOnce = 300

/** Returns what waits for the venue's managers, by due time; or a person's bookings by name, phone or code. */
export async function staffBookings(acting: Acting, query: Query): Promise<Reply<Endpoint>> {
  const { view, q, after: cursor, limit } = query
  const after = cursor === undefined ? null : afterOf(cursor)
  const scope = await scopeOf(acting, query.venue)
  if (scope.venues.length === 0 && scope.services.length === 0) return { rows: [], next: null }
  if (view === 'find') {
    if (q === undefined) return { rows: [], next: null }
    const found = await find(acting, scope, { q, after, limit })
    return { rows: await staffBookingRows(acting, found.rows), next: found.next }
  }
  const rows = await waitingForStaff(acting.tx, acting.districtId, scope, { view, now: acting.clock.now(), after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const at = { pending: last?.approve_by, appeals: last?.appealed_at, home: last?.starts_at, calls: last?.starts_at }[view]
  const next = rows.length > limit && last !== undefined && at ? cursorAt(at, last) : null
  return { rows: await staffBookingRows(acting, shown), next }
}

const cursorAt = (at: Date, { id }: Pick<StoredBooking, 'id'>) => encodeCursor([at.toISOString(), id])

function afterOf(cursor: string): After {
  const [at, last] = decodeCursor(cursor, v.tuple([instant, id]))
  return { at: new Date(at), id: last }
}

/** Returns the venues the caller manages, and the services they give or gave; of one venue only, if named. */
async function scopeOf(acting: Acting, venue: string | undefined): Promise<Scope> {
  const { tx, districtId, actor } = acting
  return {
    venues: (await managedVenues(acting)).map(({ code }) => code),
    services: actor.staff === null ? [] : await servicesEverOfStaff(tx, districtId, actor.staff.code),
    ...(venue === undefined ? {} : { venue }),
  }
}

/**
 * Returns one page of a person's bookings and its cursor: after the last booking examined, when the limit was reached before the page was
 * full.
 */
async function find(
  acting: Acting,
  scope: Scope,
  { q, after, limit }: { q: string; after: After; limit: number },
): Promise<{ rows: StoredBooking[]; next: string | null }> {
  const { tx, districtId, clock } = acting
  const today = dayOf(clock.now())
  const digits = [phoneKey(q), q.replace(/[\s-]/g, '')].find((some) => /^\d{7,}$/.test(some)) ?? ''
  const phone = digits === '' ? null : digits
  const name = nameKey(q)
  const code = q.normalize('NFKC').replace(/\s/g, '')
  const by: Sought = bookingCodePattern.test(code) ? { code } : phone === null ? { name } : { phoneIndex: phoneIndexOf(acting, phone) }
  const wanted = { by, from: addDays(today, -searchDays), until: addDays(today, searchDays), limit: atOnce }
  const rows: StoredBooking[] = []
  let seen = after
  for (let looked = 0; looked < lookedAt; looked += atOnce) {
    const from = seen === null || dayOf(seen.at) < wanted.from ? wanted.from : dayOf(seen.at)
    const some = await maybeOf(tx, districtId, scope, { ...wanted, from, after: seen })
    const theirs = phone === null ? null : await phonesOf(acting, some)
    for (const row of some) {
      if (rows.length === limit) return { rows, next: seen === null ? null : encodeCursor([seen.at.toISOString(), seen.id]) }
      if ('code' in by || (theirs === null ? isOf(acting, row, name) : theirs(row).includes(digits))) rows.push(row)
      seen = { at: row.starts_at, id: row.id }
    }
    if (some.length < atOnce) return { rows, next: null }
  }
  return { rows, next: seen === null ? null : encodeCursor([seen.at.toISOString(), seen.id]) }
}

/** Returns the phone numbers of bookings as digits: the booking's own, the person's, and the account's. */
async function phonesOf(acting: Acting, rows: readonly StoredBooking[]): Promise<(row: StoredBooking) => string[]> {
  const people = await peopleOf(
    acting,
    rows.flatMap((row) => row.account_id ?? []),
  )
  return (row) =>
    [phoneOf(acting, row), whoOf(acting, row)?.phone, people.get(row.account_id ?? '')?.phone].flatMap((phone) =>
      phone ? phoneKey(phone) : [],
    )
}

/** Returns whether a booking is of a name (its `nameKey`): a sealed one is opened here; an account's own was compared by the database. */
function isOf(acting: Acting, row: StoredBooking, name: string): boolean {
  const who = whoOf(acting, row)
  return who === null || nameKey(who.name).includes(name)
}
