import type { BookableService, ServiceDetail } from '@doorstep/contract/services/views'
import type { Acting } from '../../platform/context/call'
import type { Actor, Visitor } from '../../platform/process/actor'
import { problem } from '../../platform/process/problem'
import { serviceRows, serviceView, liveService, rulesInWords, lastOpenDay, type ServiceAndVenue } from '../../services/api'
import type { ServiceFact } from '../../services/places/venues-and-services'
import { activeNoShowBan } from '../eligibility/free-times'

export async function service(call: Acting<Actor | Visitor>, code: string): Promise<ServiceDetail> {
  const given = await liveService(call, code)
  const [row] = await serviceRows(call, [given])
  if (row === undefined) throw problem('notFound')
  return { ...bookable(call, given), nextFree: row.nextFree, limited: await limited(call, given.service) }
}

/** Returns what a service is and asks, which needs no statement. */
export function bookable({ clock }: Pick<Acting, 'clock'>, given: ServiceAndVenue): BookableService {
  const { bring, whoMay, phone, rules, way } = given.service
  return {
    ...serviceView(given),
    bring,
    whoMay,
    phone,
    says: rulesInWords(rules, way),
    minutes: rules.minutes,
    maxSeats: rules.maxSeats,
    approval: rules.approval !== null,
    lastDay: lastOpenDay(clock.now(), rules),
  }
}

/** Returns the caller's no-show ban (爽约限制) in this service's group. */
async function limited(call: Acting<Actor | Visitor>, { group }: ServiceFact): Promise<ServiceDetail['limited']> {
  if (call.actor.accountId === null) return null
  const limit = await activeNoShowBan(call, call.actor.accountId, group)
  return limit && { says: limit.says, until: limit.until.toISOString(), bookingId: limit.bookingId }
}
