import { arriveMinutes } from '@doorstep/contract/bookings/machine'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { addDutyMinutes, dutyMsBetween, type DutyHours } from '../../platform/time/duty-hours'
import { minuteMs } from '../../platform/time/calendar'
import { enqueueAll } from '../../platform/jobs/outbox'
import { timeInWords } from '../../platform/time/words'
import type { ServiceFact } from '../../services/places/venues-and-services'
import { declineBooking } from '../ending/call-off'
import type { RuleContext } from '../../platform/context/call'
import { managersOf } from '../core/managers'
import { serviceAndVenueOf } from '../core/service-and-venue'
import { lockedBooking, type StoredBooking } from '../core/bookings-store'
import { bookingSummary, notifyStaff } from '../core/notify'

export const approvalJob = 'bookings.approval'
export const ApprovalJob = v.object({ bookingId: id, approveBy: instant, what: v.picklist(['half', 'end']) })
type Deadline = v.InferOutput<typeof ApprovalJob>

/**
 * Until when staff must say yes or no: the service's duty hours from `now` at its place, at most until an hour before the booking
 * begins; null when it is booked at once.
 */
export function approveByOf(
  { rules }: Pick<ServiceFact, 'rules'>,
  { hours }: { hours: readonly DutyHours[] },
  { startsAt, now }: { startsAt: Date; now: Date },
): Date | null {
  if (rules.approval === null) return null
  const due = addDutyMinutes(now, rules.approval.hours * 60, hours)
  // Whoever asked learns it while there is still time to come.
  const last = new Date(startsAt.getTime() - arriveMinutes * minuteMs)
  return due < last ? due : last > now ? last : startsAt
}

/** Tells the place's staff that somebody waits for a yes, and plans to tell them once more at half the time, and the end. */
export async function scheduleApproval(context: RuleContext, row: StoredBooking): Promise<void> {
  const { tx, districtId, clock } = context
  const end = row.approve_by
  if (end === null) throw new Error('A booking that waits for a yes without an end')
  const now = clock.now()
  const { venue } = await serviceAndVenueOf(context, row)
  const halfMinutes = Math.floor(dutyMsBetween(now, end, venue.hours) / minuteMs / 2)
  const half = halfMinutes === 0 ? end : addDutyMinutes(now, halfMinutes, venue.hours)
  const approveBy = end.toISOString()
  const planned = (what: Deadline['what'], dueAt: Date) => ({
    districtId,
    kind: approvalJob,
    key: `${row.id}:${what}:${approveBy}`,
    payload: { bookingId: row.id, approveBy, what } satisfies Deadline,
    dueAt,
  })
  await enqueueAll(tx, [...(half < end ? [planned('half', half)] : []), planned('end', end)])
  await notifyManagers(context, row, '有预约等您确认', `ask:${row.starts_at.toISOString()}:${approveBy}`)
}

async function notifyManagers(context: RuleContext, row: StoredBooking, title: string, about: string): Promise<void> {
  const { tx, districtId, clock } = context
  const { service, venue } = await serviceAndVenueOf(context, row)
  const now = clock.now()
  const by = row.approve_by === null ? '' : `，请在${timeInWords(row.approve_by, now)} 前确认，到时没有确认会自动取消`
  await notifyStaff(
    context,
    row,
    await managersOf(tx, districtId, venue, service),
    { title, text: `${bookingSummary(row, now)}${by}` },
    about,
  )
}

/** Half the time is over: staff are told again. All of it: the place is given back, and the booker hears that nobody answered. */
export async function onApproval(context: RuleContext, { bookingId, approveBy, what }: Deadline): Promise<void> {
  const row = (await lockedBooking(context.tx, context.districtId, bookingId))?.row
  if (row?.state !== 'pending' || row.approve_by?.toISOString() !== approveBy) return
  if (what === 'half') {
    await notifyManagers(context, row, '有预约还没有确认', `half:${approveBy}`)
    return
  }
  await declineBooking(context, row, { party: 'system', staff: null, reason: '工作人员没有在约定时间内确认，对不起' })
}
