import { bookingsInSlots, notAtWindow } from '../bookings/api'
import type { StoredBooking } from '../bookings/core/bookings-store'
import type { Acting } from '../platform/context/call'
import { badField } from '../platform/process/problem'
import { dayOf, instantOf, type Day } from '../platform/time/calendar'
import { lockedServices, slotsAhead, slotsUnderWay, type ServiceFact, type StoredSlot } from '../services/api'
import type { ClosureForm, EndsToday } from './ends-today'
import type { Loss } from './slot-changes'

/** Returns the future slots that overlap a closure, with their bookings; also slots closed before that still have kept bookings. */
export async function lossesAhead(acting: Acting, services: readonly ServiceFact[], form: ClosureForm, lock: boolean): Promise<Loss[]> {
  const { tx, districtId, clock } = acting
  const now = clock.now()
  if (form.untilDay < dayOf(now)) throw badField('untilDay', '这几天已经过去了')
  if (services.length === 0) return []
  const codes = services.map(({ code }) => code)
  if (lock) await lockedServices(tx, districtId, codes)
  const ahead = await slotsAhead(tx, districtId, codes, { now, from: form.fromDay, until: form.untilDay, lock })
  const within = ahead.filter(({ day, starts_at: from, ends_at: to }) => overlaps({ from, to }, day, form.hours))
  const losses = await lossesOf(acting, form, within)
  return losses.filter(({ slot, lost }) => slot.state === 'open' || lost.length > 0)
}

/** Returns the bookings and holds of slots that a closure ends: all but of whoever a window is serving now. */
async function lossesOf(acting: Acting, form: ClosureForm, slots: readonly StoredSlot[]): Promise<Loss[]> {
  const bookingsBySlot = await bookingsInSlots(
    acting.tx,
    acting.districtId,
    slots.map(({ id }) => id),
  )
  const lost = new Set(await notAtWindow(acting, [...bookingsBySlot.values()].flat()))
  const why = form.hours === undefined ? '这一天停办' : '这个时段停办'
  return slots.map((slot) => ({ slot, lost: (bookingsBySlot.get(slot.id) ?? []).filter((row) => lost.has(row)), why, to: null }))
}

const overlaps = ({ from, to }: { from: Date; to: Date }, day: Day, hours: ClosureForm['hours']) =>
  hours === undefined || (instantOf(day, hours.from) < to && from < instantOf(day, hours.to))

/**
 * Returns the bookings of slots that have begun which a closure ends, by jobs, while the slots end as they are: of whoever has not come, and
 * of whoever waits with a number for what is not given any more today.
 */
export async function lossesUnderWay(
  acting: Acting,
  form: ClosureForm,
  { services, endsToday }: { services: readonly ServiceFact[]; endsToday: EndsToday },
): Promise<Loss[]> {
  const { tx, districtId, clock } = acting
  const now = clock.now()
  const today = dayOf(now)
  if (today < form.fromDay) return []
  const codes = services.filter(({ way }) => way === 'slot').map(({ code }) => code)
  const slots = await slotsUnderWay(tx, districtId, codes, today, now)
  const within = slots.filter(({ starts_at: from, ends_at: to }) => overlaps({ from, to }, today, form.hours))
  const isLost = ({ state, service_code: code }: StoredBooking) => state === 'booked' || (state === 'arrived' && endsToday(code))
  return (await lossesOf(acting, form, within)).map((loss) => ({ ...loss, lost: loss.lost.filter(isLost) }))
}
