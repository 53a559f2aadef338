import { staffRole } from '@doorstep/contract/grids'
import type { StaffRole } from '@doorstep/contract/roles'
import * as v from 'valibot'
import type { Tx } from '../../platform/database/database'

export interface StaffFact {
  code: string
  name: string
  departmentCode: string | null
  roles: { role: StaffRole; area: string }[]
}

/** Returns staff by code with their roles, former staff included. */
export async function staffByCode(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, StaffFact>> {
  if (codes.length === 0) return new Map()
  const people = await tx
    .selectFrom('staff')
    .where('district_id', '=', districtId)
    .where('code', 'in', [...new Set(codes)])
    .select(['code', 'name', 'department_code'])
    .execute()
  const roles = await tx
    .selectFrom('staff_role')
    .where('district_id', '=', districtId)
    .where('staff_code', 'in', [...new Set(codes)])
    .where('retired_at', 'is', null)
    .select(['staff_code', 'role', 'area_code'])
    .orderBy('area_code', 'desc')
    .execute()
  return new Map(
    people.map(({ code, name, department_code: departmentCode }) => {
      const held = roles.filter((role) => role.staff_code === code)
      return [
        code,
        { code, name, departmentCode, roles: held.map(({ role, area_code: area }) => ({ role: v.parse(staffRole, role), area })) },
      ]
    }),
  )
}

/** Returns the active staff of a department. */
export async function staffOfDepartment(tx: Tx, districtId: number, departmentCode: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('staff')
    .where('district_id', '=', districtId)
    .where('department_code', '=', departmentCode)
    .where('retired_at', 'is', null)
    .select('code')
    .orderBy('code')
    .execute()
  return rows.map((row) => row.code)
}
