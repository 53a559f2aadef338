import { Duration } from '@doorstep/contract/requests/views'
import * as v from 'valibot'
import { unitAtWork, unitsOf, type UnitFact } from '../grids/api'
import { columns } from '../platform/database/columns'
import type { Tx } from '../platform/database/database'
import type { Part, Weighed } from '../platform/snapshot/part'
import { inSlices } from '../platform/snapshot/slices'
import { reference } from '../platform/snapshot/snapshot'
import { dayOf, type Day } from '../platform/time/calendar'

/** A row of the directory (交办目录) in use. */
export interface DirectoryRow {
  code: string
  kinds: readonly string[]
  category: string | null
  area: string
  from: Day | null
  until: Day | null
  unit: string
  others: readonly string[]
  handling: Duration | null
  atFiling: boolean
  basis: string
  edition: number
}

interface Directory extends Weighed {
  rows: readonly DirectoryRow[]
}

const Codes = v.array(v.string())

export const directoryPart: Part<Directory> = {
  name: 'dispatch',
  tables: ['dispatch_rule'],
  async load(tx, districtId) {
    const stored = await tx
      .selectFrom('dispatch_rule')
      .where('district_id', '=', districtId)
      .where('retired_at', 'is', null)
      .select(columns.dispatch_rule)
      .orderBy('code')
      .execute()
    const rows: DirectoryRow[] = []
    await inSlices(stored, (row) => {
      rows.push({
        code: row.code,
        kinds: v.parse(Codes, row.kinds),
        category: row.category_code,
        area: row.area_code,
        from: row.from_day,
        until: row.until_day,
        unit: row.unit_code,
        others: v.parse(Codes, row.co_unit_codes),
        handling: v.parse(v.nullable(Duration), row.handling),
        atFiling: row.at_filing,
        basis: row.basis,
        edition: row.edition,
      })
    })
    return { rows, bytes: rows.length * 600 }
  },
}

/** What a request is dispatched by. */
export interface Matter {
  kind: string
  category: string
  grid: string
}

const fits = ({ kinds, category, area, from, until }: DirectoryRow, matter: Matter, day: Day) =>
  (kinds.length === 0 || kinds.includes(matter.kind)) &&
  (category === null || category === matter.category) &&
  matter.grid.startsWith(area) &&
  (from === null || from <= day) &&
  (until === null || day <= until)

/** How narrow a row is: one of a category comes before one of a kind, and that before one of a smaller area or of a stretch of time. */
const narrowness = ({ kinds, category, area, from, until }: DirectoryRow) =>
  (category === null ? 0 : 1000) + (kinds.length === 0 ? 0 : 500) + area.length * 10 + (from === null && until === null ? 0 : 1)

/** Returns the row that says which unit a request goes to at `now`: the narrowest whose unit is at work; null when none does. */
export async function ruleFor(
  tx: Tx,
  districtId: number,
  matter: Matter,
  now: Date,
): Promise<{ row: DirectoryRow; unit: UnitFact } | null> {
  const { rows } = await reference(tx, districtId, directoryPart)
  const day = dayOf(now)
  const fitting = rows.filter((row) => fits(row, matter, day)).sort((a, b) => narrowness(b) - narrowness(a))
  for (const row of fitting) {
    const unit = await unitAtWork(tx, districtId, row.unit, matter.grid)
    if (unit !== null) return { row, unit }
  }
  return null
}

/** Returns whether a matter is among a unit's duties: in its list, its category's unit, or by a row of the directory. */
export async function isDutyOf(tx: Tx, districtId: number, unitCode: string, matter: Matter, categoryUnit: string | null, now: Date) {
  if (categoryUnit === unitCode || (await unitsOf(tx, districtId)).get(unitCode)?.duties.includes(matter.category)) return true
  const { rows } = await reference(tx, districtId, directoryPart)
  return rows.some((row) => fits(row, matter, dayOf(now)) && (row.unit === unitCode || row.others.includes(unitCode)))
}

/** Returns why a row of the directory gave a request to a unit, in words for the staff. */
export const reasonOf = ({ code, edition, basis }: DirectoryRow, { name }: UnitFact) =>
  `交办目录 ${code}（第 ${edition} 版）：${basis}，交给${name}`
