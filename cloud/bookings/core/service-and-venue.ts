import { serviceFacts, venueFacts, type ServiceFact, type VenueFact } from '../../services/api'
import type { RuleContext } from '../../platform/context/call'
import type { StoredBooking } from './bookings-store'

export interface ServiceAndVenue {
  service: ServiceFact
  venue: VenueFact
}

/** Service and place of a booking, given up or not: what was booked there stays. */
export async function serviceAndVenueOf(
  { tx, districtId }: Pick<RuleContext, 'tx' | 'districtId'>,
  { service_code: serviceCode, venue_code: venueCode }: Pick<StoredBooking, 'service_code' | 'venue_code'>,
): Promise<ServiceAndVenue> {
  const service = (await serviceFacts(tx, districtId, [serviceCode])).get(serviceCode)
  const venue = (await venueFacts(tx, districtId, [venueCode])).get(venueCode)
  if (service === undefined || venue === undefined) throw new Error('A booking of a service or place that was never there')
  return { service, venue }
}
