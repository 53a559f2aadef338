import { lockedServices, setRules, setSlotsUntil } from '../services/api'
import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { RuleContext } from '../platform/context/call'
import { dayOf } from '../platform/time/calendar'
import type { ServiceFact } from '../services/places/venues-and-services'
import { slotPlanOf, applySlotPlan } from './apply-slot-plan'
import { lostBookings } from './slot-changes'

/**
 * The functions below apply what the district's files decide about a service. No person confirms each booking, so none is called off:
 * bookings keep their seats in a slot that takes no new ones, and people on its waiting list are told.
 */

const withoutHours = (rules: OpeningRules): OpeningRules => ({ ...rules, weekly: [], exceptions: [] })

/** Returns how many bookings would lose their seats by other rules or in another way; without rules, when the service is retired. */
export async function countAffectedBookings(
  context: Omit<RuleContext, 'deps'>,
  service: ServiceFact,
  rules: OpeningRules | null,
): Promise<number> {
  const { changes } = await slotPlanOf(context, service, rules ?? withoutHours(service.rules), { lock: false })
  return lostBookings([...changes.removed, ...changes.overbooked]).length
}

/** Gives a service other rules and changes its slots accordingly. `service` has its new way already. */
export async function importRules(context: RuleContext, service: ServiceFact, rules: OpeningRules, reason: string): Promise<void> {
  const { tx, districtId } = context
  await lockedServices(tx, districtId, [service.code])
  const plan = await slotPlanOf(context, service, rules, { lock: true })
  await setRules(tx, districtId, service.code, rules)
  await applySlotPlan(context, service.code, plan, { hits: 'keep', reason, staff: '' })
  await setSlotsUntil(tx, districtId, service.code, plan.until)
}

/** Closes a retired service for booking: slots without bookings are deleted, the others take no new ones. Its rules stay as a record. */
export async function retireService(context: RuleContext, service: ServiceFact, reason: string): Promise<void> {
  const { tx, districtId, clock } = context
  await lockedServices(tx, districtId, [service.code])
  const plan = await slotPlanOf(context, service, withoutHours(service.rules), { lock: true })
  await applySlotPlan(context, service.code, plan, { hits: 'keep', reason, staff: '' })
  await setSlotsUntil(tx, districtId, service.code, dayOf(clock.now()))
}
