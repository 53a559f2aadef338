import { isBad } from '@doorstep/contract/ratings'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { markTargetRead } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import {
  actingAs,
  caseAccessOf,
  caseRunner,
  caseSubject,
  clocksBefore,
  deleteRating,
  detailOf,
  dropRemedy,
  lockedCase,
  notifyRequestSockets,
  notifyStaff,
  ratingThatCounts,
  scheduleClosing,
  supervisorsOf,
  transitionRequest,
  updateRating,
  workingOn,
  type Case,
  isOwn,
} from '../requests/api'

/**
 * Takes the caller's last tap back (点错了): the request is as it was before, its handler, promises and clocks, too, and the timeline says so.
 * A tap that rated it leaves it unrated; one that added 没解决 leaves that unanswered. Throws `takeBackOver` when the minutes are over or
 * somebody has taken on what it led to, and `notNow` when nothing was tapped.
 */
export async function takeBack(acting: Acting, id: string): Promise<RequestDetail> {
  const { tx, districtId } = acting
  const row = await lockedCase(tx, districtId, id)
  if (row === null || !isOwn(acting, row)) throw problem('notFound')
  const { as } = await caseAccessOf(acting, row)
  await caseRunner.check(caseSubject(acting, row, { as }), 'takeBack')
  const rating = ratingThatCounts(row)
  const before = rating?.before ?? null
  if (rating === undefined || before === null) throw problem('takeBackOver')
  const by = await actingAs(acting, row, 'takeBack', ['requester'])
  const after = await transitionRequest(acting, row, {
    action: 'takeBack',
    as,
    by,
    content: { round: rating.round },
    changes: {
      handler_code: before.handler_code,
      unit_code: before.unit_code,
      excluded_handlers: JSON.stringify(before.excluded_handlers),
      rework: before.rework,
      outcome: before.outcome,
      rate_by: before.rate_by,
      to_call: before.to_call,
    },
    restored: { clocks: clocksBefore(row.clocks, before), closedAt: before.closed_at },
  })
  if (after.state === 'replied') await scheduleClosing(acting, after)
  const open = { solved: null, before: null, tapped_at: null }
  if (before.rated) await updateRating(tx, districtId, rating.id, open)
  else await deleteRating(tx, districtId, rating.id)
  await dropRemedy(tx, districtId, { requestId: id, round: rating.round })
  if (isBad(rating)) await tellTakenBack(acting, row, after)
  await notifyRequestSockets(acting, after, row)
  await markTargetRead(acting, { kind: 'request', id })
  const ratings = row.ratings.flatMap((one) => (one.id === rating.id ? (before.rated ? [{ ...one, ...open }] : []) : [one]))
  return detailOf(acting, { ...after, ratings, remedies: after.remedies.filter(({ round }) => round !== rating.round) })
}

/**
 * Tells those who were told that it is to be handled again that it is not, and the author of the reply that it is with them again, and no
 * more: they are kept out by the request as it stood reopened (`row`), whatever else they are (a receiver of a 举报, a supervisor).
 */
async function tellTakenBack(acting: Acting, row: Case, after: Case): Promise<void> {
  const supervisors = await supervisorsOf(acting.tx, acting.districtId, after)
  const text = `${after.number} ${after.title}`
  const told = [...(await workingOn(acting, row)), ...supervisors]
  await notifyStaff(acting, row, told, { kind: 'state', title: '评价收回了，不用重新办理', text }, `back:${after.last_seq}`)
  if (after.anonymous) return
  await notifyStaff(acting, after, [after.handler_code], { kind: 'state', title: '一件诉求回到您这里', text }, `returned:${after.last_seq}`)
}
