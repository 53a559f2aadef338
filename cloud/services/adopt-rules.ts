import type { OpeningRules } from '@doorstep/contract/services'
import type { RuleContext } from '../platform/call'
import { dayOf } from '../platform/calendar'
import type { ServiceFact } from './facts'
import { planOf, remake } from './remake'
import { lostBookings } from './slot-changes'
import * as store from './slot-store'

/**
 * What the district's files decide about a service, without a person who agrees to each booking: none of them is called off.
 * They keep their place in a slot that takes nobody new, and whoever waited for it is told.
 */

const never = (rules: OpeningRules): OpeningRules => ({ ...rules, weekly: [], exceptions: [] })

/** How many bookings would lose their place by other rules or in another way; with no rules, when the service is given up. */
export async function bookingsHit(context: Omit<RuleContext, 'deps'>, service: ServiceFact, rules: OpeningRules | null): Promise<number> {
  const { changes } = await planOf(context, service, rules ?? never(service.rules), { lock: false })
  return lostBookings([...changes.gone, ...changes.tight]).length
}

/** Gives a service other rules, and the slots they make. The service as it is from now on, in its way. */
export async function adoptRules(context: RuleContext, service: ServiceFact, rules: OpeningRules, reason: string): Promise<void> {
  const { tx, districtId } = context
  await store.lockService(tx, districtId, service.code)
  const plan = await planOf(context, service, rules, { lock: true })
  await store.setRules(tx, districtId, service.code, rules)
  await remake(context, service.code, plan, { hits: 'keep', reason, staff: '' })
  await store.setSlotsUntil(tx, districtId, service.code, plan.until)
}

/** Takes a service that is given up out of booking: slots nobody is in go, the others take nobody new. Its rules stay as a record. */
export async function giveUp(context: RuleContext, service: ServiceFact, reason: string): Promise<void> {
  const { tx, districtId, clock } = context
  await store.lockService(tx, districtId, service.code)
  const plan = await planOf(context, service, never(service.rules), { lock: true })
  await remake(context, service.code, plan, { hits: 'keep', reason, staff: '' })
  await store.setSlotsUntil(tx, districtId, service.code, dayOf(clock.now()))
}
