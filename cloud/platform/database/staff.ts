import { announceStanding } from '../live/bus'
import { touchReference } from '../snapshot/versions'
import type { Tx } from './database'

/** Staff and their roles, by which an actor is known; imported with the district, changed by signing in and by a hand-over. */

/** Returns a staff member who is not retired, locked until the transaction ends. */
export const lockStaff = (tx: Tx, districtId: number, code: string) =>
  tx
    .selectFrom('staff')
    .select(['code', 'name', 'account_id'])
    .where('district_id', '=', districtId)
    .where('code', '=', code)
    .where('retired_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

/** Closes the sockets of staff whose roles end in this transaction, in every process; call it before their accounts are unbound. */
export async function endStanding(tx: Tx, districtId: number, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return
  const rows = await tx.selectFrom('staff').where('district_id', '=', districtId).where('code', 'in', codes).select('account_id').execute()
  await announceStanding(
    tx,
    districtId,
    rows.flatMap(({ account_id: account }) => (account === null ? [] : [account])),
  )
}

/** Returns the staff members, not retired, to whom some accounts are bound. */
export async function staffOfAccounts(tx: Tx, districtId: number, accountIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('staff')
    .where('district_id', '=', districtId)
    .where('account_id', 'in', accountIds)
    .where('retired_at', 'is', null)
    .select('code')
    .execute()
  return rows.map(({ code }) => code)
}

/** Returns the account bound to a staff member who has not been retired; null when there is none. */
export async function accountOfStaff(tx: Tx, districtId: number, staffCode: string): Promise<string | null> {
  const staff = await tx
    .selectFrom('staff')
    .where('district_id', '=', districtId)
    .where('code', '=', staffCode)
    .where('retired_at', 'is', null)
    .select('account_id')
    .executeTakeFirst()
  return staff?.account_id ?? null
}

/** Binds a staff member to an account. */
export const bindStaff = (tx: Tx, districtId: number, code: string, accountId: string) =>
  tx.updateTable('staff').set({ account_id: accountId }).where('district_id', '=', districtId).where('code', '=', code).execute()

/** Unbinds retired staff from an account, so that it can be bound again. */
export const releaseRetired = (tx: Tx, districtId: number, accountId: string) =>
  tx
    .updateTable('staff')
    .set({ account_id: null })
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('retired_at', 'is not', null)
    .execute()

/** Sets the file of the photo a staff member shows; null removes it. */
export async function setStaffPhoto(tx: Tx, districtId: number, code: string, fileId: string | null): Promise<void> {
  await tx.updateTable('staff').set({ photo_id: fileId }).where('district_id', '=', districtId).where('code', '=', code).execute()
  await touchReference(tx, districtId, 'staff')
}

interface InGrid {
  districtId: number
  gridCode: string
}

/** Adds a role over the grid, also one that had been removed. */
export async function addRole(tx: Tx, { districtId, gridCode }: InGrid, staffCode: string, role: string): Promise<void> {
  await tx
    .insertInto('staff_role')
    .values({ district_id: districtId, staff_code: staffCode, role, area_code: gridCode })
    .onConflict((held) => held.columns(['district_id', 'staff_code', 'role', 'area_code']).doUpdateSet({ retired_at: null }))
    .execute()
  await touchReference(tx, districtId, 'staff')
}

/** Removes a role over exactly this grid; one over a wider area stays. */
export async function removeRole(tx: Tx, { districtId, gridCode }: InGrid, staffCode: string, role: string, now: Date): Promise<void> {
  await tx
    .updateTable('staff_role')
    .set({ retired_at: now })
    .where('district_id', '=', districtId)
    .where('staff_code', '=', staffCode)
    .where('role', '=', role)
    .where('area_code', '=', gridCode)
    .where('retired_at', 'is', null)
    .execute()
  await touchReference(tx, districtId, 'staff')
}
