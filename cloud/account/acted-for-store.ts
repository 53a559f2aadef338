import type { Insertable, Selectable } from 'kysely'
import { columns } from '../platform/database/columns'
import type { Tx } from '../platform/database/database'
import type { ActedFor } from '../platform/database/schema'

const ofAccount = (tx: Tx, districtId: number, accountId: string) =>
  tx.selectFrom('acted_for').where('district_id', '=', districtId).where('account_id', '=', accountId)

/** Returns the people an account acts for, whom it acted for last first. */
export const actedFor = (tx: Tx, districtId: number, accountId: string): Promise<Selectable<ActedFor>[]> =>
  ofAccount(tx, districtId, accountId).select(columns.acted_for).orderBy('used_at', 'desc').orderBy('id').execute()

export const actedForById = (tx: Tx, districtId: number, accountId: string, id: string) =>
  ofAccount(tx, districtId, accountId).where('id', '=', id).select(columns.acted_for).executeTakeFirst()

export const actedForByDigest = (tx: Tx, districtId: number, accountId: string, person: string) =>
  ofAccount(tx, districtId, accountId).where('person', '=', person).select(columns.acted_for).executeTakeFirst()

/** Inserts a person, or changes them where the account has them already. */
export const saveActedFor = (tx: Tx, row: Insertable<ActedFor>) =>
  tx
    .insertInto('acted_for')
    .values(row)
    .onConflict((held) =>
      held.columns(['district_id', 'account_id', 'person']).doUpdateSet((given) => ({
        person_sealed: given.ref('excluded.person_sealed'),
        building_code: given.ref('excluded.building_code'),
        consent_id: given.ref('excluded.consent_id'),
        consent_how: given.ref('excluded.consent_how'),
        consented_at: given.ref('excluded.consented_at'),
        used_at: given.ref('excluded.used_at'),
      })),
    )
    .execute()

/** Removes all but the latest people of an account. */
export const keepLatest = (tx: Tx, districtId: number, accountId: string, most: number) =>
  tx
    .deleteFrom('acted_for')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('id', 'not in', ofAccount(tx, districtId, accountId).select('id').orderBy('used_at', 'desc').orderBy('id').limit(most))
    .execute()

/** Removes a person; returns false when the account has none by this id. */
export async function removeActedFor(tx: Tx, districtId: number, accountId: string, id: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('acted_for')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  return gone.numDeletedRows > 0n
}
