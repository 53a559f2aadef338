import type { WhistleRow } from '@doorstep/contract/whistles/views'
import { isRunning, wasBroken } from '../clocks/api'
import { gridRows, unitsOf } from '../grids/api'
import type { Acting } from '../platform/context/call'
import { partiesToCall } from './access'
import type { StoredCall, StoredWhistle } from './whistles-store'

/** Returns whether any time of a unit's call is over, whatever runs now. */
export const isLate = ({ clocks }: StoredCall, now: Date): boolean => clocks.some((held) => wasBroken(held, now))

/** Returns the end of the clock of a call that runs; null where none does. */
const runningUntil = ({ clocks }: StoredCall): Date | null =>
  clocks.filter(isRunning).reduce<Date | null>((first, { dueAt }) => (first === null || dueAt < first ? dueAt : first), null)

/** Returns whistles as lists show them to the caller. */
export async function rowsOf(acting: Acting, whistles: readonly StoredWhistle[]): Promise<WhistleRow[]> {
  const { tx, districtId, clock } = acting
  const now = clock.now()
  const units = await unitsOf(tx, districtId)
  const grids = await gridRows(
    tx,
    districtId,
    whistles.map(({ grid_code: code }) => code),
  )
  const nameOf = (code: string) => ({ code, name: units.get(code)?.name ?? code })
  return whistles.map((whistle) => {
    const {
      id,
      number,
      state,
      grid_code: gridCode,
      place,
      purpose,
      created_at: created,
      called_at: called,
      asked_units: asked,
      calls,
    } = whistle
    const mine = calls.filter((call) => partiesToCall(acting, whistle, call).includes('unit'))
    const [first] = (mine.length > 0 ? mine : calls)
      .map(runningUntil)
      .filter((due) => due !== null)
      .sort((one, other) => one.getTime() - other.getTime())
    return {
      ...{ id, number, state, place, purpose },
      gridName: grids.get(gridCode)?.name ?? '',
      at: (called ?? created).toISOString(),
      units:
        calls.length === 0
          ? asked.map((code) => ({ ...nameOf(code), state: null, overdue: false }))
          : calls.map((call) => ({ ...nameOf(call.unit_code), state: call.state, overdue: isLate(call, now) })),
      dueAt: first?.toISOString() ?? null,
    }
  })
}
