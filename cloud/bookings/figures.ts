import type { BookingFigures } from '@doorstep/contract/bookings'
import { venueRoles } from '@doorstep/contract/roles'
import type { Acting } from '../platform/call'
import { addDays, type Day } from '../platform/calendar'
import { badField } from '../platform/problem'
import { keptVenue } from '../services/keeps'
import * as store from './figures-store'

const longest = 92
/** A median of fewer says more about single people than about the place. */
const fewest = 5

const sum = <R>(rows: readonly R[], of: (row: R) => number) => rows.reduce((all, row) => all + of(row), 0)

/** How a place was used over up to 92 days; supervisors may read it, too. Throws `notFound`, and `badInput` for a stretch that is none. */
export async function figures(
  acting: Acting,
  { venue: code, from, until }: { venue: string; from: Day; until: Day },
): Promise<BookingFigures> {
  const { tx, districtId, clock } = acting
  await keptVenue(acting, code, [...venueRoles, 'supervisor'])
  if (until < from) throw badField('until', '结束日期要不早于开始日期')
  if (until > addDays(from, longest - 1)) throw badField('until', `一次最多看 ${longest} 天`)
  const of = { districtId, venueCode: code, from, until, now: clock.now() }
  const slots = await store.slotFigures(tx, of)
  const bookings = await store.bookingCounts(tx, of)
  const waiting = await store.waitingCounts(tx, of)
  const walkIns = new Map((await store.walkInCounts(tx, of)).map(({ day, count }) => [day, count]))
  const waits = await store.waits(tx, of)
  const all = waits.find(({ hour }) => hour === null)
  const wait = all === undefined ? null : medianOf(all)
  const names = await store.serviceNames(tx, of)
  return {
    fromDay: from,
    untilDay: until,
    ...shares(slots, bookings),
    cancelled: { of: sum(bookings, (row) => row.made), count: sum(bookings, (row) => row.cancelled) },
    waiting: waitingShare(waiting),
    wait: wait === null || all === undefined ? null : { minutes: wait, of: all.served },
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

const medianOf = ({ served, minutes }: store.Waits) => (minutes === null || served < fewest ? null : Math.round(minutes))

const shares = (slots: readonly store.SlotFigures[], bookings: readonly store.BookingCounts[]) => ({
  used: { of: sum(slots, (row) => row.over_capacity), count: sum(slots, (row) => row.over_taken) },
  missed: { of: sum(bookings, (row) => row.over), count: sum(bookings, (row) => row.missed) },
})

const waitingShare = (rows: readonly store.WaitingCounts[]) => ({
  of: sum(rows, (row) => row.entries),
  count: sum(rows, (row) => row.placed),
})

const daysOf = (from: Day, until: Day): Day[] => (from > until ? [] : [from, ...daysOf(addDays(from, 1), until)])
