import type { BuildingRow, GridRow } from '@doorstep/contract/grids'
import { unitRoles, type StaffRole } from '@doorstep/contract/roles'
import type { DutyHours } from '../../platform/time/duty-hours'
import type { Tx } from '../../platform/database/database'
import { problem } from '../../platform/process/problem'
import { reference } from '../../platform/snapshot/snapshot'
import { absencesAfter, awayBetween, type AbsenceFact } from '../absence/absence-store'
import { withAncestors } from './area-codes'
import { answeringAt, type DutyFact } from '../absence/on-duty'
import { areasPart, type AreaFact, type GridFact } from '../reference/areas'
import { staffPart, type StaffFact, type TeamFact, type UnitFact } from '../reference/staff'
import * as store from './grids-store'

/** What other rooms may know of grids, buildings and staff. Batch forms return a map; a code nobody knows is not in it. */

/** Returns a grid with its community and street, retired ones included. Throws `notFound`. */
export async function gridRow(tx: Tx, districtId: number, code: string): Promise<GridRow> {
  return (await gridRows(tx, districtId, [code])).get(code) ?? missing()
}

/** Returns grids by code, retired ones included. */
export async function gridRows(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, GridRow>> {
  return some((await reference(tx, districtId, areasPart)).rows, codes)
}

/** Returns every grid with its community and street, retired ones included, in code order. */
export async function gridsEver(tx: Tx, districtId: number): Promise<Iterable<GridRow>> {
  return (await reference(tx, districtId, areasPart)).rows.values()
}

/** Returns those grids that are in use, in the given order. */
export async function gridsInUse(tx: Tx, districtId: number, codes: readonly string[]): Promise<GridRow[]> {
  const { rows, retired } = await reference(tx, districtId, areasPart)
  return codes.flatMap((code) => (retired.has(code) ? [] : (rows.get(code) ?? [])))
}

/** Returns areas by code, retired ones included. */
export async function areaFacts(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, AreaFact>> {
  return some((await reference(tx, districtId, areasPart)).byCode, codes)
}

/** Returns those of `codes` that are areas in use. */
export async function liveAreaCodes(tx: Tx, districtId: number, codes: readonly string[]): Promise<Set<string>> {
  const { byCode, retired } = await reference(tx, districtId, areasPart)
  return new Set(codes.filter((code) => byCode.has(code) && !retired.has(code)))
}

/** Returns the areas in use directly under `parent`, in code order. */
export async function areasUnder(tx: Tx, districtId: number, parent: string): Promise<AreaFact[]> {
  return [...((await reference(tx, districtId, areasPart)).under.get(parent) ?? [])]
}

/** Returns the published facts of a grid that is not retired. */
export async function liveGrid(tx: Tx, districtId: number, code: string): Promise<GridFact | undefined> {
  const { grids, retired } = await reference(tx, districtId, areasPart)
  return retired.has(code) ? undefined : grids.get(code)
}

/** Returns whom to call at night in a grid: its own phone, or that of the nearest area above that has one; null without any. */
export async function nightPhoneOf(tx: Tx, districtId: number, code: string): Promise<string | null> {
  const { nightPhones } = await reference(tx, districtId, areasPart)
  const said = withAncestors(code).flatMap((area) => nightPhones.get(area) ?? [])
  return said.at(-1) ?? null
}

/** Returns a building that is not retired. Throws `notFound`. */
export async function buildingRow(tx: Tx, districtId: number, code: string): Promise<BuildingRow> {
  const live = (await store.buildingsByCode(tx, districtId, [code])).filter((row) => row.retired_at === null)
  const [row] = await asBuildingRows(tx, districtId, live)
  return row ?? missing()
}

/** Returns whether this is the code of a building that is not retired. */
export async function isBuildingInUse(tx: Tx, districtId: number, code: string): Promise<boolean> {
  return (await store.buildingsByCode(tx, districtId, [code])).some((row) => row.retired_at === null)
}

/** Returns buildings by code, retired ones included. */
export async function buildingRows(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, BuildingRow>> {
  const rows = await asBuildingRows(tx, districtId, await store.buildingsByCode(tx, districtId, [...new Set(codes)]))
  return new Map(rows.map((row) => [row.code, row]))
}

/** Returns stored buildings as the contract shows them, in the given order. */
export async function asBuildingRows(
  tx: Tx,
  districtId: number,
  stored: readonly Omit<store.StoredBuilding, 'retired_at'>[],
): Promise<BuildingRow[]> {
  const grids = await gridRows(
    tx,
    districtId,
    stored.map((row) => row.grid_code),
  )
  return stored.map(({ code, name, address, grid_code: gridCode, units }) => {
    const grid = grids.get(gridCode)
    return { code, name, address, gridCode, gridName: grid?.name ?? '', communityName: grid?.community.name ?? '', units }
  })
}

/** Returns a grid's team, the grid member first. */
export async function teamOf(tx: Tx, districtId: number, gridCode: string): Promise<TeamFact[]> {
  return (await teamsOf(tx, districtId, [gridCode])).get(gridCode) ?? []
}

/** Returns teams by grid code. */
export async function teamsOf(tx: Tx, districtId: number, gridCodes: readonly string[]): Promise<Map<string, TeamFact[]>> {
  const teams = some((await reference(tx, districtId, staffPart)).teams, gridCodes)
  return new Map([...teams].map(([code, team]) => [code, [...team]]))
}

/** Returns the duty hours of a grid, wall time in +08:00; an empty list means office hours. */
export async function dutyHoursOf(tx: Tx, districtId: number, gridCode: string): Promise<DutyHours[]> {
  return (await reference(tx, districtId, areasPart)).grids.get(gridCode)?.duty ?? []
}

/** Returns who is on duty in a grid at `now`, absences and duty hours considered; null when it has no grid member. */
export async function onDuty(tx: Tx, districtId: number, gridCode: string, now: Date): Promise<DutyFact | null> {
  return (await onDutyOf(tx, districtId, [gridCode], now)).get(gridCode) ?? null
}

/** Returns who is on duty, by grid code; grids without a grid member have no entry. */
export async function onDutyOf(tx: Tx, districtId: number, gridCodes: readonly string[], now: Date): Promise<Map<string, DutyFact>> {
  return onDutyKnowing(tx, districtId, { gridCodes, absences: await absencesAfter(tx, districtId, gridCodes, now) }, now)
}

/** Does the same as `onDutyOf` for grids whose absences are known already. */
export async function onDutyKnowing(
  tx: Tx,
  districtId: number,
  { gridCodes, absences }: { gridCodes: readonly string[]; absences: readonly AbsenceFact[] },
  now: Date,
): Promise<Map<string, DutyFact>> {
  const { teams } = await reference(tx, districtId, staffPart)
  const { grids } = await reference(tx, districtId, areasPart)
  const facts = new Map<string, DutyFact>()
  for (const gridCode of new Set(gridCodes)) {
    const here = absences.filter((absence) => absence.gridCode === gridCode)
    const fact = answeringAt(now, { team: teams.get(gridCode) ?? [], hours: grids.get(gridCode)?.duty ?? [], absences: here })
    if (fact !== null) facts.set(gridCode, fact)
  }
  return facts
}

/** Returns those of `staffCodes` who are on leave at some time between two instants, in any of their grids. */
export const onLeaveBetween = (
  tx: Tx,
  districtId: number,
  staffCodes: readonly string[],
  between: { from: Date; until: Date },
): Promise<Set<string>> => awayBetween(tx, districtId, staffCodes, between)

/** Returns the grid that contains a point in GCJ-02, or null; a shared edge belongs to the lowest code. */
export async function gridAt(tx: Tx, districtId: number, point: { lng: number; lat: number }): Promise<string | null> {
  return (await reference(tx, districtId, areasPart)).index.find(point)
}

/** Returns a staff member's name, former staff included; empty for an unknown code. */
export async function nameOfStaff(tx: Tx, districtId: number, staffCode: string): Promise<string> {
  return (await reference(tx, districtId, staffPart)).byCode.get(staffCode)?.name ?? ''
}

/** Returns names by staff code, former staff included. */
export async function namesOfStaff(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, string>> {
  return new Map([...(await staffFacts(tx, districtId, codes))].map(([code, { name }]) => [code, name]))
}

/** Returns staff by code with their roles, former staff included. */
export async function staffFacts(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, StaffFact>> {
  return some((await reference(tx, districtId, staffPart)).byCode, codes)
}

/** Returns the codes of a unit's staff who are not retired and work there over an area, in their order. */
export async function staffOfUnit(tx: Tx, districtId: number, unitCode: string, areaCode: string): Promise<string[]> {
  const { byCode } = await reference(tx, districtId, staffPart)
  return [...byCode.values()].filter((who) => who.departmentCode === unitCode && worksForUnit(who, areaCode)).map(({ code }) => code)
}

/** Returns whether somebody works for their unit over an area. */
export const worksForUnit = ({ retired, roles }: StaffFact, areaCode: string): boolean =>
  !retired && roles.some(({ role, area }) => (unitRoles as readonly StaffRole[]).includes(role) && areaCode.startsWith(area))

/** Returns the units of the district, retired ones included, by code. */
export async function unitsOf(tx: Tx, districtId: number): Promise<ReadonlyMap<string, UnitFact>> {
  return (await reference(tx, districtId, staffPart)).units
}

/** Returns a unit in use that has staff over an area; null for one that has none, so that nothing waits for nobody. */
export async function unitAtWork(tx: Tx, districtId: number, unitCode: string | null, areaCode: string): Promise<UnitFact | null> {
  const unit = unitCode === null ? undefined : (await unitsOf(tx, districtId)).get(unitCode)
  if (unit === undefined || unit.retired) return null
  return (await staffOfUnit(tx, districtId, unit.code, areaCode)).length === 0 ? null : unit
}

/** Returns staff who hold one of `roles` over an area: in the area itself or in one that contains it; in the order of their codes. */
export async function staffWith(tx: Tx, districtId: number, roles: readonly StaffRole[], areaCode: string): Promise<string[]> {
  const { over } = await reference(tx, districtId, staffPart)
  const areas = withAncestors(areaCode)
  const holds = ({ roles: held }: StaffFact) => held.some(({ role, area }) => roles.includes(role) && areas.includes(area))
  return inOrder(areas.flatMap((area) => [...(over.get(area) ?? [])]).filter(holds)).map(({ code }) => code)
}

/** Returns staff with a role over an area, inside it or over one that contains it, or for a branch; in the order of their codes. */
export async function staffAround(tx: Tx, districtId: number, areaCode: string, branchCode: string | null): Promise<StaffFact[]> {
  const { over, ofBranch } = await reference(tx, districtId, staffPart)
  const near = [...over].filter(([area]) => area.startsWith(areaCode) || areaCode.startsWith(area))
  return inOrder([...near.flatMap(([, staff]) => [...staff]), ...(branchCode === null ? [] : (ofBranch.get(branchCode) ?? []))])
}

/** Returns the secretaries of branches, in the order of their codes. */
export async function secretariesOfBranches(tx: Tx, districtId: number, branchCodes: readonly string[]): Promise<StaffFact[]> {
  const { ofBranch } = await reference(tx, districtId, staffPart)
  const isSecretary = ({ roles }: StaffFact) =>
    roles.some(({ role, branch }) => role === 'branchSecretary' && branch !== null && branchCodes.includes(branch))
  return inOrder(branchCodes.flatMap((branch) => [...(ofBranch.get(branch) ?? [])]).filter(isSecretary))
}

/** Returns staff, each once, in the order of their codes. */
const inOrder = (staff: readonly StaffFact[]) => [...new Set(staff)].sort((a, b) => a.order - b.order)

/** Returns the grids in use whose team a staff member is in, in code order. */
export async function gridsOfStaff(tx: Tx, districtId: number, staffCode: string): Promise<string[]> {
  const { gridsOf } = await reference(tx, districtId, staffPart)
  const { retired } = await reference(tx, districtId, areasPart)
  return (gridsOf.get(staffCode) ?? []).filter((code) => !retired.has(code))
}

/** Returns the entries of some keys; a key nobody knows has none. */
const some = <T>(all: ReadonlyMap<string, T>, keys: readonly string[]): Map<string, T> =>
  new Map(
    keys.flatMap((key) => {
      const one = all.get(key)
      return one === undefined ? [] : [[key, one] as const]
    }),
  )

const missing = (): never => {
  throw problem('notFound')
}
