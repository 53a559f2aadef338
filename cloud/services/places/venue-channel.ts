import type { Actor, Visitor } from '../../platform/process/actor'
import type { VenueFact } from './venues-and-services'
import { managesVenue } from './manages-venue'

type VenueArea = Pick<VenueFact, 'areaCode' | 'branchCode'>

/** The address of hints about what goes on at a place: whoever keeps it hears them, because the place itself says whom that is. */
export const venueChannel = ({ areaCode, branchCode }: VenueArea): string => `v:${areaCode}:${branchCode ?? ''}`

/**
 * Whether somebody hears what is sent to an address, where it is a place's: by the very rule that lets them keep it. A visiting
 * professional, who only gives a service there, looks again every few seconds instead.
 */
export function hearsVenueChannel(actor: Actor | Visitor, address: string): boolean {
  const [kind, areaCode = '', branchCode = ''] = address.split(':')
  return kind === 'v' && managesVenue(actor, { areaCode, branchCode: branchCode === '' ? null : branchCode })
}
