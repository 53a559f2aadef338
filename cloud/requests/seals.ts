import type { SealedSamples } from '../platform/context/check-key'
import { seals } from './people/resident'

/** Returns sealed doors and people of requests, the oldest first. */
export const sealedRequests: SealedSamples = async (db, districtId, limit) => {
  const rows = await db
    .selectFrom('request')
    .select(['place_sealed as door', 'on_behalf_sealed as subject'])
    .where('district_id', '=', districtId)
    .where((is) => is.or([is('place_sealed', 'is not', null), is('on_behalf_sealed', 'is not', null)]))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.flatMap(({ door, subject }) => [
    { sealed: door, place: seals.unit },
    { sealed: subject, place: seals.subject },
  ])
}
