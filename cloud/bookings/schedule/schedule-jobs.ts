import { firstReminderHours, lastReminderHours } from '@doorstep/contract/rules'
import { day, id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { CoreContext, RuleContext } from '../../platform/context/call'
import { enqueue, enqueueAll, type Planned } from '../../platform/jobs/outbox'
import { hourMs, instantOf, minuteMs } from '../../platform/time/calendar'
import { addDutyMinutes, dutyMsBetween } from '../../platform/time/duty-hours'
import { timeMark } from '../../platform/time/words'
import { decideAtOf } from '../../services/api'
import type { StoredBooking } from '../core/bookings-store'
import type { LoadedBooking } from '../core/loaded-booking'
import { managersOf } from '../core/managers'
import { graceEnd } from '../core/moments'
import { bookingSummary, notifyStaff } from '../core/notify'

/** The jobs of a booking and when they run; each is handled in its own file (see `bookings/jobs.ts`). */

export const approvalJob = 'bookings.approval'
export const ApprovalJob = v.object({ bookingId: id, approveBy: instant, what: v.picklist(['half', 'end']) })
export type ApprovalDeadline = v.InferOutput<typeof ApprovalJob>

export const reminderJob = 'bookings.remind'
const hoursBefore = [firstReminderHours, lastReminderHours]
export const ReminderJob = v.object({ bookingId: id, startsAt: instant, hours: v.picklist(hoursBefore) })
export type Reminder = v.InferOutput<typeof ReminderJob>

export const missJob = 'bookings.miss'
export const MissJob = v.object({ bookingId: id, startsAt: instant })

export const visitEndJob = 'bookings.visitEnd'
export const VisitEndJob = v.object({ bookingId: id, day })

export const minimumJob = 'bookings.minimum'
export const MinimumJob = v.object({ slotId: id, decideAt: instant })

/**
 * Schedules the jobs of a booking; called when it is booked, applied for, approved or moved. Every job reads the booking again and does
 * nothing when its time or state has changed, so jobs are never cancelled.
 */
export async function scheduleJobs(context: RuleContext, booking: LoadedBooking): Promise<void> {
  if (booking.row.state === 'pending') await scheduleApproval(context, booking)
  if (booking.row.state === 'booked') {
    await scheduleReminders(context, booking.row)
    await scheduleNoShow(context, booking)
    await scheduleVisitEnd(context, booking.row)
  }
  await scheduleMinimum(context, booking)
}

/** Notifies the venue's staff of a booking that waits for approval, and schedules a second notification at half the time, and the end. */
async function scheduleApproval(context: RuleContext, booking: LoadedBooking): Promise<void> {
  const { tx, districtId, clock } = context
  const { row, venue } = booking
  const end = row.approve_by
  if (end === null) throw new Error('A booking that waits for a yes without an end')
  const now = clock.now()
  const halfMinutes = Math.floor(dutyMsBetween(now, end, venue.hours) / minuteMs / 2)
  const half = halfMinutes === 0 ? end : addDutyMinutes(now, halfMinutes, venue.hours)
  const approveBy = end.toISOString()
  const planned = (what: ApprovalDeadline['what'], dueAt: Date) => ({
    districtId,
    kind: approvalJob,
    key: `${row.id}:${what}:${approveBy}`,
    payload: { bookingId: row.id, approveBy, what } satisfies ApprovalDeadline,
    dueAt,
  })
  await enqueueAll(tx, [...(half < end ? [planned('half', half)] : []), planned('end', end)])
  await askForApproval(context, booking, '有预约等您确认', `ask:${row.starts_at.toISOString()}:${approveBy}`)
}

/** Notifies the venue's managers of a booking that waits for approval, and of its deadline. */
export async function askForApproval(
  context: RuleContext,
  { row, service, venue }: LoadedBooking,
  title: string,
  about: string,
): Promise<void> {
  const { tx, districtId } = context
  const by = row.approve_by === null ? '' : `，请确认，时限${timeMark(row.approve_by)}，到时没有确认就自动取消`
  const managers = await managersOf(tx, districtId, venue, service)
  await notifyStaff(context, row, managers, { title, text: `${bookingSummary(row)}${by}` }, about)
}

/** Schedules the reminders of a booking's current time; past ones are not sent. */
async function scheduleReminders(
  { tx, districtId, clock }: RuleContext,
  { id: bookingId, starts_at: start }: StoredBooking,
): Promise<void> {
  const now = clock.now()
  const startsAt = start.toISOString()
  const planned = hoursBefore
    .map((hours) => ({ hours, dueAt: new Date(start.getTime() - hours * hourMs) }))
    .filter(({ dueAt }) => dueAt > now)
  const asJob = ({ hours, dueAt }: (typeof planned)[number]) => ({
    districtId,
    kind: reminderJob,
    key: `${bookingId}:${startsAt}:${hours}`,
    payload: { bookingId, startsAt, hours } satisfies Reminder,
    dueAt,
  })
  await enqueueAll(tx, planned.map(asJob))
}

/** Schedules the end of the grace; not for home visits, where the resident waits for the helper and cannot be late. */
export async function scheduleNoShow({ tx, districtId }: RuleContext, booking: LoadedBooking): Promise<void> {
  const { row } = booking
  if (row.way === 'home') return
  const dueAt = graceEnd(booking)
  const startsAt = row.starts_at.toISOString()
  const key = `${row.id}:${startsAt}:${dueAt.toISOString()}`
  await enqueue(tx, { districtId, kind: missJob, key, payload: { bookingId: row.id, startsAt }, dueAt })
}

/** Schedules the end of a home visit's day, which no queue ends, so that the resident does not wait on. */
async function scheduleVisitEnd({ tx, districtId }: RuleContext, { id: bookingId, way, day: on }: StoredBooking): Promise<void> {
  if (way !== 'home') return
  const payload = { bookingId, day: on } satisfies v.InferOutput<typeof VisitEndJob>
  await enqueue(tx, { districtId, kind: visitEndJob, key: `${bookingId}:${on}`, payload, dueAt: instantOf(on, '24:00') })
}

/** Schedules the decision whether a group activity takes place, once per slot; does nothing when its time is past. */
async function scheduleMinimum(context: RuleContext, { row, service }: LoadedBooking): Promise<void> {
  const decideAt = decideAtOf(service.rules, row)
  if (decideAt !== null && decideAt > context.clock.now()) await enqueue(context.tx, plannedDecision(context, row.slot_id, decideAt))
}

/** Returns the job that decides about a slot at an instant. */
export function plannedDecision({ districtId }: Pick<CoreContext, 'districtId'>, slotId: string, at: Date): Planned {
  const decideAt = at.toISOString()
  return { districtId, kind: minimumJob, key: `${slotId}:${decideAt}`, payload: { slotId, decideAt }, dueAt: at }
}
