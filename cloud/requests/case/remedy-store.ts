import { remedyWays } from '@doorstep/contract/requests/words'
import type { Insertable, Updateable } from 'kysely'
import * as v from 'valibot'
import type { Tx } from '../../platform/database/database'
import { jsonInstant } from '../../platform/database/json'
import type { RatingRemedy } from '../../platform/database/schema'

/** To whom the rating of a reply belongs, as it was when it was asked for. */
export const CaseInvitation = v.object({ round: v.number(), handler_code: v.nullable(v.string()), invited_at: jsonInstant })

/** What is done about a bad rating given by name (差评整改). */
export const CaseRemedy = v.object({
  round: v.number(),
  contact_by: jsonInstant,
  contacted_at: v.nullable(jsonInstant),
  way: v.nullable(v.picklist(remedyWays)),
  text: v.string(),
  untrue: v.nullable(v.boolean()),
  decision: v.string(),
  decided_at: v.nullable(jsonInstant),
})
export type CaseRemedy = v.InferOutput<typeof CaseRemedy>

/** Opens what is owed to a bad rating; one that was opened for a tap taken back begins again. */
export async function openRemedy(tx: Tx, remedy: Pick<Insertable<RatingRemedy>, 'district_id' | 'request_id' | 'round' | 'contact_by'>) {
  await dropRemedy(tx, remedy.district_id, { requestId: remedy.request_id, round: remedy.round })
  await tx.insertInto('rating_remedy').values(remedy).execute()
}

interface OfRound {
  requestId: string
  round: number
}

/** Removes what was owed to a rating that was taken back. */
export const dropRemedy = (tx: Tx, districtId: number, { requestId, round }: OfRound) =>
  tx
    .deleteFrom('rating_remedy')
    .where('district_id', '=', districtId)
    .where('request_id', '=', requestId)
    .where('round', '=', round)
    .execute()

export const updateRemedy = (tx: Tx, districtId: number, { requestId, round }: OfRound, changes: Updateable<RatingRemedy>) =>
  tx
    .updateTable('rating_remedy')
    .where('district_id', '=', districtId)
    .where('request_id', '=', requestId)
    .where('round', '=', round)
    .set(changes)
    .execute()
