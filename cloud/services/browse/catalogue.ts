import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { serviceEndpoints } from '@doorstep/contract/services/endpoints'
import type { ServiceRow } from '@doorstep/contract/services/views'
import { serviceGroups } from '@doorstep/contract/services/words'
import { initialsOf, normalise } from '../../grids/api'
import type { Acting } from '../../platform/context/call'
import type { Actor, Visitor } from '../../platform/process/actor'
import { servicesInUse, venueRow, venuesInUse, withVenues, type ServiceAndVenue, type VenueFact } from '../places/venues-and-services'
import { nextFreeOf } from '../slots/open-slots'

type Table = typeof serviceEndpoints.table
export type Looking = Pick<Acting<Actor | Visitor>, 'tx' | 'districtId' | 'clock'>

/** Returns how far a venue is from a grid, as a rank: in its community, in its street, elsewhere. */
function distance({ areaCode }: Pick<VenueFact, 'areaCode'>, grid: string | undefined): number {
  if (grid === undefined || areaCode.startsWith(grid.slice(0, 12))) return 0
  return areaCode.startsWith(grid.slice(0, 9)) ? 1 : 2
}

export async function venues({ tx, districtId }: Looking, { grid }: Parsed<Table['GET /v1/venues']>['query']) {
  const found = await venuesInUse(tx, districtId)
  const far = (venue: VenueFact) => Math.min(distance(venue, grid), 1)
  return { rows: found.sort((a, b) => far(a) - far(b)).map(venueRow) }
}

/** Returns the services of the catalogue. A district has hundreds of services at most, so words are matched here. */
export async function services(
  looking: Looking,
  query: Parsed<Table['GET /v1/services']>['query'],
): Promise<Reply<Table['GET /v1/services']>> {
  const { q, group, venue, grid } = query
  const inUse = await servicesInUse(looking.tx, looking.districtId, { ...(group ? { group } : {}), ...(venue ? { venue } : {}) })
  const given = await withVenues(looking.tx, looking.districtId, inUse)
  const found = q === undefined ? given : given.filter(saying(q))
  const rows = await serviceRows(looking, found)
  return { rows: rows.sort((a, b) => distance(a.venue, grid) - distance(b.venue, grid)) }
}

/**
 * Returns a filter of services by words, each of which must occur in the name, the description, the professional, the group, what to bring,
 * the venue's name, or the pinyin initials of the name.
 */
function saying(q: string): (given: ServiceAndVenue) => boolean {
  const asked = q
    .split(/[^\p{L}\p{N}#]+/u)
    .map(normalise)
    .filter((word) => word !== '')
  if (asked.length === 0) return () => false
  return ({ service: { name, about, providerName, group, bring }, venue }) => {
    const said = [name, about, providerName, serviceGroups[group], bring, venue.name].map(normalise)
    const found = [...said, initialsOf(name)]
    return asked.every((word) => found.some((words) => words.includes(word)))
  }
}

/** Returns services as the catalogue shows them, in the given order. */
export async function serviceRows({ tx, districtId, clock }: Looking, given: readonly ServiceAndVenue[]): Promise<ServiceRow[]> {
  const services = given.map(({ service }) => service)
  const nextFree = await nextFreeOf(tx, districtId, services, clock.now())
  return given.map(({ service: { code, name, group, way, about, provider, providerName }, venue }) => ({
    code,
    name,
    group,
    way,
    about,
    venue: venueRow(venue),
    provider,
    providerName,
    nextFree: nextFree.get(code)?.toISOString() ?? null,
  }))
}
