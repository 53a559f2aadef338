import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { dutyEndpoints } from '@doorstep/contract/duty'
import { gridsOfStaff } from '../grids/api'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { casesDuring } from '../requests/api'
import { leavePeriod, unitOfActor } from './leave'
import { dueOf, nearestOf } from './leave-telling'

type Preview = (typeof dutyEndpoints.table)['GET /v1/absence-previews']

/** Returns what a leave of the caller would hand on; a 举报 is in no number. */
export async function previewLeave(call: Acting, form: Parsed<Preview>['query']): Promise<Reply<Preview>> {
  const { tx, districtId, actor, clock } = call
  const code = actor.staff?.code
  const { gridCode = null } = form
  const isTheirs =
    code !== undefined && (gridCode === null ? unitOfActor(actor) !== null : (await gridsOfStaff(tx, districtId, code)).includes(gridCode))
  if (!isTheirs) throw problem('notFound')
  const { until } = leavePeriod(form, clock.now())
  const { handedOn, staying } = await casesDuring(tx, districtId, { staffCode: code, gridCode, until })
  const nearest = nearestOf(handedOn)
  const first = handedOn.find((row) => dueOf(row).some((at) => at.getTime() === nearest?.getTime()))
  return {
    handedOn: handedOn.length,
    visits: handedOn.filter(({ steps }) => steps.some(({ kind, ended_at: ended }) => kind === 'visit' && ended === null)).length,
    nearest: first === undefined || nearest === null ? null : { number: first.number, title: first.title, at: nearest.toISOString() },
    staying: staying.length,
  }
}
