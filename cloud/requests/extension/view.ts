import type { Extension } from '@doorstep/contract/requests/extension'
import type { Acting } from '../../platform/context/call'
import type { Case } from '../case/case-store'
import { sideOf } from '../case/rows'
import { bylineOf, staffLabelOf } from '../people/people'
import type { StoredExtension } from './extension-store'

const stateOf = ({ granted, ended_at: ended, ended_why: why }: StoredExtension): Extension['state'] =>
  granted !== null ? (granted ? 'granted' : 'refused') : ended === null ? 'asked' : why === 'moved' ? 'moved' : 'answered'

/** Returns the extensions of a request as the caller may see them: the resident those that were granted, and not who asked or decided. */
export async function extensionViews(acting: Acting, row: Case): Promise<Extension[]> {
  const { tx, districtId } = acting
  const toHer = sideOf(acting, row) === 'requester'
  const nameOf = async (code: string) => {
    const label = toHer ? null : await staffLabelOf(tx, districtId, code, row.grid_code)
    return label === null ? '' : bylineOf({ ...label, publicName: label.name })
  }
  const shown = row.extensions.filter(({ granted }) => !toHer || granted === true)
  return Promise.all(
    shown.map(async (one) => ({
      id: one.id,
      state: stateOf(one),
      workingDays: one.working_days,
      reason: one.reason,
      askedAt: one.asked_at.toISOString(),
      askedBy: await nameOf(one.asked_by),
      from: one.from_due.toISOString(),
      to: one.to_due.toISOString(),
      decideBy: toHer ? null : (one.clocks[0]?.dueAt.toISOString() ?? null),
      approver: await nameOf(one.decided_by ?? one.approver_code),
      decidedAt: one.decided_at?.toISOString() ?? null,
      refusal: toHer ? '' : (one.refusal ?? ''),
    })),
  )
}
