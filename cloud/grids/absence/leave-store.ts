import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'
import type { AbsenceFact } from './absence-store'

/** An absence from a grid or from a unit (单位). From a unit it may have no stand-in: then the whole unit stands in. */
export interface Leave extends Pick<AbsenceFact, 'id' | 'staffCode' | 'from' | 'until'> {
  gridCode: string | null
  unitCode: string | null
  standInCode: string | null
  /** When its beginning and its end were handled. */
  begunAt: Date | null
  endedAt: Date | null
  handedOn: number
}

const columns = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('absence')
    .where('district_id', '=', districtId)
    .select(['id', 'grid_code as gridCode', 'unit_code as unitCode', 'staff_code as staffCode', 'stand_in_code as standInCode'])
    .select(['from_at as from', 'until_at as until', 'begun_at as begunAt', 'ended_at as endedAt', 'handed_on as handedOn'])

/** Returns a leave, locked until the transaction ends. */
export const lockedLeave = (tx: Tx, districtId: number, id: string): Promise<Leave | undefined> =>
  columns(tx, districtId).where('id', '=', id).forUpdate().executeTakeFirst()

/** Returns the leaves of staff that end after `at`, ordered by start. */
export const leavesOf = async (tx: Tx, districtId: number, staffCodes: readonly string[], at: Date): Promise<Leave[]> =>
  staffCodes.length === 0
    ? []
    : columns(tx, districtId)
        .where('staff_code', '=', sql<string>`any(${[...new Set(staffCodes)]}::text[])`)
        .where('until_at', '>', at)
        .orderBy('from_at')
        .orderBy('id')
        .execute()

/** Returns the leaves that end after `at` in which one of these people stands in. */
export const leavesWithStandIn = async (tx: Tx, districtId: number, standIns: readonly string[], at: Date): Promise<Leave[]> =>
  standIns.length === 0
    ? []
    : columns(tx, districtId)
        .where('stand_in_code', '=', sql<string>`any(${[...standIns]}::text[])`)
        .where('until_at', '>', at)
        .orderBy('from_at')
        .orderBy('id')
        .execute()

export async function insertLeave(tx: Tx, districtId: number, leave: Leave): Promise<void> {
  const { id, gridCode, unitCode, staffCode, standInCode, from, until } = leave
  await tx
    .insertInto('absence')
    .values({
      district_id: districtId,
      id,
      grid_code: gridCode,
      unit_code: unitCode,
      staff_code: staffCode,
      stand_in_code: standInCode,
      from_at: from,
      until_at: until,
    })
    .execute()
}

interface LeaveChange {
  until_at?: Date
  begun_at?: Date
  ended_at?: Date
  handed_on?: number
  stand_in_code?: string | null
}

export async function updateLeave(tx: Tx, districtId: number, id: string, change: LeaveChange): Promise<void> {
  await tx.updateTable('absence').where('district_id', '=', districtId).where('id', '=', id).set(change).execute()
}

export async function deleteLeave(tx: Tx, districtId: number, id: string): Promise<void> {
  await tx.deleteFrom('absence').where('district_id', '=', districtId).where('id', '=', id).execute()
}

/** Locks a unit until the transaction ends, so that leaves from it are looked at one at a time. */
export const lockUnit = (tx: Tx, districtId: number, code: string) =>
  tx.selectFrom('department').where('district_id', '=', districtId).where('code', '=', code).select('code').forUpdate().executeTakeFirst()
