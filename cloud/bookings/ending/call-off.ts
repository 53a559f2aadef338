import type { RuleContext } from '../../platform/context/call'
import { clipped, dateAndTime, sentence, timeMark } from '../../platform/time/words'
import { endTicketOf } from '../../queue/api'
import { closeSlot, setDecided, type ServiceFact } from '../../services/api'
import type { StoredSlot } from '../../services/slots/slot-row-store'
import { notAtWindow } from '../core/at-window'
import { askToPhone } from '../core/ask-to-phone'
import { loadedBookings, type LoadedBooking } from '../core/loaded-booking'
import { bookingSummary, notifyOrPhone, notifyHelper } from '../core/notify'
import { bookedFor } from '../core/person'
import { endLapsed, endAndRelease } from '../core/seats'
import { freeTimes } from '../eligibility/free-times'
import { closeWaitingList } from '../waiting-list/waiting'
import * as store from './call-off-store'

interface Ended {
  party: 'counter' | 'system'
  staff: string | null
  reason: string
}

/** Cancels one booking on the venue's side and notifies the booker of the reason and of other free times. Its slot is locked. */
export async function callOffBooking(
  context: RuleContext,
  booking: LoadedBooking,
  { party, staff, reason }: Ended,
): Promise<LoadedBooking> {
  const { row, venue } = booking
  const step = { action: 'callOff' as const, party, staff, text: reason, changes: { reason }, quiet: true }
  const ended = await endAndRelease(context, row, step)
  if (row.state === 'arrived') await endTicketOf(context, ended, venue)
  const after = await notifyEnded(context, { ...booking, row: ended }, { title: '预约被取消，对不起', ended: '取消了', reason })
  if (after.row.to_call !== null && party === 'system') {
    const said = { title: '取消了，请打电话告诉居民', about: bookingSummary(after.row), key: `slot:${row.slot_id}:calls` }
    await askToPhone(context, after, said)
  }
  await notifyHelper(context, after.row, { title: '上门服务取消了', text: `${bookingSummary(after.row)}，不用去了` })
  return after
}

/** Declines a booking that waits for approval and notifies the booker of the reason and of other free times. Its slot is locked. */
export async function declineBooking(
  context: RuleContext,
  booking: LoadedBooking,
  { party, staff, reason }: Ended,
): Promise<LoadedBooking> {
  const step = { action: 'decline' as const, party, staff, text: reason, changes: { reason, approve_by: null }, quiet: true }
  const ended = await endAndRelease(context, booking.row, step)
  return notifyEnded(context, { ...booking, row: ended }, { title: '预约没有通过', ended: '没有约上', reason })
}

async function notifyEnded(
  context: RuleContext,
  booking: LoadedBooking,
  { title, ended, reason }: { title: string; ended: string; reason: string },
): Promise<LoadedBooking> {
  const { row, service } = booking
  const now = context.clock.now()
  const times = await otherTimes(context, booking)
  const why = sentence(clipped(reason, 80))
  const after = await notifyOrPhone(context, row, {
    title,
    text: `${bookingSummary(row)}：${why}${timesToRead(times, service)}`,
    phoneText: `您约的${row.service_name}（${dateAndTime(row.starts_at, now)}）${ended}，对不起：${why}${timesToSay(times, service, now)}`,
    about: String(row.last_seq),
  })
  return { ...booking, row: after }
}

const timesToRead = (times: readonly Date[], service: ServiceFact) => {
  if (service.retired) return '需要时请打电话问服务点'
  if (times.length === 0) return '这项服务近期没有空位了，可以打电话问服务点'
  return `当时还有空位：${times.map((at) => timeMark(at)).join('、')}，点开可以再约`
}

/** Returns the other times as text for a phone call, perhaps days later: with dates, and the offer to book at once. */
const timesToSay = (times: readonly Date[], service: ServiceFact, now: Date) => {
  if (service.retired) return '这项服务以后不办了。'
  if (times.length === 0) return '这项服务近期没有空位了。'
  return `取消时还有空位：${times.map((at) => dateAndTime(at, now)).join('、')}，要不要替您看看、约一个？`
}

/** Returns the nearest times of the same service with enough seats that are open for booking now, in order of time. */
async function otherTimes(context: RuleContext, { row, service }: LoadedBooking): Promise<Date[]> {
  const wanting = { service, person: row.person, accountId: row.account_id, ...bookedFor(row) }
  const found = await freeTimes(context, wanting, { near: row.starts_at, seats: row.seats, count: 3 })
  return found.map((slot) => slot.starts_at).sort((a, b) => a.getTime() - b.getTime())
}

/** Closes a locked slot to booking: ends its holds and notifies the waiting list and those with an offer; bookings stay. */
export async function stopSlot(context: RuleContext, slot: StoredSlot, reason: string): Promise<void> {
  const { tx, districtId } = context
  await closeSlot(tx, districtId, slot.id, reason)
  // Somebody whose offer has expired is notified of that, and not also that the slot was closed.
  await endLapsed(context, slot.id)
  const waiting = await store.openWaiting(tx, districtId, slot.id)
  for (const row of await store.openBookings(tx, districtId, slot.id)) {
    if (row.state === 'held') await endAndRelease(context, row, { action: 'release', party: 'system' })
  }
  await closeWaitingList(context, slot, waiting, clipped(reason, 80))
}

/**
 * Closes a locked slot, cancels everything in it but what a window is serving, and notifies those affected, the waiting list included. Used
 * when the appointment will not take place.
 */
export async function callOffSlot(context: RuleContext, slot: StoredSlot, off: Ended): Promise<void> {
  await stopSlot(context, slot, off.reason)
  await setDecided(context.tx, context.districtId, slot.id, null)
  const rows = await store.openBookings(context.tx, context.districtId, slot.id)
  for (const booking of await loadedBookings(context, await notAtWindow(context, rows))) await callOffBooking(context, booking, off)
}
