import type { Parsed } from '@doorstep/contract/endpoints'
import type { openingEndpoints } from '@doorstep/contract/openings/endpoints'
import type { Closure, Impact } from '@doorstep/contract/openings/views'
import { becauseClosed } from '@doorstep/contract/openings/words'
import { rulesRoles } from '@doorstep/contract/roles'
import { bookingsInSlots, notAtWindow, scheduleClosedLate } from '../bookings/api'
import { namesOfStaff } from '../grids/api'
import type { StoredBooking } from '../bookings/core/bookings-store'
import type { Acting } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
import { badField, problem } from '../platform/process/problem'
import { endedEarly, givenToday, openTickets, scheduleClosing } from '../queue/api'
import { dayOf, instantOf, type Day } from '../platform/time/calendar'
import {
  managesVenue,
  managesService,
  servicesAt,
  venueFact,
  serviceFacts,
  venueFacts,
  type LockedService,
  type ServiceFact,
  type VenueFact,
  type StoredClosure,
  type StoredSlot,
  closuresFrom,
  endClosure,
  insertClosure,
  lockedClosure,
  lockedServices,
  slotsAhead,
  slotsUnderWay,
} from '../services/api'
import { assertSameImpact, impactView } from './affected-bookings'
import { slotPlanOf, applySlotPlan, closeRemoved, settleRemoved } from './apply-slot-plan'
import type { Loss } from './slot-plan'

type Table = typeof openingEndpoints.table
type Form = Parsed<Table['POST /v1/staff/closure-checks']>['body']

/**
 * Returns the services a closure closes; the caller must manage the venue, or be the professional of the one service. Throws `notFound`.
 */
async function closedServices(acting: Acting, { venueCode, serviceCode }: Pick<Form, 'venueCode' | 'serviceCode'>): Promise<ServiceFact[]> {
  const { tx, districtId, actor } = acting
  const venue = await venueFact(tx, districtId, venueCode)
  const services = await servicesAt(tx, districtId, venueCode)
  if (serviceCode === undefined) {
    if (!managesVenue(actor, venue, rulesRoles)) throw problem('notFound')
    return services
  }
  const service = services.find(({ code }) => code === serviceCode)
  if (service === undefined || !managesService(actor, venue, service, rulesRoles)) throw problem('notFound')
  return [service]
}

/** Returns the future slots that overlap a closure, with their bookings; also slots closed before that still have kept bookings. */
async function touched(acting: Acting, services: readonly ServiceFact[], form: Form, lock: boolean): Promise<Loss[]> {
  const { tx, districtId, clock } = acting
  const now = clock.now()
  if (form.untilDay < dayOf(now)) throw badField('untilDay', '这几天已经过去了')
  if (services.length === 0) return []
  const codes = services.map(({ code }) => code)
  if (lock) await lockedServices(tx, districtId, codes)
  const ahead = await slotsAhead(tx, districtId, codes, { now, from: form.fromDay, until: form.untilDay, lock })
  const within = ahead.filter(({ day, starts_at: from, ends_at: to }) => overlaps({ from, to }, day, form.hours))
  const losses = await lossesOf(acting, form, within)
  return losses.filter(({ slot, lost }) => slot.state === 'open' || lost.length > 0)
}

/** Returns the bookings and holds of slots that a closure ends: all but of whoever a window is serving now. */
async function lossesOf(acting: Acting, form: Form, slots: readonly StoredSlot[]): Promise<Loss[]> {
  const bookingsBySlot = await bookingsInSlots(
    acting.tx,
    acting.districtId,
    slots.map(({ id }) => id),
  )
  const lost = new Set(await notAtWindow(acting, [...bookingsBySlot.values()].flat()))
  const why = form.hours === undefined ? '这一天停办' : '这个时段停办'
  return slots.map((slot) => ({ slot, lost: (bookingsBySlot.get(slot.id) ?? []).filter((row) => lost.has(row)), why, to: null }))
}

const overlaps = ({ from, to }: { from: Date; to: Date }, day: Day, hours: Form['hours']) =>
  hours === undefined || (instantOf(day, hours.from) < to && from < instantOf(day, hours.to))

/**
 * Returns the bookings of slots that have begun which a closure ends, by jobs, while the slots end as they are: of whoever has not come, and
 * of whoever waits with a number for what is not given any more today.
 */
async function begun(acting: Acting, services: readonly ServiceFact[], form: Form): Promise<Loss[]> {
  const { tx, districtId, clock } = acting
  const now = clock.now()
  const today = dayOf(now)
  if (today < form.fromDay) return []
  const codes = services.filter(({ way }) => way === 'slot').map(({ code }) => code)
  const slots = await slotsUnderWay(tx, districtId, codes, today, now)
  const within = slots.filter(({ starts_at: from, ends_at: to }) => overlaps({ from, to }, today, form.hours))
  const endsToday = await whatEndsToday(acting, form)
  const isLost = ({ state, service_code: code }: StoredBooking) => state === 'booked' || (state === 'arrived' && endsToday(code))
  return (await lossesOf(acting, form, within)).map((loss) => ({ ...loss, lost: loss.lost.filter(isLost) }))
}

/** Returns from when a closure holds today, or `now` where it holds already; null when it does not hold any more today. */
function beginsToday({ fromDay, untilDay, hours }: Form, now: Date): Date | null {
  const today = dayOf(now)
  if (today < fromDay || untilDay < today) return null
  if (hours === undefined) return now
  const begins = instantOf(today, hours.from)
  return instantOf(today, hours.to) <= now ? null : begins > now ? begins : now
}

/** Returns which services are not given any more today once a closure holds. */
async function whatEndsToday({ tx, districtId, clock }: Acting, form: Form): Promise<(serviceCode: string) => boolean> {
  const begins = beginsToday(form, clock.now())
  if (begins === null) return () => false
  const { venueCode, serviceCode = null, hours = null, ...rest } = form
  const entered: StoredClosure = { ...rest, id: '', venueCode, serviceCode, hours, byStaff: '', callsOff: false }
  const closures = [...(await closuresFrom(tx, districtId, venueCode, dayOf(begins))), entered]
  const venue = await venueFact(tx, districtId, venueCode)
  return (code) => !givenToday(code, venue, closures, begins)
}

/** Returns how many numbers without a booking wait now for what a closure ends today. */
async function numbersLeft(acting: Acting, services: readonly ServiceFact[], form: Form): Promise<number> {
  const now = acting.clock.now()
  if (beginsToday(form, now) === null) return 0
  const endsToday = await whatEndsToday(acting, form)
  const ending = new Set(services.map(({ code }) => code).filter(endsToday))
  const open = await openTickets(acting.tx, acting.districtId, { venueCode: form.venueCode, day: dayOf(now) })
  return open.filter((one) => one.booking_id === null && endedEarly.includes(one.state) && ending.has(one.service_code)).length
}

export async function checkClosure(acting: Acting, form: Form): Promise<Impact> {
  const services = await closedServices(acting, form)
  const losses = await touched(acting, services, form, false)
  return impactView(acting, changeOf(form), [...(await begun(acting, services, form)), ...losses], {
    slotsAdded: 0,
    slotsRemoved: losses.filter(({ slot }) => slot.state === 'open').length,
    numbers: await numbersLeft(acting, services, form),
  })
}

const changeOf = ({ venueCode, serviceCode, fromDay, untilDay, hours }: Form) => [
  'closure',
  venueCode,
  serviceCode,
  fromDay,
  untilDay,
  hours,
]

/**
 * Closes days or hours (停办); bookings in them are kept or called off, and their bookers told. Throws `hitsChanged` when they are not
 * those the caller saw.
 */
export async function close(
  acting: Acting,
  { closure: form, ...decision }: Parsed<Table['POST /v1/staff/closures']>['body'],
): Promise<Closure> {
  const { tx, districtId, actor, clock } = acting
  const services = await closedServices(acting, form)
  const losses = await touched(acting, services, form, true)
  const affected = [...(await begun(acting, services, form)), ...losses]
  assertSameImpact(decision.digest, changeOf(form), affected)
  const staff = actor.staff?.code ?? ''
  const id = uuidv7()
  await insertClosure(tx, {
    district_id: districtId,
    id,
    venue_code: form.venueCode,
    service_code: form.serviceCode ?? null,
    from_day: form.fromDay,
    until_day: form.untilDay,
    hours: form.hours === undefined ? null : JSON.stringify(form.hours),
    reason: form.reason,
    by_staff: staff,
    calls_off: decision.hits === 'callOff',
    created_at: clock.now(),
  })
  await closeRemoved(acting, losses, { ...decision, staff, reason: becauseClosed(form.reason) })
  await settleRemoved(acting, losses, { ...decision, staff })
  const { venueCode, fromDay, untilDay } = form
  await scheduleClosedLate(acting, { closureId: id, venueCode, fromDay, untilDay, callOff: decision.hits === 'callOff' })
  // Whoever waits there with a number is told when it begins, unless bookings are kept: then the windows go on. Without bookings none is kept.
  const now = clock.now()
  const begins = beginsToday(form, now)
  const keepsSome = decision.hits === 'keep' && affected.some(({ lost }) => lost.length > 0)
  if (begins !== null && (begins > now || !keepsSome)) await scheduleClosing(acting, { venueCode, day: dayOf(now) }, begins, begins <= now)
  const made = await lockedClosure(tx, districtId, id)
  const [view] = made === null ? [] : await views(acting, [made])
  if (view === undefined) throw new Error('The closure just written is not there')
  return view
}

/** Returns the closures of a venue that have not ended. A professional who gives one of its services sees them, too. */
export async function closures(acting: Acting, venueCode: string): Promise<{ rows: Closure[] }> {
  const { tx, districtId, clock } = acting
  const venue = await venueFact(tx, districtId, venueCode)
  if (!(await seesVenue(acting, venue))) throw problem('notFound')
  return { rows: await views(acting, await closuresFrom(tx, districtId, venueCode, dayOf(clock.now()))) }
}

const seesVenue = async ({ tx, districtId, actor }: Acting, venue: VenueFact) =>
  managesVenue(actor, venue) || (await servicesAt(tx, districtId, venue.code)).some((service) => managesService(actor, venue, service))

async function views({ tx, districtId }: Acting, rows: readonly StoredClosure[]): Promise<Closure[]> {
  const names = await namesOfStaff(
    tx,
    districtId,
    rows.map(({ byStaff }) => byStaff),
  )
  const services = await serviceFacts(
    tx,
    districtId,
    rows.flatMap(({ serviceCode }) => serviceCode ?? []),
  )
  return rows.map(({ byStaff, serviceCode, ...row }) => ({
    ...row,
    serviceCode,
    serviceName: serviceCode === null ? null : (services.get(serviceCode)?.name ?? null),
    by: names.get(byStaff) ?? '',
  }))
}

/** Lifts a closure: reopens what it closed, unless another closure applies; bookings it called off stay called off. */
export async function lift(acting: Acting, id: string): Promise<void> {
  const { tx, districtId, actor, clock } = acting
  const closure = await lockedClosure(tx, districtId, id)
  if (closure === null) throw problem('notFound')
  const venue = (await venueFacts(tx, districtId, [closure.venueCode])).get(closure.venueCode)
  const services = (await servicesAt(tx, districtId, closure.venueCode)).filter(
    ({ code }) => closure.serviceCode === null || closure.serviceCode === code,
  )
  const [only] = services
  const may =
    venue !== undefined &&
    (managesVenue(actor, venue, rulesRoles) ||
      (closure.serviceCode !== null && only !== undefined && managesService(actor, venue, only, rulesRoles)))
  if (!may) throw problem('notFound')
  await endClosure(tx, districtId, id, clock.now())
  const locked = await lockedServices(
    tx,
    districtId,
    services.map(({ code }) => code),
  )
  for (const { code } of services) {
    const service = locked.get(code)
    if (service !== undefined) await reopen(acting, service, closure)
  }
}

/** Inserts the missing slots of some days and reopens closed ones; deletes none. The caller has locked the service. */
async function reopen(acting: Acting, service: LockedService, { fromDay, untilDay }: StoredClosure): Promise<void> {
  if (service.slotsUntil === null) return
  const until = service.slotsUntil < untilDay ? service.slotsUntil : untilDay
  const plan = await slotPlanOf(acting, service, service.rules, { lock: true, from: fromDay, until })
  const { add, reshape } = plan.changes
  const changes = { add, reshape: reshape.filter(({ slot }) => slot.state === 'closed'), removed: [], overbooked: [] }
  await applySlotPlan(acting, service.code, { ...plan, changes }, { hits: 'keep', reason: '', staff: '' })
}
