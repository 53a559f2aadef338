import { ruleWords } from '@doorstep/contract/rule-words'
import { figuresDays, fewestCounted } from '@doorstep/contract/rules'
import type { BookingFigures } from '@doorstep/contract/bookings/staff-views'
import { supervisingRoles } from '@doorstep/contract/roles'
import type { Acting } from '../../platform/context/call'
import { badField } from '../../platform/process/problem'
import { addDays, type Day } from '../../platform/time/calendar'
import { servedVenue } from '../core/served-venues'
import * as store from './figures-store'

const sum = <R>(rows: readonly R[], of: (row: R) => number) => rows.reduce((all, row) => all + of(row), 0)

/** Throws `badInput` unless it is a range of 1 to `figuresDays` days. */
export function checkStretch({ from, until }: { from: Day; until: Day }): void {
  if (until < from) throw badField('until', '结束日期要不早于开始日期')
  if (until > addDays(from, figuresDays - 1)) throw badField('until', ruleWords.figuresTooLong)
}

/**
 * Returns how a venue was used over up to `figuresDays`, or the services the caller gives there as a professional; supervisors may read it,
 * too. Throws `notFound`, and `badInput` for an invalid range of days.
 */
export async function figures(
  acting: Acting,
  { venue: code, from, until }: { venue: string; from: Day; until: Day },
): Promise<BookingFigures> {
  const { tx, districtId, clock } = acting
  const { only } = await servedVenue(acting, code, supervisingRoles)
  checkStretch({ from, until })
  const of = { districtId, venueCode: code, only, from, until, now: clock.now() }
  const slots = await store.slotFigures(tx, of)
  const bookings = await store.bookingCounts(tx, of)
  const waiting = await store.waitingCounts(tx, of)
  const walkIns = new Map((await store.walkInCounts(tx, of)).map(({ day, count }) => [day, count]))
  const waits = await store.waits(tx, of)
  const all = waits.find(({ hour }) => hour === null)
  const names = await store.serviceNames(tx, of)
  return {
    fromDay: from,
    untilDay: until,
    ...shares(slots, bookings),
    cancelled: { of: sum(bookings, (row) => row.made), count: sum(bookings, (row) => row.cancelled) },
    cancelledLate: { of: sum(bookings, (row) => row.cancelled), count: sum(bookings, (row) => row.cancelled_late) },
    calledOff: { of: sum(bookings, (row) => row.made), count: sum(bookings, (row) => row.called_off) },
    waiting: waitingShare(waiting),
    wait: all === undefined ? null : waitOf(all),
    days: daysOf(from, until).map((day) => {
      const [ofSlots, ofBookings] = [slots.filter((row) => row.day === day), bookings.filter((row) => row.day === day)]
      return {
        day,
        capacity: sum(ofSlots, (row) => row.capacity),
        booked: sum(ofSlots, (row) => row.taken),
        missed: sum(ofBookings, (row) => row.missed),
        walkIns: sum(ofBookings, (row) => row.walk_ins) + (walkIns.get(day) ?? 0),
      }
    }),
    services: names.flatMap(({ code: service, name, retired_at: retired }) => {
      const mine = <R extends { service_code: string }>(rows: readonly R[]) => rows.filter((row) => row.service_code === service)
      const [ofSlots, ofBookings, entries] = [mine(slots), mine(bookings), mine(waiting)]
      if (retired !== null && ofSlots.length + ofBookings.length + entries.length === 0) return []
      return [{ code: service, name, ...shares(ofSlots, ofBookings), waiting: waitingShare(entries) }]
    }),
    hours: waits.flatMap((row) =>
      row.hour === null ? [] : [{ hour: row.hour, tickets: row.tickets, served: row.served, minutes: medianOf(row) }],
    ),
  }
}

type Median = Pick<store.Waits, 'served' | 'minutes'>
const medianOf = ({ served, minutes }: Median) => (minutes === null || served < fewestCounted ? null : Math.round(minutes))

/** Returns the median wait and its count; null when the count is too small. */
export function waitOf(waited: Median): BookingFigures['wait'] {
  const minutes = medianOf(waited)
  return minutes === null ? null : { minutes, of: waited.served }
}

const shares = (slots: readonly store.SlotFigures[], bookings: readonly store.BookingCounts[]) => ({
  used: { of: sum(slots, (row) => row.over_capacity), count: sum(slots, (row) => row.over_taken) },
  missed: { of: sum(bookings, (row) => row.over), count: sum(bookings, (row) => row.missed) },
})

const waitingShare = (rows: readonly store.WaitingCounts[]) => ({
  of: sum(rows, (row) => row.entries),
  count: sum(rows, (row) => row.placed),
})

const daysOf = (from: Day, until: Day): Day[] => (from > until ? [] : [from, ...daysOf(addDays(from, 1), until)])
