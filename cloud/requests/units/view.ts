import type { RequestAction } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { unitKindNames } from '@doorstep/contract/units'
import { wasBroken } from '../../clocks/api'
import { isDutyOf } from '../../dispatch/api'
import { nameOfStaff, staffOfUnit, unitsOf } from '../../grids/api'
import type { Acting } from '../../platform/context/call'
import type { Case } from '../case/case-store'
import { sideOf } from '../case/rows'
import { categoryByCode } from '../filing/categories'
import { isLate } from './parts'
import { dispatchedBy, endings } from '@doorstep/contract/dispatch'

type Views = Pick<RequestDetail, 'parts' | 'units'>

export const withoutUnits: Views = { parts: [], units: [] }

/** Returns the units of a request and what the caller may do with them. The resident reads which units work on it, and not why. */
export async function unitViews(acting: Acting, row: Case, possible: readonly RequestAction[]): Promise<Views> {
  const { tx, districtId } = acting
  const now = acting.clock.now()
  const toHer = sideOf(acting, row) === 'requester'
  const names = await unitsOf(tx, districtId)
  const parts: Views['parts'] = []
  for (const part of row.parts) {
    const due = part.clocks.at(-1)
    const deciding = part.decision_clocks.at(-1)
    const reviewer = part.reviewer_code === null ? '' : await nameOfStaff(tx, districtId, part.reviewer_code)
    parts.push({
      id: part.id,
      unit: { code: part.unit_code, name: names.get(part.unit_code)?.name ?? part.unit_code },
      lead: part.lead,
      by: dispatchedBy.find((how) => how === part.how) ?? 'staff',
      at: part.at.toISOString(),
      reason: toHer ? '' : part.reason,
      outside: toHer ? null : part.outside,
      dueAt: due?.dueAt.toISOString() ?? null,
      rule: due?.rule ?? '',
      overdue: isLate(part, now),
      ended: endings.find((why) => why === part.ended_why) ?? null,
      endedAt: part.ended_at?.toISOString() ?? null,
      words: toHer ? '' : (part.words ?? ''),
      dispute:
        toHer || part.disputed_at === null
          ? null
          : {
              reason: part.dispute_reason ?? '',
              reviewer,
              decideBy: deciding?.dueAt.toISOString() ?? null,
              overdue: deciding !== undefined && wasBroken(deciding, now),
              decision: part.decision === 'kept' || part.decision === 'moved' ? part.decision : null,
              why: part.decision_reason ?? '',
            },
    })
  }
  const chooses = possible.includes('dispatch') || possible.includes('decide')
  return { parts, units: chooses ? await choices(acting, row) : [] }
}

/** Returns the units at work in the request's grid, those first whose duty it is. */
async function choices({ tx, districtId, clock }: Acting, row: Case): Promise<Views['units']> {
  const category = await categoryByCode(tx, districtId, row.category_code)
  const matter = { kind: row.kind, category: row.category_code, grid: row.grid_code }
  const found: Views['units'] = []
  for (const { code, name, kind, retired } of (await unitsOf(tx, districtId)).values()) {
    if (retired || (await staffOfUnit(tx, districtId, code, row.grid_code)).length === 0) continue
    const isDuty = await isDutyOf(tx, districtId, code, matter, category?.department_code ?? null, clock.now())
    found.push({ code, name, kind: unitKindNames[kind], isDuty })
  }
  return found.sort((one, other) => Number(other.isDuty) - Number(one.isDuty))
}
