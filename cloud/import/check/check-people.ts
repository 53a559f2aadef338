import { roleNames, teamRoles, unitRoles } from '@doorstep/contract/roles'
import type { Report } from '../source/fault'
import { rolesFile, shownRole, teamsFile } from '../source/files'
import type { Files } from '../source/folder'
import { groupBy, checkReferences } from './references'

const inTeam: readonly string[] = teamRoles

export function checkPeople(files: Files, report: Report): void {
  const { staff, roles, teams, branches, areas, departments, categories, shapes } = files
  const [staffCodes, areaCodes, branchCodes] = [staff.codes, areas.codes, branches.codes]
  checkReferences(staff, 'department_code', departments.codes, '部门代码不在 departments.csv 里', report)
  checkReferences(departments, 'duties', categories.codes, '分类代码不在 categories.csv 里', report)
  checkReferences(branches, 'area_code', areaCodes, '区域代码不在 areas.csv 里', report)
  checkReferences(branches, 'grid_codes', shapes.codes, '网格代码不在 grids.geojson 里', report)
  checkReferences(roles, 'staff_code', staffCodes, '人员代码不在 staff.csv 里', report)
  checkReferences(roles, 'area_code', areaCodes, '区域代码不在 areas.csv 里', report)
  checkReferences(roles, 'branch_code', branchCodes, '党支部代码不在 branches.csv 里', report)
  checkReferences(teams, 'grid_code', shapes.codes, '网格代码不在 grids.geojson 里', report)
  checkReferences(teams, 'staff_code', staffCodes, '人员代码不在 staff.csv 里', report)
  checkRoles(files, report)
  checkTeams(files, report)
}

function checkRoles({ roles, staff }: Files, report: Report): void {
  const departmentOf = new Map(staff.rows.map(({ code, department_code: department }) => [code, department]))
  for (const { row, staff_code: code, role, branch_code: branch } of roles.rows) {
    const wrong = (column: string, found: string, wanted: string) => report({ file: rolesFile.file, row, column, found, wanted })
    if (role === 'branchSecretary' && branch === null) wrong('branch_code', '', '党支部书记要写明是哪个党支部')
    if (role !== 'branchSecretary' && branch !== null) wrong('branch_code', branch, '只有党支部书记（branchSecretary）填这一格')
    if ((unitRoles as readonly string[]).includes(role) && departmentOf.get(code) === null)
      wrong('staff_code', code, `${roleNames[role]}在 staff.csv 里要写明单位（department_code）`)
  }
}

function checkTeams({ teams, roles, shapes, staff }: Files, report: Report): void {
  const wrong = (row: number | null, column: string, found: string, wanted: string) =>
    report({ file: teamsFile.file, row, column, found, wanted })
  const byGrid = groupBy(teams.rows, ({ grid_code: grid }) => grid)
  for (const team of byGrid.values()) {
    for (const same of groupBy(team, ({ place }) => String(place)).values()) {
      for (const { row, place } of same.slice(1))
        wrong(row, 'place', String(place), `与第 ${same[0]?.row ?? 0} 行的次序相同；0 是网格员，只能有一位`)
    }
  }
  if (teams.complete) {
    for (const { code, name } of shapes.shapes) {
      if (byGrid.get(code)?.some(({ place }) => place === 0) !== true)
        wrong(null, 'place', '', `网格 ${code}（${name}）没有网格员（place 为 0 的一行）`)
    }
  }
  if (!roles.complete) return
  const held = groupBy(roles.rows, ({ staff_code: code }) => code)
  for (const { row, grid_code: grid, staff_code: code, place } of teams.rows) {
    if (staff.codes?.has(code) !== true) continue
    const wanted = place === 0 ? ['gridMember'] : inTeam
    const may = held.get(code)?.some(({ role, area_code: area }) => wanted.includes(role) && grid.startsWith(area)) === true
    if (!may) wrong(row, 'staff_code', code, `在 roles.csv 里要有${wanted.map(shownRole).join('或')}的角色，范围包含网格 ${grid}`)
  }
}
