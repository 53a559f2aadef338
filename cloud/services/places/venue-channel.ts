import type { Actor, Visitor } from '../../platform/process/actor'
import type { VenueFact } from './venues-and-services'
import { managesVenue } from './manages-venue'

type VenueArea = Pick<VenueFact, 'areaCode' | 'branchCode'>

/**
 * Returns the address of socket hints about a venue: it contains the venue's area and branch, which decide who manages the venue and
 * receives them.
 */
export const venueChannel = ({ areaCode, branchCode }: VenueArea): string => `v:${areaCode}:${branchCode ?? ''}`

/**
 * True when the address is a venue's and the actor receives its hints, by the same rule as for managing the venue. A visiting professional,
 * who only gives a service there, polls every few seconds instead.
 */
export function hearsVenueChannel(actor: Actor | Visitor, address: string): boolean {
  const [kind, areaCode = '', branchCode = ''] = address.split(':')
  return kind === 'v' && managesVenue(actor, { areaCode, branchCode: branchCode === '' ? null : branchCode })
}
