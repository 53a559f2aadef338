import { BranchKind, type Branch, type branchEndpoints } from '@doorstep/contract/branches'
import type { Parsed } from '@doorstep/contract/endpoints'
import * as v from 'valibot'
import { initialsOf, normalise } from '../grids/api'
import type { Actor, Visitor } from '../platform/process/actor'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import * as store from './branches-store'

type Table = typeof branchEndpoints.table
type Looking = Pick<Acting<Actor | Visitor>, 'tx' | 'districtId'>
type Stored = Awaited<ReturnType<typeof store.liveBranches>>[number]

/**
 * Returns branches found by name, place or the name's pinyin initials. A district has hundreds of branches at most, so words are matched
 * here.
 */
export async function branches(call: Looking, { grid, q }: Parsed<Table['GET /v1/branches']>['query']): Promise<{ rows: Branch[] }> {
  const live = await store.liveBranches(call.tx, call.districtId, grid ?? null)
  const asked = normalise(q ?? '')
  const found = live.filter(({ name, place }) =>
    [normalise(name), normalise(place), initialsOf(name)].some((words) => words.includes(asked)),
  )
  return { rows: await views(call, found) }
}

export async function branch(call: Looking, code: string): Promise<Branch> {
  const live = (await store.branchesByCode(call.tx, call.districtId, [code])).filter((row) => row.retired_at === null)
  const [shown] = await views(call, live)
  if (shown === undefined) throw problem('notFound')
  return shown
}

async function views({ tx, districtId }: Looking, rows: readonly Stored[]): Promise<Branch[]> {
  const grids = await store.gridsOfBranches(
    tx,
    districtId,
    rows.map(({ code }) => code),
  )
  return rows.map(({ code, name, kind, secretary, phone, place, hours, about }) => ({
    code,
    name,
    kind: v.parse(BranchKind, kind),
    secretary,
    phone,
    place,
    hours,
    about,
    grids: grids.filter((grid) => grid.branch === code).map((grid) => ({ code: grid.code, name: grid.name })),
  }))
}
