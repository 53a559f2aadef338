import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { asRequests, type StoredRequest } from '../case/requests-store'

const heldBy = (tx: Tx, districtId: number, handlerCode: string) =>
  tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where('handler_code', '=', handlerCode)
    .where('closed_at', 'is', null)
    .select(columns.request)

/** Returns the open requests a handler has, of all grids. */
export const casesHeldBy = async (tx: Tx, districtId: number, handlerCode: string): Promise<StoredRequest[]> =>
  asRequests(await heldBy(tx, districtId, handlerCode).orderBy('id').execute())

/** Does the same with the requests locked until the transaction ends. */
export const lockedCasesHeldBy = async (tx: Tx, districtId: number, handlerCode: string): Promise<StoredRequest[]> =>
  asRequests(await heldBy(tx, districtId, handlerCode).orderBy('id').forUpdate().execute())
