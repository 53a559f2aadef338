import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { CoreContext } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import type { Day } from '../platform/time/calendar'
import { timeInWords } from '../platform/time/words'
import { closuresOfService, servicesOfStaff, type ServiceFact, slotsOfDays, sharedTimes } from '../services/api'
import type { WantedSlot } from '../services/slots/slots-of-day'

/**
 * A visiting professional is in one place at a time: throws `professionalBusy` when slots of two of their services overlap on some
 * days, both included, or their hours do on any later one, naming the other service and when.
 */
export async function oneVenueAtATime(
  { tx, districtId, clock }: CoreContext,
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
    const when = clash === null ? sharedTimes(rules, other.rules, from) : `${timeInWords(clash.startsAt, clock.now())} `
    if (when === null) continue
    throw problem('professionalBusy', { detail: `${service.providerName}${when}在“${other.name}”已有安排，请调整时间` })
  }
}

/** The first of `others` that overlaps one of `own`; both in order of time. */
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
