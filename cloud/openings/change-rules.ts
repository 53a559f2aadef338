import type { Parsed } from '@doorstep/contract/endpoints'
import type { openingEndpoints } from '@doorstep/contract/openings/endpoints'
import { ruleFaults } from '@doorstep/contract/openings/rule-faults'
import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { StaffService, Impact } from '@doorstep/contract/openings/views'
import { rulesRoles, venueRoles } from '@doorstep/contract/roles'
import type { Acting, CoreContext } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { dayOf, type Day } from '../platform/time/calendar'
import { timeMark } from '../platform/time/words'
import {
  serviceRows,
  liveService,
  managesService,
  servicesInUse,
  servicesOfStaff,
  withVenues,
  type ServiceAndVenue,
  type ServiceFact,
  closuresOfService,
  slotsOfDays,
  slotsUntilOf,
  sharedTimes,
  lockedServices,
  setRules,
  setSlotsUntil,
} from '../services/api'
import type { WantedSlot } from '../services/slots/slots-of-day'
import { assertSameImpact, impactView } from './affected-bookings'
import { slotPlanOf, applySlotPlan } from './apply-slot-plan'
import type { SlotChanges } from './slot-changes'

type Table = typeof openingEndpoints.table

export async function staffServices(
  acting: Acting,
  { venue }: Parsed<Table['GET /v1/staff/services']>['query'],
): Promise<{ rows: StaffService[] }> {
  const { tx, districtId, actor } = acting
  const all = await servicesInUse(tx, districtId, venue === undefined ? {} : { venue })
  const given = await withVenues(tx, districtId, all)
  const managed = given.filter(({ service, venue: place }) => managesService(actor, place, service, venueRoles))
  return { rows: await staffViews(acting, managed) }
}

async function staffViews(acting: Acting, given: readonly ServiceAndVenue[]): Promise<StaffService[]> {
  const byCode = new Map(given.map((one) => [one.service.code, one]))
  const reached = await slotsUntilOf(acting.tx, acting.districtId, [...byCode.keys()])
  return (await serviceRows(acting, given)).flatMap((row) => {
    const one = byCode.get(row.code)
    if (one === undefined) return []
    const { rules, rulesVersion: version } = one.service
    return [{ ...row, rules, version, slotsUntil: reached.get(row.code) ?? null, venueHours: one.venue.hours }]
  })
}

/** Returns a service whose rules the caller may set. Throws `notFound`. */
async function ruledService(acting: Acting, code: string): Promise<ServiceFact> {
  const { service, venue } = await liveService(acting, code)
  if (!managesService(acting.actor, venue, service, rulesRoles)) throw problem('notFound')
  return service
}

/**
 * Returns what identifies a rule change in the digest: the service, its rules version and the new rules, so that rules changed meanwhile
 * give another digest.
 */
const changeOf = ({ code, rulesVersion }: ServiceFact, rules: OpeningRules) => ['rules', code, rulesVersion, rules]

const losses = ({ removed, overbooked }: SlotChanges) => [...removed, ...overbooked]

/** Throws for rules that have no meaning for the service's way; the import of the district's files refuses them, too. */
function refuseFaults(rules: OpeningRules, { way }: ServiceFact): void {
  const faults = ruleFaults(rules, way)
  if (faults.length === 0) return
  const errors = faults
    .slice(0, 50)
    .map(({ path, hours, says }) => ({ path: ['rules', ...path].join('.'), message: `${hours} ${says}`.trim() }))
  throw problem('badInput', { errors })
}

export async function checkRules(acting: Acting, code: string, rules: OpeningRules): Promise<Impact> {
  const service = await ruledService(acting, code)
  refuseFaults(rules, service)
  const { changes, until } = await slotPlanOf(acting, service, rules, { lock: false })
  await oneVenueAtATime(acting, service, rules, { from: dayOf(acting.clock.now()), until })
  return impactView(acting, changeOf(service, rules), losses(changes), {
    slotsAdded: changes.add.length,
    slotsRemoved: changes.removed.length,
    numbers: 0,
  })
}

/**
 * Changes the rules and their slots in one transaction: affected bookings keep their seats in a slot that takes no new ones, or are called
 * off and their bookers told. Throws `hitsChanged` when they are not those the caller saw.
 */
export async function changeRules(
  acting: Acting,
  code: string,
  form: Parsed<Table['PUT /v1/staff/services/{code}/rules']>['body'],
): Promise<StaffService> {
  const { tx, districtId } = acting
  const { staffCode } = await ruledService(acting, code)
  // Locks all services of one professional: changed in parallel, each would be checked against the other's previous hours.
  const others = staffCode === null ? [] : await servicesOfStaff(tx, districtId, staffCode)
  await lockedServices(tx, districtId, [code, ...others.map((other) => other.code)])
  const service = await ruledService(acting, code)
  refuseFaults(form.rules, service)
  const plan = await slotPlanOf(acting, service, form.rules, { lock: true })
  await oneVenueAtATime(acting, service, form.rules, { from: dayOf(acting.clock.now()), until: plan.until })
  assertSameImpact(form.digest, changeOf(service, form.rules), losses(plan.changes))
  await setRules(tx, districtId, code, form.rules)
  await applySlotPlan(acting, code, plan, { hits: form.hits, reason: form.reason, staff: acting.actor.staff?.code ?? '' })
  await setSlotsUntil(tx, districtId, code, plan.until)
  const [view] = await staffViews(acting, [await liveService(acting, code)])
  if (view === undefined) throw problem('notFound')
  return view
}

/**
 * Throws `professionalBusy`, naming the other service and the time, when slots of two of a visiting professional's services overlap on some
 * days, both included, or their hours do on any later day: a professional is at one venue at a time.
 */
async function oneVenueAtATime(
  { tx, districtId }: CoreContext,
  service: ServiceFact,
  rules: OpeningRules,
  { from, until }: { from: Day; until: Day },
): Promise<void> {
  const { staffCode } = service
  if (staffCode === null) return
  const others = (await servicesOfStaff(tx, districtId, staffCode)).filter(({ code }) => code !== service.code)
  if (others.length === 0) return
  const slotsOf = async (of: ServiceFact) => slotsOfDays(of, from, until, await closuresOfService(tx, districtId, of, from))
  const own = await slotsOf({ ...service, rules })
  for (const other of others) {
    const clash = firstOverlap(own, await slotsOf(other))
    const when = clash === null ? sharedTimes(rules, other.rules, from) : `${timeMark(clash.startsAt)} `
    if (when === null) continue
    throw problem('professionalBusy', { detail: `${service.providerName}${when}在“${other.name}”已有安排，请调整时间` })
  }
}

/** Returns the first of `others` that overlaps one of `own`; both in order of time. */
function firstOverlap(own: readonly WantedSlot[], others: readonly WantedSlot[]): WantedSlot | null {
  let at = 0
  for (const slot of own) {
    for (; at < others.length; at += 1) {
      const other = others[at]
      if (other === undefined || other.endsAt > slot.startsAt) break
    }
    const other = others[at]
    if (other !== undefined && other.startsAt < slot.endsAt) return other
  }
  return null
}
