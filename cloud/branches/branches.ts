import type { Tx } from '../platform/database/database'
import { searchable, type Searchable } from '../platform/search/searchable'
import { listIn } from '../platform/snapshot/list-in'
import type { Part, Weighed } from '../platform/snapshot/part'
import { inSlices } from '../platform/snapshot/slices'
import { branchRows, linkRows } from './branches-store'

export type StoredBranch = Awaited<ReturnType<typeof branchRows>>[number] & { searched: Searchable }

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
    const byCode = new Map<string, StoredBranch>()
    await inSlices(await branchRows(tx, districtId), (row) => {
      byCode.set(row.code, { ...row, searched: searchable([row.name, row.secretary], [row.place, row.about]) })
    })
    const gridsOf = new Map<string, string[]>()
    const on = new Map<string, string[]>()
    for (const { branch_code: branch, grid_code: grid } of await linkRows(tx, districtId)) {
      listIn(gridsOf, branch).push(grid)
      listIn(on, grid).push(branch)
    }
    return { byCode, gridsOf, on, bytes: byCode.size * 7000 + on.size * 300 }
  },
}
