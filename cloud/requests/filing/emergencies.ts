import { defaultsWith } from '@doorstep/contract/emergencies'
import type { requestEndpoints } from '@doorstep/contract/requests/endpoints'
import type { Reply } from '@doorstep/contract/endpoints'
import type { Context } from '../../platform/context/call'
import { openCategories } from './categories'
import { storedEmergencies } from './emergency-store'

type Endpoint = (typeof requestEndpoints.table)['GET /v1/emergencies']

/** Returns the district's table of emergencies; without one the default, with the phones of its own emergency categories. */
export async function listEmergencies({ tx, districtId }: Pick<Context, 'tx' | 'districtId'>): Promise<Reply<Endpoint>> {
  const own = await storedEmergencies(tx, districtId)
  const rows = own.length > 0 ? own : defaultsWith(await openCategories(tx, districtId))
  return { rows: rows.map(({ words, phones, ...row }) => ({ ...row, words: [...words], phones: [...phones] })) }
}
