import { feedDaysBack, feedDaysAhead } from '@doorstep/contract/rules'
import { asLine } from '@doorstep/contract/values'
import { createHash } from 'node:crypto'
import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import type { Feed } from '@doorstep/contract/bookings/staff-views'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import ical, { ICalEventStatus } from 'ical-generator'
import { staffFacts } from '../../grids/api'
import { visitor } from '../../platform/process/actor'
import { Raw, type Acting, type Context } from '../../platform/context/call'
import { addDays, dayOf, hourMs } from '../../platform/time/calendar'
import { hashToken, newToken } from '../../platform/process/crypto'
import { uuidv7 } from '../../platform/process/ids'
import { problem } from '../../platform/process/problem'
import { servicesAt, servicesOfStaff, type ServiceFact, managesVenue, managedVenue } from '../../services/api'
import * as store from './feed-store'
import type { ReadFeed, StoredFeed } from './feed-store'

/**
 * Calendars for staff: an address that cannot be guessed and can be revoked, with how many people are expected and when. Names no resident.
 */

type Table = typeof bookingEndpoints.table

const viewOf = ({ id, name, venue_code: venueCode, created_at: at, last_read_at: readAt }: StoredFeed): Feed => ({
  id,
  name,
  venueCode,
  createdAt: at.toISOString(),
  lastReadAt: readAt?.toISOString() ?? null,
})

const staffOf = ({ actor }: Acting): string => {
  if (actor.staff === null) throw problem('notYourRole')
  return actor.staff.code
}

/**
 * Creates an address for a venue the caller manages, or for the services they give. Only its hash is stored, so it is returned only this
 * once.
 */
export async function makeFeed(
  acting: Acting,
  { venue, name }: Parsed<Table['POST /v1/staff/feeds']>['body'],
): Promise<Reply<Table['POST /v1/staff/feeds']>> {
  const { tx, districtId, clock } = acting
  const staff = staffOf(acting)
  if (venue !== undefined) await managedVenue(acting, venue)
  else if ((await servicesOfStaff(tx, districtId, staff)).length === 0)
    throw problem('notFound', { detail: '您名下还没有服务，请改选一个服务点' })
  const token = newToken()
  const row = await store.insertFeed(tx, {
    district_id: districtId,
    id: uuidv7(),
    staff_code: staff,
    venue_code: venue ?? null,
    name,
    token_hash: hashToken(token),
    created_at: clock.now(),
  })
  return { feed: viewOf(row), url: `/v1/feeds/${token}?d=${districtId}` }
}

export const myFeeds = async (acting: Acting): Promise<Reply<Table['GET /v1/staff/feeds']>> => ({
  rows: (await store.feedsOf(acting.tx, acting.districtId, staffOf(acting))).map(viewOf),
})

export async function endFeed(acting: Acting, id: string): Promise<void> {
  if (!(await store.dropFeed(acting.tx, acting.districtId, staffOf(acting), id))) throw problem('notFound')
}

/**
 * Serves the calendar behind an address. Throws `notFound` once it was revoked, or its owner is no longer staff or no longer manages the
 * venue. The ETag depends only on the content, so hourly requests mostly get 304.
 */
export async function readFeed(context: Context, token: string): Promise<Raw> {
  const { tx, districtId, clock } = context
  const feed = await store.feedByToken(tx, districtId, hashToken(token))
  if (feed === undefined) throw problem('notFound')
  const { name, services } = await shownBy(context, feed)
  const now = clock.now()
  await store.markRead(tx, districtId, feed.id, now, new Date(now.getTime() - hourMs))
  const today = dayOf(now)
  const slots =
    services.length === 0
      ? []
      : await store.slotsWithPeople(tx, districtId, {
          services: services.map(({ code }) => code),
          from: addDays(today, -feedDaysBack),
          until: addDays(today, feedDaysAhead),
          // A professional's calendar has their empty slots, too; a venue's only those with bookings.
          empty: feed.venue_code === null,
        })
  const names = new Map(services.map((service) => [service.code, service.name]))
  const events = slots.map((slot) => ({
    id: `slot-${slot.id}@doorstep`,
    start: slot.starts_at,
    end: slot.ends_at,
    summary: `${names.get(slot.service_code) ?? ''} ${slot.people}/${slot.places}`,
  }))
  const tag = createHash('sha256')
    .update(JSON.stringify([name, events]))
    .digest('base64url')
  const calendar = ical({
    prodId: { company: 'doorstep', product: 'feeds', language: 'ZH' },
    // The library writes the name as it is: a line break in it would begin a property.
    name: asLine(name),
    ttl: 3600,
  })
  for (const event of events) calendar.createEvent({ ...event, stamp: now, status: ICalEventStatus.CONFIRMED })
  return new Raw('text/calendar; charset=utf-8', Buffer.from(calendar.toString()), {
    etag: `W/"${tag}"`,
    'cache-control': 'private, max-age=300',
    'x-content-type-options': 'nosniff',
    'content-disposition': 'inline; filename="doorstep.ics"',
  })
}

/** Returns what an address shows now: a venue's services while its owner manages it, or those the owner gives. */
async function shownBy(context: Context, feed: ReadFeed): Promise<{ name: string; services: ServiceFact[] }> {
  const { tx, districtId } = context
  const owner = (await staffFacts(tx, districtId, [feed.staff_code])).get(feed.staff_code)
  if (owner === undefined || owner.retired) throw problem('notFound')
  const grants = owner.roles.map((held) => ({ ...held, unit: owner.departmentCode }))
  if (feed.venue_code === null) return { name: feed.name, services: await servicesOfStaff(tx, districtId, feed.staff_code) }
  const { venue } = feed
  if (venue === null || !managesVenue({ ...visitor(districtId), grants }, venue)) throw problem('notFound')
  return { name: `${feed.name} · ${venue.name}`, services: await servicesAt(tx, districtId, feed.venue_code) }
}
