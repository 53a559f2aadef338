import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { CoreContext, RuleContext } from '../../platform/context/call'
import { enqueue, enqueueAll, type Planned } from '../../platform/jobs/outbox'
import { serviceFacts, decideAtOf, lockSlots, type StoredSlot, setDecided } from '../../services/api'
import type { StoredBooking } from '../core/bookings-store'
import { serviceAndVenueOf } from '../core/service-and-venue'
import { callOffSlot } from './call-off'
import { decideWithPeople, peopleComing } from './call-off-store'

/**
 * A group activity takes place when enough people come; it is decided once, some hours before, and kept on the slot
 * (`decided_at`): who cancels later takes nothing away from those who were told to come.
 */

export const minimumJob = 'bookings.minimum'
export const MinimumJob = v.object({ slotId: id, decideAt: instant })

/** Plans the decision about a booking's slot, once a slot; nothing when its moment is past. */
export async function scheduleMinimum(context: RuleContext, row: StoredBooking): Promise<void> {
  const { service } = await serviceAndVenueOf(context, row)
  const decideAt = decideAtOf(service.rules, row)
  if (decideAt !== null && decideAt > context.clock.now()) await plan(context, row.slot_id, decideAt)
}

/**
 * Plans the decisions about slots somebody is in already, by rules that change or a closure that ends. One whose moment is past
 * by now takes place: whoever is in it was told to come.
 */
export async function scheduleDecisions(
  { tx, districtId, clock }: CoreContext,
  rules: OpeningRules,
  slots: readonly Pick<StoredSlot, 'id' | 'starts_at'>[],
): Promise<void> {
  const now = clock.now()
  const dated = slots.flatMap(({ id: slotId, ...slot }) => {
    const decideAt = decideAtOf(rules, slot)
    return decideAt === null ? [] : [{ slotId, decideAt }]
  })
  await enqueueAll(
    tx,
    dated.filter(({ decideAt }) => decideAt > now).map(({ slotId, decideAt }) => decision(districtId, slotId, decideAt)),
  )
  const past = dated.filter(({ decideAt }) => decideAt <= now).map(({ slotId }) => slotId)
  await decideWithPeople(tx, districtId, past, now)
}

const plan = ({ tx, districtId }: RuleContext, slotId: string, at: Date) => enqueue(tx, decision(districtId, slotId, at))

function decision(districtId: number, slotId: string, at: Date): Planned {
  const decideAt = at.toISOString()
  return { districtId, kind: minimumJob, key: `${slotId}:${decideAt}`, payload: { slotId, decideAt }, dueAt: at }
}

/** Decides about a slot by the rules of this moment, once: with too few people all are called off and told, and the slot is closed. */
export async function onDecision(context: RuleContext, { slotId }: v.InferOutput<typeof MinimumJob>): Promise<void> {
  const { tx, districtId, clock } = context
  const slot = (await lockSlots(tx, districtId, [slotId])).get(slotId)
  if (slot?.state !== 'open' || slot.decided_at !== null) return
  const service = (await serviceFacts(tx, districtId, [slot.service_code])).get(slot.service_code)
  const minimum = service?.rules.minimum ?? null
  if (service === undefined || minimum === null) return
  const decideAt = decideAtOf(service.rules, slot)
  if (decideAt !== null && clock.now() < decideAt) {
    await plan(context, slotId, decideAt)
    return
  }
  const people = await peopleComing(tx, districtId, slotId)
  if (people >= minimum.people) {
    await setDecided(tx, districtId, slotId, clock.now())
    return
  }
  const reason = `报名 ${people} 人，不足 ${minimum.people} 人，这次活动不办了`
  await callOffSlot(context, slot, { party: 'system', staff: null, reason })
}
