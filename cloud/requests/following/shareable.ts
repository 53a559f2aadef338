import { sharedKinds } from '@doorstep/contract/requests/following-words'
import type { Tx } from '../../platform/database/database'
import type { StoredRequest } from '../case/requests-store'
import { categoryByCode } from '../filing/categories'

/**
 * Returns whether others may be shown that there is this request: of a category the district shares, for nobody else, and no 举报. The same
 * condition as that of the statement that finds similar ones (`sharedIn`).
 */
export async function isShared(
  tx: Tx,
  districtId: number,
  row: Pick<StoredRequest, 'category_code' | 'kind' | 'anonymous' | 'on_behalf_sealed'>,
): Promise<boolean> {
  if (row.anonymous || row.on_behalf_sealed !== null || !sharedKinds.includes(row.kind)) return false
  return (await categoryByCode(tx, districtId, row.category_code))?.shareable === true
}
