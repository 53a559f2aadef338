import { bookedFirstMinutes } from '@doorstep/contract/queue/endpoints'
import { elsewhere, suggest } from '../../bookings/eligibility/suggest'
import { lockPeople, personOfAccount } from '../../bookings/core/person'
import { lockSlots, type StoredBooking } from '../../bookings/core/bookings-store'
import { arriveFrom } from '../../bookings/view/view-next'
import type { Acting, RuleContext } from '../../platform/context/call'
import { dayOf, instantOf, minuteMs } from '../../platform/time/calendar'
import { uuidv7 } from '../../platform/process/ids'
import { enqueue } from '../../platform/jobs/outbox'
import { problem, type ProblemError } from '../../platform/process/problem'
import { timeInWords } from '../../platform/time/words'
import { closuresFrom } from '../../services/places/closure-store'
import {
  serviceFact,
  serviceFacts,
  venueFact,
  venueFacts,
  type ServiceFact,
  type VenueFact,
} from '../../services/places/venues-and-services'
import { bookingsToday } from '../../counter/check-in-store'
import { closedFor, givenFor, openFor } from './opening'
import { transitionTicket } from './transitions'
import * as store from './queue-store'
import type { StoredTicket } from './queue-store'
import { notifyNearbySockets } from './notify'
import { todayOf, walkInsLeft, walkInSlots } from './walk-in-store'
import { awaitedWith, noneLeft } from '../../counter/walk-ins'

/** Draws the number of a booking whose person is here, once; null for a home service. The booking is locked and has arrived. */
export async function drawForBooking(context: RuleContext, row: StoredBooking): Promise<StoredTicket | null> {
  const { tx, districtId, clock } = context
  if (row.way === 'home') return null
  const drawn = await store.ticketOfBooking(tx, districtId, row.id)
  if (drawn !== null) return drawn
  const service = (await serviceFacts(tx, districtId, [row.service_code])).get(row.service_code)
  const venue = (await venueFacts(tx, districtId, [row.venue_code])).get(row.venue_code)
  if (service === undefined || venue === undefined) throw new Error('A booking of a service or place that was never there')
  const now = clock.now()
  const first = new Date(row.starts_at.getTime() - bookedFirstMinutes * minuteMs)
  return draw(context, {
    venue,
    service,
    slotId: row.slot_id,
    accountId: row.account_id,
    bookingId: row.id,
    dueAt: first > now ? first : now,
  })
}

/**
 * What ended a booking ends its number, too: done with it when it was being called or served, void otherwise. For rooms that
 * finish or call off somebody who is already here; the booking is locked.
 */
export async function endTicketOf(context: RuleContext, row: Pick<StoredBooking, 'id' | 'state' | 'venue_code'>): Promise<void> {
  const { tx, districtId } = context
  const seen = await store.ticketOfBooking(tx, districtId, row.id)
  if (seen === null || !store.isOpen(seen.state)) return
  await store.lockQueues(tx, districtId, { venueCode: seen.venue_code, day: seen.day })
  const ticket = await store.ticketById(tx, districtId, seen.id)
  if (ticket === null || !store.isOpen(ticket.state)) return
  const served = ticket.state === 'serving' || (row.state === 'done' && ticket.state === 'called')
  const step = { action: served ? ('done' as const) : ('void' as const), party: 'system' as const, changes: served ? servedAt(ticket) : {} }
  const after = await transitionTicket(context, ticket, step)
  const venue = (await venueFacts(tx, districtId, [row.venue_code])).get(row.venue_code)
  if (venue !== undefined) await notifyNearbySockets(context, venue, after)
}

/** A number that was done without a tap on “begin” counts as served since it was called. */
export const servedAt = (ticket: StoredTicket) => ({ served_at: ticket.served_at ?? ticket.called_at })

interface WalkIn {
  venue: VenueFact
  serviceCode: string
}

/** Draws a number without a booking, for the caller, at the place itself. Throws `venueClosed`, `walkInsFull`, `alreadyQueued`, `alreadyBooked`. */
export async function drawOwn(acting: Acting, token: string, serviceCode: string): Promise<StoredTicket> {
  const { tx, districtId, actor, clock } = acting
  const code = await store.venueOfToken(tx, districtId, token)
  if (code === null) throw problem('notFound', { detail: '没认出这个签到码,请对准服务点门口的码再扫一次' })
  const venue = await venueFact(tx, districtId, code)
  const service = await servedHere(acting, { venue, serviceCode })
  const now = clock.now()
  const of = { venueCode: code, day: dayOf(now) }
  const closed = openFor(venue, now)
  if (!closed.open) throw problem('venueClosed', { detail: `服务点现在不开门,${closed.says}` })
  await lockPeople(tx, districtId, [personOfAccount(actor.accountId)])
  const mine = await store.ticketsOfAccount(tx, districtId, actor.accountId, of.day)
  const held = mine.find((one) => one.service_code === serviceCode && store.isOpen(one.state))
  if (held !== undefined) throw problem('alreadyQueued', { next: [suggest.myTicket(held.id)] })
  const awaited = awaitedWith(await bookingsToday(tx, districtId, of, actor.accountId), service, now)
  if (awaited !== undefined) throw bookedToday(awaited, now)
  return drawWalkIn(acting, { venue, service, accountId: actor.accountId })
}

/** A second number would leave her waiting with it while she is counted as missed with her booking. */
function bookedToday(row: StoredBooking, now: Date): ProblemError {
  const [from, at] = [arriveFrom(row), timeInWords(row.starts_at, now)]
  if (from <= now)
    return problem('alreadyBooked', { detail: `您约了${at} 的这项服务,签到就有号,不用另取`, next: [suggest.checkIn(row.id)] })
  const detail = `您约了${at} 的这项服务,${timeInWords(from, now)} 起可以签到;想现在办,请先取消预约或改时间`
  return problem('alreadyBooked', { detail, next: [suggest.myBooking(row.id)] })
}

/** Draws a number for somebody without a phone. Throws `walkInsFull`. */
export async function drawAtCounter(acting: Acting, of: WalkIn & { name: string }): Promise<StoredTicket> {
  const service = await servedHere(acting, of)
  return drawWalkIn(acting, { venue: of.venue, service, accountId: null, name: of.name })
}

/** A service that is had at the place; home visits have no queue. */
async function servedHere(
  { tx, districtId }: Pick<RuleContext, 'tx' | 'districtId'>,
  { venue, serviceCode }: WalkIn,
): Promise<ServiceFact> {
  const service = await serviceFact(tx, districtId, serviceCode)
  if (service.venueCode !== venue.code || service.way === 'home') throw problem('notFound')
  return service
}

async function drawWalkIn(
  context: RuleContext,
  { venue, service, accountId, name = '' }: { venue: VenueFact; service: ServiceFact; accountId: string | null; name?: string },
): Promise<StoredTicket> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  const closures = await closuresFrom(tx, districtId, venue.code, dayOf(now))
  const closed = closedFor(service.code, closures, now)
  if (closed !== null) throw await full(context, service, accountId, `今天停办:${closed}`)
  // The counter knows whom it still takes.
  if (service.way === 'walkIn' && accountId !== null) {
    const given = givenFor(service, closures, now)
    if (!given.open) throw problem('venueClosed', { detail: given.says })
  }
  const slotId = service.way === 'walkIn' ? null : await walkInPlace(context, service, accountId)
  return draw(context, { venue, service, slotId, accountId, name })
}

/** Takes a place for somebody who just came, of the earliest slot that has one left; its row is locked. */
async function walkInPlace(context: RuleContext, service: ServiceFact, accountId: string | null): Promise<string> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  for (const { id } of await walkInSlots(tx, districtId, [service.code], dayOf(now), now)) {
    const slot = (await lockSlots(tx, districtId, [id])).get(id)
    if (slot?.state === 'open' && (await walkInsLeft(tx, districtId, id, now)) > 0) return id
  }
  const today = await todayOf(tx, districtId, [service.code], dayOf(now), now)
  throw await full(context, service, accountId, noneLeft(today.get(service.code)))
}

/** No number, and why: whoever asks with an account is named times to book, and the service's page. */
async function full(context: RuleContext, service: ServiceFact, accountId: string | null, detail: string): Promise<ProblemError> {
  if (accountId === null) return problem('walkInsFull', { detail })
  const wanting = { serviceAndVenue: { service }, person: personOfAccount(accountId), accountId }
  const others = await elsewhere(context, wanting, { near: context.clock.now(), seats: 1 })
  return problem('walkInsFull', { detail, next: [...others.filter(({ does }) => does === 'otherSlot'), suggest.service(service.code)] })
}

interface Drawn {
  venue: VenueFact
  service: ServiceFact
  slotId: string | null
  accountId: string | null
  bookingId?: string
  dueAt?: Date
  name?: string
}

/** Draws the next number of a queue; whoever is near hears of it. */
async function draw(
  context: RuleContext,
  { venue, service, slotId, accountId, bookingId, dueAt, name = '' }: Drawn,
): Promise<StoredTicket> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  const of = { venueCode: venue.code, day: dayOf(now) }
  const number = await store.nextNumber(tx, districtId, of, service.queue)
  await planDayEnd(context, of)
  const ticket = await store.insertTicket(tx, {
    district_id: districtId,
    id: uuidv7(),
    venue_code: venue.code,
    day: of.day,
    queue: service.queue,
    number,
    service_code: service.code,
    slot_id: slotId,
    account_id: accountId,
    name,
    booking_id: bookingId ?? null,
    state: 'waiting',
    due_at: dueAt ?? null,
    drawn_at: now,
  })
  await notifyNearbySockets(context, venue, ticket)
  return ticket
}

export const dayEndJob = 'queue.dayEnd'

/** Plans the turn of the day of a place: planned by its first number, it ends what is still open then. */
const planDayEnd = ({ tx, districtId }: RuleContext, { venueCode, day }: store.VenueDay): Promise<void> =>
  enqueue(tx, { districtId, kind: dayEndJob, key: `${venueCode}:${day}`, payload: { venueCode, day }, dueAt: instantOf(day, '24:00') })
