import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type * as v from 'valibot'
import type { CoreContext, RuleContext } from '../../platform/context/call'
import { enqueue, enqueueAll } from '../../platform/jobs/outbox'
import { decideAtOf, loadedSlot, type StoredSlot, setDecided, setDecidedOnce } from '../../services/api'
import { plannedDecision, type MinimumJob } from '../schedule/schedule-jobs'
import { callOffSlot } from './call-off'
import { peopleComing, slotsWithPeople } from './call-off-store'

/**
 * A group activity takes place when enough people have booked. This is decided once, some hours before, and stored on the slot
 * (`decided_at`): a later cancellation takes nothing away from those who were told to come.
 */

/**
 * Schedules the decisions for slots that have bookings already, after a rule change or the end of a closure. A slot whose decision time is
 * past takes place: its bookers were told to come.
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
    dated.filter(({ decideAt }) => decideAt > now).map(({ slotId, decideAt }) => plannedDecision({ districtId }, slotId, decideAt)),
  )
  const past = dated.filter(({ decideAt }) => decideAt <= now).map(({ slotId }) => slotId)
  await setDecidedOnce(tx, districtId, await slotsWithPeople(tx, districtId, past), now)
}

/** Decides once, by the current rules, whether a slot takes place: with too few people it is closed and all its bookings are cancelled. */
export async function onDecision(context: RuleContext, { slotId }: v.InferOutput<typeof MinimumJob>): Promise<void> {
  const { tx, districtId, clock } = context
  const loaded = await loadedSlot(context, slotId, { lock: true })
  if (loaded?.slot.state !== 'open' || loaded.slot.decided_at !== null) return
  const { slot, service } = loaded
  const { minimum } = service.rules
  if (minimum === null) return
  const decideAt = decideAtOf(service.rules, slot)
  if (decideAt !== null && clock.now() < decideAt) {
    await enqueue(tx, plannedDecision(context, slotId, decideAt))
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
