import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { RuleContext } from '../platform/context/call'
import { dayOf } from '../platform/time/calendar'
import type { ServiceFact } from '../services/places/venues-and-services'
import * as store from '../services/api'
import { slotPlanOf, applySlotPlan } from './apply-slot-plan'
import { lostBookings } from './slot-plan'

/**
 * What the district's files decide about a service, without a person who agrees to each booking: none of them is called off.
 * They keep their place in a slot that takes nobody new, and whoever waited for it is told.
 */

const withoutHours = (rules: OpeningRules): OpeningRules => ({ ...rules, weekly: [], exceptions: [] })

/** How many bookings would lose their place by other rules or in another way; with no rules, when the service is given up. */
export async function countAffectedBookings(
  context: Omit<RuleContext, 'deps'>,
  service: ServiceFact,
  rules: OpeningRules | null,
): Promise<number> {
  const { changes } = await slotPlanOf(context, service, rules ?? withoutHours(service.rules), { lock: false })
  return lostBookings([...changes.removed, ...changes.overbooked]).length
}

/** Gives a service other rules, and the slots they make. The service as it is from now on, in its way. */
export async function importRules(context: RuleContext, service: ServiceFact, rules: OpeningRules, reason: string): Promise<void> {
  const { tx, districtId } = context
  await store.lockService(tx, districtId, service.code)
  const plan = await slotPlanOf(context, service, rules, { lock: true })
  await store.setRules(tx, districtId, service.code, rules)
  await applySlotPlan(context, service.code, plan, { hits: 'keep', reason, staff: '' })
  await store.setSlotsUntil(tx, districtId, service.code, plan.until)
}

/** Takes a service that is given up out of booking: slots nobody is in go, the others take nobody new. Its rules stay as a record. */
export async function retireService(context: RuleContext, service: ServiceFact, reason: string): Promise<void> {
  const { tx, districtId, clock } = context
  await store.lockService(tx, districtId, service.code)
  const plan = await slotPlanOf(context, service, withoutHours(service.rules), { lock: true })
  await applySlotPlan(context, service.code, plan, { hits: 'keep', reason, staff: '' })
  await store.setSlotsUntil(tx, districtId, service.code, dayOf(clock.now()))
}
