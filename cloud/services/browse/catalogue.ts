import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { serviceEndpoints } from '@doorstep/contract/services/endpoints'
import type { ServiceRow } from '@doorstep/contract/services/views'
import type { Acting } from '../../platform/context/call'
import type { Actor, Visitor } from '../../platform/process/actor'
import { found, type Found } from '../../platform/search/search'
import { reference } from '../../platform/snapshot/snapshot'
import { servicesInUse, venueRow, venuesInUse, withVenues, type ServiceAndVenue, type VenueFact } from '../places/venues-and-services'
import { servicesPart } from '../reference/services'
import { synonymsIn } from '../reference/synonyms'
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

/** Returns the services of the catalogue, the nearest first; those of a search the best first, which are matched in memory. */
export async function services(
  looking: Looking,
  query: Parsed<Table['GET /v1/services']>['query'],
): Promise<Reply<Table['GET /v1/services']>> {
  const { q, group, venue, grid } = query
  const { tx, districtId } = looking
  const inUse = await servicesInUse(tx, districtId, { ...(group ? { group } : {}), ...(venue ? { venue } : {}) })
  const given = await withVenues(tx, districtId, inUse)
  const shown = q === undefined ? given.map((row) => ({ row, rank: 0 })) : await searched(looking, given, q)
  const ordered = shown.sort((a, b) => b.rank - a.rank || distance(a.row.venue, grid) - distance(b.row.venue, grid))
  return {
    rows: await serviceRows(
      looking,
      ordered.map(({ row }) => row),
    ),
  }
}

/** Returns services found by name or by who gives them, then by what is said of them, in the words typed, in others, or in pinyin. */
async function searched({ tx, districtId }: Looking, given: readonly ServiceAndVenue[], q: string): Promise<Found<ServiceAndVenue>[]> {
  const { searchables } = await reference(tx, districtId, servicesPart)
  const prepared = given.flatMap((row) => {
    const searched = searchables.get(row.service.code)
    return searched === undefined ? [] : [{ row, searched }]
  })
  return found(prepared, ({ searched }) => searched, q, await synonymsIn(tx, districtId)).map(({ row: { row }, rank }) => ({ row, rank }))
}

/** Returns services as the catalogue shows them, in the given order. */
export async function serviceRows({ tx, districtId, clock }: Looking, given: readonly ServiceAndVenue[]): Promise<ServiceRow[]> {
  const services = given.map(({ service }) => service)
  const nextFree = await nextFreeOf(tx, districtId, services, clock.now())
  return given.map((one) => ({ ...serviceView(one), nextFree: nextFree.get(one.service.code)?.toISOString() ?? null }))
}

/** Returns a service as the catalogue shows it, without its next free time. */
export const serviceView = ({ service, venue }: ServiceAndVenue): Omit<ServiceRow, 'nextFree'> => ({
  code: service.code,
  name: service.name,
  group: service.group,
  way: service.way,
  about: service.about,
  venue: venueRow(venue),
  provider: service.provider,
  providerName: service.providerName,
})
