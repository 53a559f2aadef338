import { BranchKind, type Branch, type branchEndpoints } from '@doorstep/contract/branches'
import type { Parsed } from '@doorstep/contract/endpoints'
import * as v from 'valibot'
import { initialsOf } from '../grids/api'
import type { Actor, Visitor } from '../platform/process/actor'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { normalise } from '../platform/search/normalise'
import type { StoredBranch } from './branches'
import { branchesInUse, gridsServed } from './branch-look-ups'

type Table = typeof branchEndpoints.table
type Looking = Pick<Acting<Actor | Visitor>, 'tx' | 'districtId'>

/**
 * Returns branches found by name, place or the name's pinyin initials. A district has hundreds of branches at most, so words are matched
 * here.
 */
export async function branches(call: Looking, { grid, q }: Parsed<Table['GET /v1/branches']>['query']): Promise<{ rows: Branch[] }> {
  const live = await branchesInUse(call.tx, call.districtId, grid ?? null)
  const asked = normalise(q ?? '')
  const found = live.filter(({ name, place }) =>
    [normalise(name), normalise(place), initialsOf(name)].some((words) => words.includes(asked)),
  )
  return { rows: await views(call, found) }
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
