import type { Tx } from '../platform/database/database'
import * as store from './branches-store'

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
  const wanted = [...new Set(codes)]
  const [branches, grids] = [await store.branchesByCode(tx, districtId, wanted), await store.gridsOfBranches(tx, districtId, wanted)]
  return new Map(
    branches.map(({ code, name, area_code: areaCode, retired_at: retiredAt }) => [
      code,
      { code, name, areaCode, grids: grids.filter(({ branch }) => branch === code).map((grid) => grid.code), retired: retiredAt !== null },
    ]),
  )
}

/** Returns secretaries of the branches in use that serve a grid, in code order; they are notified of overdue promises. */
export const secretariesOf = (tx: Tx, districtId: number, gridCode: string) => store.secretariesOn(tx, districtId, gridCode)

/** Returns codes of the branches within one of `areas`, retired ones included. */
export const branchesIn = (tx: Tx, districtId: number, areas: readonly string[]) => store.codesIn(tx, districtId, areas)
