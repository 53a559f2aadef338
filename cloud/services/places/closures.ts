import type { Tx } from '../../platform/database/database'
import { reference } from '../../platform/snapshot/snapshot'
import type { Day } from '../../platform/time/calendar'
import { closuresPart } from '../reference/closures'
import type { StoredClosure } from './closure-store'

/** Returns the closures of a venue that end on `day` or later, ordered by day. */
export async function closuresFrom(tx: Tx, districtId: number, venueCode: string, day: Day): Promise<StoredClosure[]> {
  const { atVenue } = await reference(tx, districtId, closuresPart)
  return (atVenue.get(venueCode) ?? []).filter(({ untilDay }) => untilDay >= day)
}

/** Returns the closures of a service's venue that close the service, from `day` on. */
export const closuresOfService = async (
  tx: Tx,
  districtId: number,
  { code, venueCode }: { code: string; venueCode: string },
  day: Day,
): Promise<StoredClosure[]> =>
  (await closuresFrom(tx, districtId, venueCode, day)).filter(({ serviceCode }) => serviceCode === null || serviceCode === code)
