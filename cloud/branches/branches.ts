import type { Tx } from '../platform/database/database'
import { listIn } from '../platform/snapshot/list-in'
import type { Part, Weighed } from '../platform/snapshot/part'
import { branchRows, linkRows } from './branches-store'

export type StoredBranch = Awaited<ReturnType<typeof branchRows>>[number]

/** The branches of a district, retired ones included, and which grids they serve. */
export interface Branches extends Weighed {
  /** In the order of their codes. */
  byCode: ReadonlyMap<string, StoredBranch>
  /** Grids by branch, in the order of their codes. */
  gridsOf: ReadonlyMap<string, readonly string[]>
  /** Branches by grid, in the order of their codes. */
  on: ReadonlyMap<string, readonly string[]>
}

export const branchesPart: Part<Branches> = {
  name: 'branches',
  tables: ['branch', 'branch_grid'],
  async load(tx: Tx, districtId: number) {
    const byCode = new Map((await branchRows(tx, districtId)).map((branch) => [branch.code, branch]))
    const gridsOf = new Map<string, string[]>()
    const on = new Map<string, string[]>()
    for (const { branch_code: branch, grid_code: grid } of await linkRows(tx, districtId)) {
      listIn(gridsOf, branch).push(grid)
      listIn(on, grid).push(branch)
    }
    return { byCode, gridsOf, on, bytes: byCode.size * 2000 + on.size * 300 }
  },
}
