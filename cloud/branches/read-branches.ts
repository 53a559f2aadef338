import type { branchEndpoints } from '@doorstep/contract/branches/endpoints'
import { BranchKind, type Branch } from '@doorstep/contract/branches'
import type { Parsed } from '@doorstep/contract/endpoints'
import * as v from 'valibot'
import type { Actor, Visitor } from '../platform/process/actor'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { found } from '../platform/search/search'
import { synonymsIn } from '../services/api'
import type { StoredBranch } from './branches'
import { branchesInUse, gridsServed } from './branch-look-ups'

type Table = typeof branchEndpoints.table
type Looking = Pick<Acting<Actor | Visitor>, 'tx' | 'districtId'>

/** Returns the branches of a grid or of the district, in code order; those of a search the best first. */
export async function branches(call: Looking, { grid, q }: Parsed<Table['GET /v1/branches']>['query']): Promise<{ rows: Branch[] }> {
  const { tx, districtId } = call
  const live = await branchesInUse(tx, districtId, grid ?? null)
  if (q === undefined) return { rows: await views(call, live) }
  const best = found(live, ({ searched }) => searched, q, await synonymsIn(tx, districtId))
  return {
    rows: await views(
      call,
      best.map(({ row }) => row),
    ),
  }
}

export async function branch(call: Looking, code: string): Promise<Branch> {
  const live = (await branchesInUse(call.tx, call.districtId, null)).filter((row) => row.code === code)
  const [shown] = await views(call, live)
  if (shown === undefined) throw problem('notFound')
  return shown
}

async function views({ tx, districtId }: Looking, rows: readonly StoredBranch[]): Promise<Branch[]> {
  const shown: Branch[] = []
  for (const { code, name, kind, secretary, phone, place, hours, about } of rows) {
    const grids = await gridsServed(tx, districtId, code)
    shown.push({ code, name, kind: v.parse(BranchKind, kind), secretary, phone, place, hours, about, grids })
  }
  return shown
}
