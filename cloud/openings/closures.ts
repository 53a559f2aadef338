import type { Parsed } from '@doorstep/contract/endpoints'
import type { openingEndpoints } from '@doorstep/contract/openings/endpoints'
import type { Closure, Impact } from '@doorstep/contract/openings/views'
import { becauseClosed } from '@doorstep/contract/openings/words'
import { rulesRoles } from '@doorstep/contract/roles'
import { scheduleClosedLate } from '../bookings/api'
import { namesOfStaff } from '../grids/api'
import type { Acting } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
import { problem } from '../platform/process/problem'
import { scheduleClosing } from '../queue/api'
import { dayOf } from '../platform/time/calendar'
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
  closuresFrom,
  endClosure,
  insertClosure,
  lockedClosure,
  lockedServices,
} from '../services/api'
import { assertSameImpact, impactView } from './affected-bookings'
import { lossesAhead, lossesUnderWay } from './closure-losses'
import { slotPlanOf, applySlotPlan, closeRemoved, settleRemoved } from './apply-slot-plan'
import { beginsToday, numbersLeft, whatEndsToday, type ClosureForm } from './ends-today'

type Table = typeof openingEndpoints.table

/**
 * Returns the services a closure closes; the caller must manage the venue, or be the professional of the one service. Throws `notFound`.
 */
async function closedServices(
  acting: Acting,
  { venueCode, serviceCode }: Pick<ClosureForm, 'venueCode' | 'serviceCode'>,
): Promise<ServiceFact[]> {
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

export async function checkClosure(acting: Acting, form: ClosureForm): Promise<Impact> {
  const services = await closedServices(acting, form)
  const endsToday = await whatEndsToday(acting, form)
  const losses = await lossesAhead(acting, services, form, false)
  const begun = await lossesUnderWay(acting, form, { services, endsToday })
  return impactView(acting, changeOf(form), [...begun, ...losses], {
    slotsAdded: 0,
    slotsRemoved: losses.filter(({ slot }) => slot.state === 'open').length,
    numbers: await numbersLeft(acting, form.venueCode, { services, endsToday }),
  })
}

const changeOf = ({ venueCode, serviceCode, fromDay, untilDay, hours }: ClosureForm) => [
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
  const losses = await lossesAhead(acting, services, form, true)
  const begun = await lossesUnderWay(acting, form, { services, endsToday: await whatEndsToday(acting, form) })
  const affected = [...begun, ...losses]
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
