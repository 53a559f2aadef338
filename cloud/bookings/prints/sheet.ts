import type { DaySheet } from '@doorstep/contract/bookings/staff-views'
import { becauseClosed } from '@doorstep/contract/openings/words'
import { ServiceWay } from '@doorstep/contract/services/views'
import * as v from 'valibot'
import type { Acting, Context } from '../../platform/context/call'
import { chinaCalendar, dayKind, dayOf, type Day } from '../../platform/time/calendar'
import { closuresFrom, venueRow, type VenueFact } from '../../services/api'
import { servedVenue, within, type Served } from '../core/served-venues'
import { staffBookingRows } from '../staff/staff-view'
import { servicesEver, sheetBookings, sheetSlots } from './sheet-store'

type Reading = Pick<Context, 'tx' | 'districtId' | 'clock' | 'deps'>

/** 当日表: returns one day of a venue, of what the caller manages there, today by default. Throws `notFound`. */
export async function readSheet(acting: Acting, code: string, day = dayOf(acting.clock.now())): Promise<DaySheet> {
  const { venue, only } = await servedVenue(acting, code)
  return daySheet(acting, venue, day, only)
}

/**
 * Returns one day of a venue: the slots of its services, and those of a service that has moved elsewhere but has a booking for this venue.
 * The caller has checked that they manage the venue.
 */
export async function daySheet(reading: Reading, venue: VenueFact, day: Day, only: Served['only'] = null): Promise<DaySheet> {
  const { tx, districtId } = reading
  const stored = (await sheetBookings(tx, districtId, venue.code, day)).filter(({ service_code: code }) => within(only, code))
  const slotOf = new Map(stored.map((row) => [row.id, row.slot_id]))
  const booked = stored.map((row) => row.service_code)
  const services = (await servicesEver(tx, districtId, venue.code, booked)).filter(({ code }) => within(only, code))
  const codes = services.map(({ code }) => code)
  const elsewhere = new Set(services.filter((service) => service.venue_code !== venue.code).map(({ code }) => code))
  const used = new Set(slotOf.values())
  const all = codes.length === 0 ? [] : await sheetSlots(tx, districtId, codes, day)
  const slots = all.filter((slot) => !elsewhere.has(slot.service_code) || used.has(slot.id))
  const bookings = await staffBookingRows(reading, stored)
  return {
    venue: venueRow(venue),
    day,
    says: await saysOf(reading, venue, day),
    services: services
      .filter(
        ({ code, way, retired_at: retired }) => (retired === null && way !== 'walkIn') || slots.some((slot) => slot.service_code === code),
      )
      .map(({ code, name, way }) => ({
        code,
        name,
        way: v.parse(ServiceWay, way),
        slots: slots
          .filter((slot) => slot.service_code === code)
          .map((slot) => ({
            id: slot.id,
            startsAt: slot.starts_at.toISOString(),
            endsAt: slot.ends_at.toISOString(),
            places: slot.capacity + slot.walk_in,
            walkIn: slot.walk_in,
            capacity: slot.capacity,
            taken: slot.taken,
            closedReason: slot.state === 'closed' ? (slot.closed_reason ?? '不开放') : null,
            waiting: slot.waiting,
            bookings: bookings.filter(({ id }) => slotOf.get(id) === slot.id),
          })),
      })),
  }
}

/** Returns the day's note: `停办：装修；停办 15:30–16:30：停电`, `国庆节`; null on an ordinary day. */
async function saysOf({ tx, districtId }: Reading, venue: VenueFact, day: Day): Promise<string | null> {
  const closures = await closuresFrom(tx, districtId, venue.code, day)
  const closed = closures.filter(({ serviceCode, fromDay }) => serviceCode === null && fromDay <= day)
  if (closed.length > 0) {
    // Closures of the whole day first, then by hour.
    const byHour = closed.sort((one, other) => (one.hours?.from ?? '').localeCompare(other.hours?.from ?? ''))
    const said = byHour.map(({ hours, reason }) => becauseClosed(reason, hours))
    return [...new Set(said)].join('；')
  }
  const { holiday, kind } = dayKind(day, chinaCalendar)
  return holiday ?? (kind === 'makeUp' ? '调休上班' : null)
}
