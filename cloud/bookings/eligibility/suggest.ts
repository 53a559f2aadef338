import type { RuleContext } from '../../platform/context/call'
import type { ProblemExtra } from '../../platform/process/problem'
import { type Next, type ServiceAndVenue, suggest } from '../../services/api'
import { freeTimes, type Wanting } from './free-times'

/** Up to three slots of the service that whoever asked can have now, nearest in time first; other services when there is none. */
export async function elsewhere(context: RuleContext, wanting: Wanting, { near, seats }: { near: Date; seats: number }): Promise<Next> {
  const found = await freeTimes(context, wanting, { near, seats, count: 3 })
  const now = context.clock.now()
  return found.length === 0 ? [suggest.otherService()] : found.map((slot) => suggest.otherSlot(slot, now, wanting.forOther))
}

/** Whom to call about a service: its place, and its own number where it has another. */
export const phonesOf = ({ service, venue }: ServiceAndVenue): NonNullable<ProblemExtra['phones']> => [
  { name: venue.name, number: venue.phone },
  ...(service.phone === venue.phone || service.phone === '' ? [] : [{ name: service.name, number: service.phone }]),
]
