import type { Tx } from '../../platform/database/database'
import { openCount } from '../reading/list-store'
import { requestById } from './requests-store'

/** What other rooms may know of cases. */

/** How many cases an account has on the way. */
export const openCountsOf = openCount

/** A case's title, for a line about it elsewhere; null for an unknown id. Whether the reader may see the case is the caller's to decide. */
export async function requestTitle(tx: Tx, districtId: number, id: string): Promise<string | null> {
  return (await requestById(tx, districtId, id))?.title ?? null
}
