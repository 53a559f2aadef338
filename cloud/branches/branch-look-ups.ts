import type { Tx } from '../platform/database/database'
import * as store from './branches-store'

/** What other rooms may know of branches. */
export interface BranchFact {
  code: string
  name: string
  /** The area it stands in. */
  areaCode: string
  /** The live grids it stands on. */
  grids: string[]
  retired: boolean
}

/** Branches by code, retired ones included; an unknown code is not in the map. */
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

/** Secretaries of the live branches that stand on a grid, in code order: whom broken promises call. */
export const secretariesOf = (tx: Tx, districtId: number, gridCode: string) => store.secretariesOn(tx, districtId, gridCode)

/** Codes of the branches that stand in one of `areas`, retired ones included. */
export const branchesIn = (tx: Tx, districtId: number, areas: readonly string[]) => store.codesIn(tx, districtId, areas)
