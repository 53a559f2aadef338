import type { CaseParty, RequestState } from '@doorstep/contract/requests/case'
import { openStates } from '@doorstep/contract/requests/words'
import { dispatchRoles, supervisingRoles, teamRoles } from '@doorstep/contract/roles'
import { secretariesOf } from '../../branches/api'
import { missedEnd } from '../../clocks/api'
import type { Acting } from '../../platform/context/call'
import { holds, worksFor } from '../../platform/process/actor'
import type { Case } from '../case/case-store'
import { isApprover } from '../extension/approvers'
import { pendingExtension } from '../extension/pending'
import { asksItself, isOwn } from './own'
import { undecidedOf } from '../units/parts'
import { decidersOf, hasHandler } from './people'
import { unitAtWork } from '../../grids/api'
import { ratedHandler } from '../case/guards'
import { wasTakenFrom, type ListedRequest, type StoredRequest } from '../case/requests-store'

/** The caller's access to a request. `sees` allows reading; the allowed actions follow from `as`. */
export interface CaseAccess {
  sees: boolean
  /** Whether a bad rating took it from the caller, who sees it as it was then. */
  taken: boolean
  as: CaseParty[]
}

const open: readonly RequestState[] = openStates

type Promising = Pick<ListedRequest, 'state' | 'promised_at' | 'promise_paused'>

/** Returns whether the promise that stands now has passed. */
export const promiseBroken = ({ state, promised_at: promised, promise_paused: paused }: Promising, now: Date) =>
  open.includes(state) && promised !== null && !paused && promised < now

/** 超时: returns whether any clock of what is still owed is over, whatever is promised now. */
export const isLate = (row: Promising & Pick<ListedRequest, 'late_since'>, now: Date) =>
  promiseBroken(row, now) || (open.includes(row.state) && row.late_since !== null)

/**
 * Returns the caller's access to a request. For their own request it is that of a resident only (回避), unless they filed it as staff for
 * another; one whose refusal was contested may still read it but no longer act; one from whom a bad rating took it may read what it was
 * until then, whatever other office they hold.
 */
export async function caseAccessOf(acting: Acting, row: Case): Promise<CaseAccess> {
  const { actor } = acting
  const own = isOwn(acting, row)
  if (own && asksItself(row)) return { sees: true, taken: false, as: ['requester'] }
  const requester: CaseParty[] = own ? ['requester', 'filer'] : []
  if (actor.staff === null) return { sees: own, taken: false, as: requester }
  // Whoever handles the main handles what was merged into it.
  const isHandler = row.handler_code === actor.staff.code || row.merge?.handler_code === actor.staff.code
  const secretary = await isEscalatedTo(acting, row)
  const ofTeam = holds(actor, teamRoles, row.grid_code)
  // A 举报 may be about the team: its members do not see it, whatever other office they hold, unless they handle it since an earlier version.
  const unit = row.anonymous ? null : await unitAtWork(acting.tx, acting.districtId, row.unit_code, row.grid_code)
  const units = [unit?.code, row.merge?.unit_code]
  const inUnit = units.some((code) => typeof code === 'string' && worksFor(actor, code, row.grid_code))
  const inTeam = !row.anonymous && (ofTeam || secretary || inUnit)
  const byOffice = !(row.anonymous && ofTeam)
  const dispatches = byOffice && holds(actor, dispatchRoles, row.grid_code)
  const supervises = byOffice && holds(actor, supervisingRoles, row.grid_code)
  const filed = own || row.filed_by_staff === actor.staff.code
  const isReplier = ratedHandler(row) === actor.staff.code
  // What was done again after somebody's question is asked about by another reviewer.
  const verified = row.ratings.some(({ round, recorded_by: by }) => round < row.rework && by === actor.staff?.code)
  const barred = row.excluded_handlers.includes(actor.staff.code)
  const begun = row.state !== 'submitted' && (await hasHandler(acting.tx, acting.districtId, row))
  const colleague = !isHandler && (begun || (unit !== null && !inUnit))
  const joined = row.parts.filter(({ unit_code: code }) => worksFor(actor, code, row.grid_code))
  const pending = pendingExtension(row)
  const { code, now } = { code: actor.staff.code, now: acting.clock.now() }
  const approves = pending !== undefined && (await isApprover(acting.tx, acting.districtId, row, pending, { code, now }))
  const undecided = undecidedOf(row)
  const reviews = undecided !== undefined && (await decidersOf(acting, row, undecided.reviewer_code)).includes(actor.staff.code)
  const as: CaseParty[] = [
    ...requester,
    ...(isHandler ? (['handler'] as const) : []),
    ...(inTeam && !barred ? (['team'] as const) : []),
    ...(dispatches && !barred ? (['dispatcher'] as const) : []),
    ...(supervises ? (['supervisor'] as const) : []),
    ...(colleague ? (['colleague'] as const) : []),
    ...(joined.length > 0 ? (['joined'] as const) : []),
    ...(joined.some(({ lead, ended_at }) => !lead && ended_at === null) ? (['coHandler'] as const) : []),
    ...(reviews ? (['reviewer'] as const) : []),
    ...(approves ? (['approver'] as const) : []),
    ...(isCalledBack(acting, row) && (dispatches || supervises) && !barred && !isHandler && !filed && !isReplier && !verified
      ? (['callback'] as const)
      : []),
  ]
  const sees = own || isHandler || inTeam || dispatches || supervises || joined.length > 0 || reviews || approves
  // Whoever it was taken from keeps the page of it, also where handling it was all that let them see it.
  return wasTakenFrom(row, actor.staff.code) ? { sees: true, taken: true, as: [] } : { sees, taken: false, as }
}

const staffStates: readonly RequestState[] = ['submitted', 'accepted', 'handling', 'rework']

/**
 * Returns whether it is the caller's turn, so that their page has a main button: the handler's; where nobody has it in hand, that of the team
 * or unit, and of whoever dispatches where there is neither, and for a 举报, which any of its receivers may take on. A unit that joins in has
 * its own part to do, a reviewer the dispute, and an approver the extension.
 */
export const isTurnOf = (as: readonly CaseParty[], { state, handler_code: handler, anonymous }: StoredRequest): boolean =>
  as.includes('coHandler') ||
  as.includes('reviewer') ||
  as.includes('approver') ||
  (staffStates.includes(state) &&
    (as.includes('handler') ||
      (!as.includes('colleague') && (as.includes('team') || (as.includes('dispatcher') && (anonymous || handler === null))))))

/**
 * Returns whether somebody is phoned about a request, or it is looked at by somebody else: whom it was filed for; who filed it and has not
 * said for days whether it is solved; what its finder closed. Of a 举报 nobody may know who that is.
 */
function isCalledBack({ clock }: Acting, row: StoredRequest): boolean {
  if (row.anonymous) return false
  if (row.on_behalf_sealed !== null || row.to_check) return true
  return asksItself(row) && row.state === 'replied' && row.verify_at !== null && row.verify_at <= clock.now()
}

/** Returns whether a branch secretary has joined the team, which they do once a promise to the resident is broken. */
async function isEscalatedTo({ tx, districtId, actor, clock }: Acting, row: Case): Promise<boolean> {
  if (actor.staff === null || !actor.grants.some((grant) => grant.role === 'branchSecretary')) return false
  const now = clock.now()
  if (!row.clocks.some((held) => missedEnd(held, now) !== null)) return false
  return (
    holds(actor, ['branchSecretary'], row.grid_code) ||
    (await secretariesOf(tx, districtId, row.grid_code)).some(({ code }) => code === actor.staff?.code)
  )
}
