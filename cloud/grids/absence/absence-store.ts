import { expressionBuilder, type Expression } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import type { Tx } from '../../platform/database/database'
import { jsonInstant } from '../../platform/database/json'
import type { DB } from '../../platform/database/schema'

/** An absence from a grid, which has a stand-in always. */
export interface AbsenceFact {
  id: string
  gridCode: string
  staffCode: string
  standInCode: string
  from: Date
  /** Exclusive. */
  until: Date
}

const columns = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('absence')
    .where('district_id', '=', districtId)
    .select([
      'id',
      'grid_code as gridCode',
      'staff_code as staffCode',
      'stand_in_code as standInCode',
      'from_at as from',
      'until_at as until',
    ])
    .$narrowType<{ gridCode: string; standInCode: string }>()

/** Returns absences in grids that end after `at`, current or future, ordered by start. */
export async function absencesAfter(tx: Tx, districtId: number, gridCodes: readonly string[], at: Date): Promise<AbsenceFact[]> {
  if (gridCodes.length === 0) return []
  return columns(tx, districtId).where('grid_code', 'in', gridCodes).where('until_at', '>', at).orderBy('from_at').orderBy('id').execute()
}

const JsonAbsences = v.array(
  v.object({
    id: v.string(),
    gridCode: v.string(),
    staffCode: v.string(),
    standInCode: v.string(),
    from: jsonInstant,
    until: jsonInstant,
  }),
)

/** Selects as JSON what `absencesAfter` returns of the grid of each row, for a statement that selects something else as well. */
export const absencesIn = (districtId: number, grid: Expression<string>, at: Date) =>
  jsonArrayFrom(
    expressionBuilder<DB>()
      .selectFrom('absence')
      .where('absence.district_id', '=', districtId)
      .where('absence.grid_code', '=', grid)
      .where('absence.until_at', '>', at)
      .select([
        'absence.id',
        'absence.grid_code as gridCode',
        'absence.staff_code as staffCode',
        'absence.stand_in_code as standInCode',
        'absence.from_at as from',
        'absence.until_at as until',
      ])
      .orderBy('absence.from_at')
      .orderBy('absence.id'),
  )

/** A time somebody is away, as JSON has it. */
export const AwayTime = v.object({ staff_code: v.string(), from_at: jsonInstant, until_at: jsonInstant })
type AwayTime = v.InferOutput<typeof AwayTime>

/** Returns the time of an absence as a row of these. */
export const awayTime = ({ staffCode, from, until }: AbsenceFact): AwayTime => ({ staff_code: staffCode, from_at: from, until_at: until })

/** Selects as JSON the times from `after` on in which staff of a grid or of one of these units are away. */
export const absencesAround = (
  districtId: number,
  { grid, units, after }: { grid: Expression<string>; units: readonly Expression<string | null>[]; after: Expression<Date> },
) =>
  jsonArrayFrom(
    expressionBuilder<DB>()
      .selectFrom('absence')
      .where('absence.district_id', '=', districtId)
      .where('absence.until_at', '>', after)
      .where((absence) =>
        absence.or([absence('absence.grid_code', '=', grid), ...units.map((unit) => absence('absence.unit_code', '=', unit))]),
      )
      .select(['absence.staff_code', 'absence.from_at', 'absence.until_at']),
  )

/** Returns whether somebody is away at `at`. */
export const isAway = (times: readonly AwayTime[], staffCode: string, at: Date): boolean =>
  times.some(({ staff_code: code, from_at: from, until_at: until }) => code === staffCode && from <= at && at < until)

/** Reads what `absencesIn` selected. */
export const readAbsences = (selected: unknown): AbsenceFact[] => v.parse(JsonAbsences, selected)

/** Returns those of `staffCodes` who are absent at some time between two instants. */
export async function awayBetween(
  tx: Tx,
  districtId: number,
  staffCodes: readonly string[],
  { from, until }: Pick<AbsenceFact, 'from' | 'until'>,
): Promise<Set<string>> {
  if (staffCodes.length === 0) return new Set()
  const rows = await tx
    .selectFrom('absence')
    .where('district_id', '=', districtId)
    .select('staff_code')
    .where('staff_code', 'in', [...new Set(staffCodes)])
    .where('from_at', '<', until)
    .where('until_at', '>', from)
    .execute()
  return new Set(rows.map(({ staff_code: code }) => code))
}
