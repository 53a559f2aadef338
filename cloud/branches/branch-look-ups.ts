import { BranchKind, branchKindNames } from '@doorstep/contract/branches'
import type { GridCard } from '@doorstep/contract/grids'
import * as v from 'valibot'
import { gridsInUse, secretariesOfBranches } from '../grids/api'
import type { Tx } from '../platform/database/database'
import { reference } from '../platform/snapshot/snapshot'
import { branchesPart, type StoredBranch } from './branches'

/** A branch as other rooms may read it. */
export interface BranchFact {
  code: string
  name: string
  /** Code of the area the branch belongs to. */
  areaCode: string
  /** Codes of the grids in use that the branch serves. */
  grids: string[]
  retired: boolean
}

/** Returns branches by code, retired ones included; an unknown code has no entry. */
export async function branchFacts(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, BranchFact>> {
  const { byCode } = await reference(tx, districtId, branchesPart)
  const facts = new Map<string, BranchFact>()
  for (const branch of [...new Set(codes)].flatMap((code) => byCode.get(code) ?? [])) {
    const { code, name, area_code: areaCode, retired_at: retiredAt } = branch
    const grids = (await gridsServed(tx, districtId, code)).map((grid) => grid.code)
    facts.set(code, { code, name, areaCode, grids, retired: retiredAt !== null })
  }
  return facts
}

/** Returns the grids in use that a branch serves, in code order. */
export async function gridsServed(tx: Tx, districtId: number, code: string): Promise<{ code: string; name: string }[]> {
  const { gridsOf } = await reference(tx, districtId, branchesPart)
  return (await gridsInUse(tx, districtId, gridsOf.get(code) ?? [])).map(({ code: grid, name }) => ({ code: grid, name }))
}

/** Returns the district's branches in use in code order; with a grid, those that serve it. */
export async function branchesInUse(tx: Tx, districtId: number, gridCode: string | null): Promise<StoredBranch[]> {
  const { byCode, on } = await reference(tx, districtId, branchesPart)
  const wanted = gridCode === null ? [...byCode.values()] : (on.get(gridCode) ?? []).flatMap((code) => byCode.get(code) ?? [])
  return wanted.filter(({ retired_at: retiredAt }) => retiredAt === null)
}

/** Returns the branches in use that serve a grid, as its card names them, in code order. */
export const branchesOn = async (tx: Tx, districtId: number, gridCode: string): Promise<GridCard['branches']> =>
  (await branchesInUse(tx, districtId, gridCode)).map(({ code, name, kind }) => ({
    code,
    name,
    kindName: branchKindNames[v.parse(BranchKind, kind)],
  }))

/** Returns secretaries of the branches in use that serve a grid, in code order; they are notified of overdue promises. */
export async function secretariesOf(tx: Tx, districtId: number, gridCode: string): Promise<{ code: string; name: string }[]> {
  const serving = (await branchesInUse(tx, districtId, gridCode)).map(({ code }) => code)
  return (await secretariesOfBranches(tx, districtId, serving)).map(({ code, name }) => ({ code, name }))
}

/** Returns codes of the branches within one of `areas`, retired ones included. */
export async function branchesIn(tx: Tx, districtId: number, areas: readonly string[]): Promise<string[]> {
  const { byCode } = await reference(tx, districtId, branchesPart)
  return [...byCode.values()].filter(({ area_code: at }) => areas.some((area) => at.startsWith(area))).map(({ code }) => code)
}
