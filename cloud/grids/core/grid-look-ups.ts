import type { BuildingRow, GridRow } from '@doorstep/contract/grids'
import type { StaffRole } from '@doorstep/contract/roles'
import type { DutyHours } from '../../platform/time/duty-hours'
import type { Tx } from '../../platform/database/database'
import { problem } from '../../platform/process/problem'
import { absencesAfter, awayBetween } from '../absence/absence-store'
import { withAncestors } from './area-codes'
import { answeringAt, type DutyFact } from '../absence/on-duty'
import { locate } from '../find/point-in-grid'
import * as store from './grids-store'

/** What other rooms may know of grids, buildings and teams. Batch forms return a map; a code nobody knows is not in it. */

/** Returns a grid with its community and street, retired ones included. Throws `notFound`. */
export async function gridRow(tx: Tx, districtId: number, code: string): Promise<GridRow> {
  return (await gridRows(tx, districtId, [code])).get(code) ?? missing()
}

/** Returns grids by code, retired ones included. */
export async function gridRows(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, GridRow>> {
  const wanted = [...new Set(codes)]
  const areas = await store.areasByCode(tx, districtId, [...new Set(wanted.flatMap(withAncestors))])
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const rows = new Map<string, GridRow>()
  for (const code of wanted) {
    const grid = byCode.get(code)
    const community = byCode.get(code.slice(0, 12))
    const street = byCode.get(code.slice(0, 9))
    if (grid?.kind === 'grid' && community && street) rows.set(code, { code, name: grid.name, community, street })
  }
  return rows
}

/** Returns areas by code, retired ones included. */
export async function areaFacts(tx: Tx, districtId: number, codes: readonly string[]) {
  const areas = await store.areasByCode(tx, districtId, [...new Set(codes)])
  return new Map(areas.map((area) => [area.code, area]))
}

/** Returns those of `codes` that are areas in use. */
export async function liveAreaCodes(tx: Tx, districtId: number, codes: readonly string[]): Promise<Set<string>> {
  return new Set((await store.liveAreas(tx, districtId, codes)).map(({ code }) => code))
}

/** Returns a building that is not retired. Throws `notFound`. */
export async function buildingRow(tx: Tx, districtId: number, code: string): Promise<BuildingRow> {
  const live = (await store.buildingsByCode(tx, districtId, [code])).filter((row) => row.retired_at === null)
  const [row] = await asBuildingRows(tx, districtId, live)
  return row ?? missing()
}

/** Returns buildings by code, retired ones included. */
export async function buildingRows(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, BuildingRow>> {
  const rows = await asBuildingRows(tx, districtId, await store.buildingsByCode(tx, districtId, [...new Set(codes)]))
  return new Map(rows.map((row) => [row.code, row]))
}

/** Returns stored buildings as the contract shows them, in the given order. */
export async function asBuildingRows(tx: Tx, districtId: number, stored: readonly store.StoredBuilding[]): Promise<BuildingRow[]> {
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

export interface TeamFact {
  staffCode: string
  name: string
  title: string
  phone: string
  /** Rank: 0 the grid member, 1 the deputy, who is the first stand-in, then the others. */
  place: number
  role: Extract<StaffRole, 'gridMember' | 'gridTeam'>
  /** Id of the bound account, or null while the invitation is unused. */
  accountId: string | null
}

/** Returns a grid's team, the grid member first. */
export async function teamOf(tx: Tx, districtId: number, gridCode: string): Promise<TeamFact[]> {
  return (await teamsOf(tx, districtId, [gridCode])).get(gridCode) ?? []
}

/** Returns teams by grid code. */
export async function teamsOf(tx: Tx, districtId: number, gridCodes: readonly string[]): Promise<Map<string, TeamFact[]>> {
  const teams = new Map<string, TeamFact[]>()
  for (const row of await store.teamRows(tx, districtId, [...new Set(gridCodes)])) {
    const { grid_code: gridCode, staff_code: staffCode, name, title, phone, place, account_id: accountId } = row
    const role = place === 0 ? 'gridMember' : 'gridTeam'
    teams.set(gridCode, [...(teams.get(gridCode) ?? []), { staffCode, name, title, phone, place, role, accountId }])
  }
  return teams
}

/** Returns the duty hours of a grid, wall time in +08:00; an empty list means office hours. */
export async function dutyHoursOf(tx: Tx, districtId: number, gridCode: string): Promise<DutyHours[]> {
  return (await store.dutyHours(tx, districtId, [gridCode])).get(gridCode) ?? []
}

/** Returns who is on duty in a grid at `now`, absences and duty hours considered; null when it has no grid member. */
export async function onDuty(tx: Tx, districtId: number, gridCode: string, now: Date): Promise<DutyFact | null> {
  return (await onDutyOf(tx, districtId, [gridCode], now)).get(gridCode) ?? null
}

/** Returns who is on duty, by grid code; grids without a grid member have no entry. */
export async function onDutyOf(tx: Tx, districtId: number, gridCodes: readonly string[], now: Date): Promise<Map<string, DutyFact>> {
  const [teams, hours, absences] = [
    await teamsOf(tx, districtId, gridCodes),
    await store.dutyHours(tx, districtId, gridCodes),
    await absencesAfter(tx, districtId, gridCodes, now),
  ]
  const facts = new Map<string, DutyFact>()
  for (const gridCode of new Set(gridCodes)) {
    const here = absences.filter((absence) => absence.gridCode === gridCode)
    const fact = answeringAt(now, { team: teams.get(gridCode) ?? [], hours: hours.get(gridCode) ?? [], absences: here })
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

/**
 * Returns the grid that contains a point in GCJ-02, or null; a shared edge belongs to the lowest code. Call it with the pool, by which it
 * caches its index.
 */
export const gridAt = (db: Tx, districtId: number, point: { lng: number; lat: number }): Promise<string | null> =>
  locate(db, districtId, point)

/** Returns a staff member's name, former staff included; empty for an unknown code. */
export async function nameOfStaff(tx: Tx, districtId: number, staffCode: string): Promise<string> {
  return (await store.staffNames(tx, districtId, [staffCode])).get(staffCode) ?? ''
}

/** Returns names by staff code, former staff included. */
export const namesOfStaff = (tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, string>> =>
  store.staffNames(tx, districtId, [...new Set(codes)])

/** Returns staff who hold one of `roles` over an area: in the area itself or in one that contains it. */
export const staffWith = (tx: Tx, districtId: number, roles: readonly StaffRole[], areaCode: string): Promise<string[]> =>
  store.staffOver(tx, districtId, roles, withAncestors(areaCode))

const missing = (): never => {
  throw problem('notFound')
}
