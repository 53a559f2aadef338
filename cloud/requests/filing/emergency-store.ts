import * as v from 'valibot'
import { EmergencyView } from '@doorstep/contract/requests/views'
import type { Tx } from '../../platform/database/database'

/** Returns a district's own table of emergencies, in its order; empty when it has none. */
export async function storedEmergencies(tx: Tx, districtId: number): Promise<v.InferOutput<typeof EmergencyView>[]> {
  const rows = await tx
    .selectFrom('emergency')
    .where('district_id', '=', districtId)
    .select(['code', 'words', 'advice', 'phones'])
    .orderBy('sort')
    .orderBy('code')
    .execute()
  return v.parse(v.array(EmergencyView), rows)
}
