import { isDeepStrictEqual } from 'node:util'
import type { DistrictRows, RowOf, Sheet } from '../rows/rows'

/** Rows that an import adds, changes and retires in one table. */
export interface Change<R> {
  added: R[]
  changed: { row: R; before: R; columns: string[] }[]
  retired: R[]
  unchanged: number
}

export type Difference = { [S in Sheet]: Change<RowOf<S>> }

export const sheets = [
  'area',
  'grid',
  'building',
  'department',
  'branch',
  'staff',
  'staff_role',
  'team_member',
  'category',
  'emergency',
  'synonym',
  'dispatch_rule',
  'organisation',
  'venue',
  'service',
] as const satisfies readonly Sheet[]

function compare<R extends object>(before: ReadonlyMap<string, R>, wanted: ReadonlyMap<string, R>): Change<R> {
  const change: Change<R> = { added: [], changed: [], retired: [], unchanged: 0 }
  for (const [key, row] of wanted) {
    const old = before.get(key)
    if (old === undefined) {
      change.added.push(row)
      continue
    }
    const columns = (Object.keys(row) as (keyof R & string)[]).filter((column) => !isDeepStrictEqual(row[column], old[column]))
    if (columns.length === 0) change.unchanged += 1
    else change.changed.push({ row, before: old, columns })
  }
  for (const [key, row] of before) if (!wanted.has(key)) change.retired.push(row)
  return change
}

/** Returns the differences between the district as stored and as its files want it. */
export const difference = (stored: DistrictRows, wanted: DistrictRows): Difference => ({
  area: compare(stored.area, wanted.area),
  grid: compare(stored.grid, wanted.grid),
  building: compare(stored.building, wanted.building),
  department: compare(stored.department, wanted.department),
  branch: compare(stored.branch, wanted.branch),
  staff: compare(stored.staff, wanted.staff),
  staff_role: compare(stored.staff_role, wanted.staff_role),
  team_member: compare(stored.team_member, wanted.team_member),
  category: compare(stored.category, wanted.category),
  emergency: compare(stored.emergency, wanted.emergency),
  synonym: compare(stored.synonym, wanted.synonym),
  dispatch_rule: compare(stored.dispatch_rule, wanted.dispatch_rule),
  organisation: compare(stored.organisation, wanted.organisation),
  venue: compare(stored.venue, wanted.venue),
  service: compare(stored.service, wanted.service),
})

export const isNothing = (changes: Difference): boolean =>
  sheets.every((sheet) => changes[sheet].added.length + changes[sheet].changed.length + changes[sheet].retired.length === 0)
