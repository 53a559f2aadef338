import type { Parsed } from '@doorstep/contract/endpoints'
import type { openingEndpoints } from '@doorstep/contract/openings/endpoints'
import type { Acting } from '../platform/context/call'
import { dayOf, instantOf } from '../platform/time/calendar'
import { endedEarly, givenToday, openTickets } from '../queue/api'
import { closuresFrom, venueFact, type ServiceFact, type StoredClosure } from '../services/api'

export type ClosureForm = Parsed<(typeof openingEndpoints.table)['POST /v1/staff/closure-checks']>['body']

/** Tells of a service whether it is not given any more today once a closure holds. */
export type EndsToday = (serviceCode: string) => boolean

/** Returns from when a closure holds today, or `now` where it holds already; null when it does not hold any more today. */
export function beginsToday({ fromDay, untilDay, hours }: ClosureForm, now: Date): Date | null {
  const today = dayOf(now)
  if (today < fromDay || untilDay < today) return null
  if (hours === undefined) return now
  const begins = instantOf(today, hours.from)
  return instantOf(today, hours.to) <= now ? null : begins > now ? begins : now
}

/** Returns which services are not given any more today once a closure holds. */
export async function whatEndsToday({ tx, districtId, clock }: Acting, form: ClosureForm): Promise<EndsToday> {
  const begins = beginsToday(form, clock.now())
  if (begins === null) return () => false
  const { venueCode, serviceCode = null, hours = null, ...rest } = form
  const entered: StoredClosure = { ...rest, id: '', venueCode, serviceCode, hours, byStaff: '', callsOff: false }
  const closures = [...(await closuresFrom(tx, districtId, venueCode, dayOf(begins))), entered]
  const venue = await venueFact(tx, districtId, venueCode)
  return (code) => !givenToday(code, venue, closures, begins)
}

/** Returns how many numbers without a booking wait now for what a closure of a venue ends today. */
export async function numbersLeft(
  { tx, districtId, clock }: Acting,
  venueCode: string,
  { services, endsToday }: { services: readonly ServiceFact[]; endsToday: EndsToday },
): Promise<number> {
  const ending = new Set(services.map(({ code }) => code).filter(endsToday))
  if (ending.size === 0) return 0
  const open = await openTickets(tx, districtId, { venueCode, day: dayOf(clock.now()) })
  return open.filter((one) => one.booking_id === null && endedEarly.includes(one.state) && ending.has(one.service_code)).length
}
