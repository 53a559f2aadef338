import type { Insertable } from 'kysely'
import type { Tx } from '../platform/database/database'
import type { Invitation } from '../platform/database/schema'

/** Returns the roles a staff member holds and their areas, and the grids whose team they are in. */
export async function reachOf(tx: Tx, districtId: number, code: string): Promise<{ role: string | null; area: string }[]> {
  const roles = await tx
    .selectFrom('staff_role')
    .select(['role', 'area_code as area'])
    .where('district_id', '=', districtId)
    .where('staff_code', '=', code)
    .where('retired_at', 'is', null)
    .execute()
  const teams = await tx
    .selectFrom('team_member')
    .select('grid_code as area')
    .where('district_id', '=', districtId)
    .where('staff_code', '=', code)
    .where('retired_at', 'is', null)
    .execute()
  return [...roles, ...teams.map(({ area }) => ({ role: null, area }))]
}

export const insertInvitation = (tx: Tx, invitation: Insertable<Invitation>) => tx.insertInto('invitation').values(invitation).execute()

/** Returns an invitation by one of the digests of its code, locked until the transaction ends. */
export const lockInvitation = (tx: Tx, districtId: number, digests: readonly string[]) =>
  tx
    .selectFrom('invitation')
    .select(['id', 'staff_code', 'expires_at', 'used_at'])
    .where('district_id', '=', districtId)
    .where('code_hash', 'in', digests)
    .forUpdate()
    .executeTakeFirst()

/** Returns the digests of all codes of a district. */
export const invitationDigests = (tx: Tx, districtId: number) =>
  tx.selectFrom('invitation').where('district_id', '=', districtId).select(['id', 'code_hash']).execute()

export const keyInvitation = (tx: Tx, districtId: number, id: string, digest: string) =>
  tx.updateTable('invitation').where('district_id', '=', districtId).where('id', '=', id).set({ code_hash: digest }).execute()

export const useInvitation = (tx: Tx, districtId: number, id: string, accountId: string, now: Date) =>
  tx
    .updateTable('invitation')
    .set({ used_at: now, used_by: accountId })
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .execute()

/** Ends a staff member's unused invitations. */
export const endInvitations = (tx: Tx, districtId: number, staffCode: string, now: Date) =>
  tx
    .updateTable('invitation')
    .set({ expires_at: now })
    .where('district_id', '=', districtId)
    .where('staff_code', '=', staffCode)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .execute()
