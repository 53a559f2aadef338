import { wasBroken } from '../../clocks/api'
import type { Tx } from '../../platform/database/database'
import type { StoredRequest } from '../case/requests-store'
import { hasHandler, streetOf, supervisorsOf, unitHeadsOf } from '../people/people'
import type { StoredExtension } from './extension-store'

type Asked = Pick<StoredRequest, 'unit_code' | 'grid_code' | 'anonymous' | 'handler_code' | 'excluded_handlers'>

/**
 * Returns who may decide an extension, by level: the heads of the unit that has the request, the street's administrators over the grid, the
 * supervisors. Never who asked, who works on it or had it before; of a 举报 nobody of the team it may be about.
 */
export async function approverLevels(tx: Tx, districtId: number, row: Asked, askedBy: string | null): Promise<string[][]> {
  const never = [askedBy, row.handler_code, ...row.excluded_handlers]
  const levels = [await unitHeadsOf(tx, districtId, row), await streetOf(tx, districtId, row), await supervisorsOf(tx, districtId, row)]
  return levels.map((codes) => codes.filter((code) => !never.includes(code))).filter((codes) => codes.length > 0)
}

/**
 * Returns whether somebody decides an extension: whose turn it is; once its time is over, or they are not there any more, everybody who
 * could have been asked.
 */
export async function isApprover(
  tx: Tx,
  districtId: number,
  row: Asked,
  pending: StoredExtension,
  { code, now }: { code: string; now: Date },
): Promise<boolean> {
  const { approver_code: approver, asked_by: askedBy, clocks } = pending
  const able = (await approverLevels(tx, districtId, row, askedBy)).flat()
  if (code === approver) return able.includes(code)
  const free = clocks.some((held) => wasBroken(held, now)) || !(await hasHandler(tx, districtId, { handler_code: approver }))
  return (free || !able.includes(approver)) && able.includes(code)
}
