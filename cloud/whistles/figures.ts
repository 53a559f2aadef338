import type { Reply } from '@doorstep/contract/endpoints'
import { supervisingRoles } from '@doorstep/contract/roles'
import { figuresDays } from '@doorstep/contract/rules'
import type { whistleEndpoints } from '@doorstep/contract/whistles/endpoints'
import { namesOfStaff, unitsOf } from '../grids/api'
import type { Acting } from '../platform/context/call'
import { areasOf } from '../platform/process/actor'
import { dayMs } from '../platform/time/calendar'
import { figuresByCaller, figuresByUnit } from './figures-store'

type Figures = Reply<(typeof whistleEndpoints.table)['GET /v1/staff/whistle-figures']>

/** Returns what became of the calls in the caller's areas, by unit and by whoever whistled. */
export async function whistleFigures(acting: Acting): Promise<Figures> {
  const { tx, districtId, actor, clock } = acting
  const now = clock.now()
  const of = { areas: areasOf(actor, supervisingRoles), since: new Date(now.getTime() - figuresDays * dayMs), now }
  const names = await unitsOf(tx, districtId)
  const units = (await figuresByUnit(tx, districtId, of)).map(({ unit_code: code, ...counts }) => ({
    unit: { code, name: names.get(code)?.name ?? code },
    ...counts,
  }))
  const found = await figuresByCaller(tx, districtId, of)
  const staff = await namesOfStaff(
    tx,
    districtId,
    found.map(({ by_staff: code }) => code),
  )
  return { units, callers: found.map(({ by_staff: code, ...counts }) => ({ caller: { code, name: staff.get(code) ?? code }, ...counts })) }
}
