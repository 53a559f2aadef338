import { becauseClosed } from '@doorstep/contract/openings/words'
import { bookedFirstMinutes } from '@doorstep/contract/rules'
import type { StoredBooking } from '../bookings/core/bookings-store'
import {
  type LoadedBooking,
  bookingsToday,
  lockPeople,
  personOfAccount,
  todayOf,
  walkInsLeft,
  walkInSlots,
  elsewhere,
  arriveFrom,
} from '../bookings/api'
import type { Acting, RuleContext } from '../platform/context/call'
import { countToday } from '../platform/context/daily-caps'
import { problem, type ProblemError } from '../platform/process/problem'
import { dayOf, minuteMs } from '../platform/time/calendar'
import { dayMark, timeMark } from '../platform/time/words'
import { closedFor, givenFor, openFor, draw, isOpen, ticketOfBooking, ticketsOfAccount } from '../queue/api'
import type { StoredTicket } from '../queue/numbers/queue-store'
import {
  closuresFrom,
  isPosterCode,
  isWallShown,
  serviceFact,
  venueByToken,
  type ServiceFact,
  type StoredClosure,
  type VenueFact,
  lockSlots,
  suggest,
} from '../services/api'
import { awaitedWith, noneLeft } from './walk-ins'

/** Draws the number of a booking that has arrived, once; null for a home service. The caller has locked the booking. */
export async function drawForBooking(context: RuleContext, { row, service, venue }: LoadedBooking): Promise<StoredTicket | null> {
  const { tx, districtId } = context
  if (row.way === 'home') return null
  const drawn = await ticketOfBooking(tx, districtId, row.id)
  if (drawn !== null) return drawn
  return draw(context, {
    venue,
    service,
    slotId: row.slot_id,
    accountId: row.account_id,
    bookingId: row.id,
    dueFrom: new Date(row.starts_at.getTime() - bookedFirstMinutes * minuteMs),
  })
}

/** The problem of a check-in code (签到码) that no venue has. */
export const unknownCode = () => problem('notFound', { detail: '没认出这个签到码，请对准服务点门口的码再扫一次' })

interface WalkIn {
  venue: VenueFact
  serviceCode: string
}

/**
 * Draws a number without a booking, for the caller, at the venue itself. Throws `codeExpired`, `venueClosed`, `scanWall`,
 * `walkInsFull`, `alreadyQueued`, `alreadyBooked`.
 */
export async function drawOwn(acting: Acting, token: string, serviceCode: string): Promise<StoredTicket> {
  const { tx, districtId, actor, clock } = acting
  const venue = await venueByToken(acting, token)
  if (venue === null) throw unknownCode()
  if (venue.retired) throw problem('notFound')
  const service = await servedHere(acting, { venue, serviceCode })
  const now = clock.now()
  const of = { venueCode: venue.code, day: dayOf(now) }
  const closed = openFor(venue, now)
  if (!closed.open) throw problem('venueClosed', { detail: `服务点现在不开门，${closed.says}` })
  if (await onlyByWall(acting, venue, token)) throw problem('scanWall')
  await lockPeople(tx, districtId, [personOfAccount(actor.accountId)])
  const mine = await ticketsOfAccount(tx, districtId, actor.accountId, of.day)
  const held = mine.find((one) => one.service_code === serviceCode && isOpen(one.state))
  if (held !== undefined) throw problem('alreadyQueued', { next: [suggest.myTicket(held.id)] })
  const awaited = awaitedWith(await bookingsToday(tx, districtId, of, actor), service, now)
  if (awaited !== undefined) throw bookedToday(awaited, now)
  await countToday(acting, 'tickets')
  return drawWalkIn(acting, { venue, service, accountId: actor.accountId })
}

/**
 * Returns whether a scanned code draws no number, because it is the poster's and the place has a wall display at work: a photo of the poster
 * would draw one from home.
 */
export const onlyByWall = async (acting: Acting, venue: VenueFact, token: string): Promise<boolean> =>
  isPosterCode(venue, token) && (await isWallShown(acting, venue))

/**
 * Returns the problem for a resident who has a booking today: with a second number they would wait while their booking counts as a no-show.
 */
function bookedToday(row: StoredBooking, now: Date): ProblemError {
  const [from, at] = [arriveFrom(row), timeMark(row.starts_at)]
  if (from <= now)
    return problem('alreadyBooked', { detail: `您约了${at} 的这项服务，签到就有号，不用另取`, next: [suggest.checkIn(row.id)] })
  const detail = `您约了${at} 的这项服务，${timeMark(from)} 起可以签到；想现在办，请先取消预约或改时间`
  return problem('alreadyBooked', { detail, next: [suggest.myBooking(row.id)] })
}

/** Draws a number for a visitor without a phone. Throws `walkInsFull`. */
export async function drawAtCounter(acting: Acting, of: WalkIn & { name: string }): Promise<StoredTicket> {
  const service = await servedHere(acting, of)
  return drawWalkIn(acting, { venue: of.venue, service, accountId: null, name: of.name })
}

/** Returns a service that is given at the venue; home visits have no queue. */
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
  const check = async (closures: readonly StoredClosure[]) => {
    const closed = closedFor(service.code, closures, now)
    if (closed !== null) throw await full(context, service, accountId, `${dayMark(now)}${becauseClosed(closed)}`)
  }
  const closures = await closuresFrom(tx, districtId, venue.code, dayOf(now))
  await check(closures)
  // The staff at the counter decide whom they still accept.
  if (service.way === 'walkIn' && accountId !== null) {
    const given = givenFor(service, closures, now)
    if (!given.open) throw problem('venueClosed', { detail: given.says })
  }
  const slotId = service.way === 'walkIn' ? null : await walkInPlace(context, service, accountId)
  return draw(context, { venue, service, slotId, accountId, name, check })
}

/** Reserves a seat for a walk-in, in the earliest slot of today that has one left; the slot's row is locked. */
async function walkInPlace(context: RuleContext, service: ServiceFact, accountId: string | null): Promise<string> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  for (const { id } of await walkInSlots(tx, districtId, [service.code], dayOf(now), now)) {
    const slot = (await lockSlots(tx, districtId, [id])).get(id)
    if (slot?.state === 'open' && (await walkInsLeft(tx, districtId, id, now)) > 0) return id
  }
  const today = await todayOf(tx, districtId, [service.code], dayOf(now), now)
  throw await full(context, service, accountId, noneLeft(today.get(service.code), dayOf(now)))
}

/** Returns the problem when no number is left: a caller with an account is offered times to book and the service's page. */
async function full(context: RuleContext, service: ServiceFact, accountId: string | null, detail: string): Promise<ProblemError> {
  if (accountId === null) return problem('walkInsFull', { detail })
  const wanting = { service, person: personOfAccount(accountId), accountId }
  const others = await elsewhere(context, wanting, { near: context.clock.now(), seats: 1 })
  return problem('walkInsFull', { detail, next: [...others.filter(({ does }) => does === 'otherSlot'), suggest.service(service.code)] })
}
