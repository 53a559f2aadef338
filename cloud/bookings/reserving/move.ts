import type { Acting, RuleContext } from '../../platform/context/call'
import { onUnique } from '../../platform/database/database'
import { badField, problem } from '../../platform/process/problem'
import { dateAndTime, timeMark } from '../../platform/time/words'
import { cancelWindow, serviceAndVenue, slotById, type ServiceAndVenue, type StoredSlot } from '../../services/api'
import { isOwn, type StoredBooking } from '../core/bookings-store'
import { withFreeCode } from '../core/booking-code'
import { bookingRunner, bookingSubject } from '../core/guards'
import { loadedBooking, lockedBooking, type LoadedBooking } from '../core/loaded-booking'
import { approveByOf } from '../core/moments'
import { notifyHelper } from '../core/notify'
import { bookedFor, lockPeople } from '../core/person'
import { releaseSeats, reserveSeats, settleWaiting } from '../core/seats'
import { transitionBooking, type BookingTransition } from '../core/transitions'
import { checkEligibility, slotFull, slotUnavailable, type BookingAttempt } from '../eligibility/eligibility'
import { scheduleJobs } from '../schedule/schedule-jobs'

/** Moves the caller's booking to another slot of its service, within its cancel window. */
export async function move(acting: Acting, id: string, to: { slotId: string; reason?: string | undefined }): Promise<LoadedBooking> {
  const { actor } = acting
  const seen = await loadedBooking(acting, id)
  if (seen === null || !isOwn(seen.row, actor)) throw problem('notFound')
  await bookingRunner.check(bookingSubject(acting, seen.row, { as: ['booker'], where: seen }), 'move')
  return moveTo(acting, seen, {
    slotId: to.slotId,
    step: { party: 'booker', text: to.reason ?? '' },
    attempt: { accountId: actor.accountId, ...bookedFor(seen.row) },
  })
}

interface Move {
  slotId: string
  step: Pick<BookingTransition, 'party' | 'staff' | 'text'>
  /** Whose rules apply to the move: the booker's, or the counter's (`atCounter`). */
  attempt: Pick<BookingAttempt, 'accountId' | 'forOther' | 'asOrganisation' | 'atCounter'>
}

/**
 * Moves a booking: the new seats are reserved before the old ones are released, so the booker is never without one. When the service is
 * given at another venue now, the booking moves there, too. The caller has checked whose booking it is and, for the booker, the cancel
 * window. Throws why the new slot cannot be booked.
 */
export async function moveTo(context: RuleContext, booking: LoadedBooking, { slotId, step, attempt }: Move): Promise<LoadedBooking> {
  const { tx, districtId, clock } = context
  const seen = booking.row
  if (slotId === seen.slot_id) throw badField('slotId', '已经是这个时段了，请选另一个')
  await lockPeople(tx, districtId, [seen.person, ...(seen.account_id === null ? [] : [seen.account_id])])
  const aim = await slotById(tx, districtId, slotId)
  if (aim === undefined || aim.service_code !== seen.service_code) throw problem('notFound')
  const { seats, person } = seen
  const where = await whereGivenNow(context, booking)
  await checkEligibility(context, { ...attempt, ...where, slot: aim, seats, person, except: seen })

  const locked = await lockedBooking(context, seen.id, { others: [slotId] })
  const slot = locked?.slots.get(slotId)
  if (locked === null || slot === undefined) throw problem('notFound')
  const { row } = locked
  // Another transition was made meanwhile, so the checks are out of date.
  if (row.last_seq !== seen.last_seq) throw problem('notNow')
  const wanted: BookingAttempt = { ...attempt, ...where, slot, seats, person, except: row }
  const changed = await slotUnavailable(context, wanted)
  if (changed !== null) throw changed
  if ((await reserveSeats(context, slot.id, seats)) === null) throw await slotFull(context, wanted)
  const now = clock.now()
  const { service, venue } = where
  const said = venue.code === row.venue_code || row.way === 'home' ? [step.text] : [`地点改到${venue.name}`, step.text]
  const text = said.filter(Boolean).join('，')
  const after = await rescheduled(context, row, slot, {
    ...step,
    text,
    where,
    noted: movedText(row, slot, text, now),
    changes: {
      walk_in: false,
      cancel_until: cancelWindow(slot.starts_at, service.rules),
      venue_code: venue.code,
      said_address: venue.address,
      service_name: service.name,
      // An approval already given stays; one still pending gets a new deadline.
      ...(row.state === 'pending' ? { approve_by: approveByOf(service, venue, { startsAt: slot.starts_at, now }) ?? slot.starts_at } : {}),
    },
  })
  if (!row.walk_in) await releaseSeats(context, row.slot_id, seats)
  await settleWaiting(context, { ...after, waiting_id: null }, slot)
  const moved = { ...where, row: after }
  await scheduleJobs(context, moved)
  const helperText = `${after.service_name}：从${timeMark(row.starts_at)} 改到${timeMark(after.starts_at)}`
  await notifyHelper(context, after, { title: '上门服务改了时间', text: helperText })
  return moved
}

/** Returns the service and the venue where it is given now: the booking's own, unless the service has moved since. */
const whereGivenNow = async ({ tx, districtId }: RuleContext, { service, venue }: LoadedBooking): Promise<ServiceAndVenue> =>
  service.venueCode === venue.code ? { service, venue } : serviceAndVenue(tx, districtId, service.code)

/** Returns both times with full dates, and the reason. */
const movedText = (row: StoredBooking, slot: StoredSlot, reason: string, now: Date) =>
  `从 ${dateAndTime(row.starts_at, now)} 改到 ${dateAndTime(slot.starts_at, now)}${reason === '' ? '' : `：${reason}`}`

/** Makes the transition. The code stays unless another booking has it on the new day. */
function rescheduled(
  context: RuleContext,
  row: StoredBooking,
  slot: StoredSlot,
  step: Omit<BookingTransition, 'action'>,
): Promise<StoredBooking> {
  const { day, starts_at, ends_at } = slot
  const changes = { ...step.changes, slot_id: slot.id, day, starts_at, ends_at }
  // On the same day at the same venue the code is its own.
  if (day === row.day && step.changes?.venue_code === row.venue_code)
    return transitionBooking(context, row, { ...step, action: 'move', changes })
  return withFreeCode((code) => {
    return onUnique(
      context.tx,
      'booking_code',
      (tx) => transitionBooking({ ...context, tx }, row, { ...step, action: 'move', changes: { ...changes, code } }),
      () => null,
    )
  }, row.code)
}
