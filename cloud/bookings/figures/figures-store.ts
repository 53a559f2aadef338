import { bookingStatesWhere } from '@doorstep/contract/bookings/words'
import { ticketStatesWhere } from '@doorstep/contract/queue/words'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../platform/database/database'
import { plannedAnew } from '../../platform/database/named-statements'
import { literals } from '../../platform/database/literals'

/** A range of days of one venue, or of some of its services. */
export interface Stretch {
  districtId: number
  venueCode: string
  /** Codes of the services; null for the whole venue. */
  only: readonly string[] | null
  from: string
  until: string
  /** Slots and bookings are over when they ended before this instant. */
  now: Date
}

/** Returns the condition that a service is among those of the figures. */
const among = ({ only }: Stretch, code = 'service_code') => (only === null ? sql`true` : sql`${sql.ref(code)} = any(${[...only]})`)

const servicesOf = (of: Stretch) =>
  sql`(select code from service where district_id = ${of.districtId} and venue_code = ${of.venueCode} and ${among(of, 'code')})`

const rowsOf = async <R>(tx: Tx, query: RawBuilder<R>): Promise<R[]> => (await sql<R>`${plannedAnew}${query}`.execute(tx)).rows

export interface SlotFigures {
  service_code: string
  day: string
  /** Bookable and booked seats of all open slots, and of those that are over. */
  capacity: number
  taken: number
  over_capacity: number
  over_taken: number
}

/** Counts seats by service and day. */
export const slotFigures = (tx: Tx, of: Stretch) =>
  rowsOf(
    tx,
    sql<SlotFigures>`
      select service_code, day, sum(capacity) as capacity, sum(taken) as taken,
        coalesce(sum(capacity) filter (where ends_at <= ${of.now}), 0) as over_capacity,
        coalesce(sum(taken) filter (where ends_at <= ${of.now}), 0) as over_taken
      from slot
      where district_id = ${of.districtId} and service_code in ${servicesOf(of)}
        and day between ${of.from} and ${of.until} and state = 'open'
      group by service_code, day`,
  )

export interface BookingCounts {
  service_code: string
  day: string
  /** Bookings made; cancelled by the booker, and of these late; cancelled by the venue or by a job. */
  made: number
  cancelled: number
  cancelled_late: number
  called_off: number
  /** Bookings that are over, and the no-shows among them; excused ones are not counted. */
  over: number
  missed: number
  /** Bookings made at the counter on seats reserved for walk-ins. */
  walk_ins: number
}

const confirmed = sql.join(bookingStatesWhere((state) => state.confirmed))

/** The counts of booking outcomes, over rows of `booking`. */
export const fates = (districtId: number, now: Date) => sql`
        count(*) as made,
        count(*) filter (where state = 'cancelled' and ${byBooker(districtId)}) as cancelled,
        count(*) filter (where state = 'cancelled' and ended_at > cancel_until and ${byBooker(districtId, 'cancel')}) as cancelled_late,
        count(*) filter (where state = 'cancelled' and not ${byBooker(districtId)}) as called_off,
        count(*) filter (where state in (${confirmed}) and ends_at <= ${now}) as over,
        count(*) filter (where state = 'missed' and ends_at <= ${now}) as missed`

/** States that count as made: without released holds and declined applications. */
export const madeStates = sql`(${sql.join(bookingStatesWhere(({ made }, state) => made && state !== 'declined'))})`

/** The condition that the booker ended a booking: in any way, or by one action only. Giving back a number ends one, too. */
const byBooker = (districtId: number, did: 'cancel' | null = null) => sql`exists (
          select from booking_event
          where booking_event.district_id = ${districtId} and booking_event.booking_id = booking.id
            and booking_event.state = 'cancelled' and booking_event.by_party = 'booker'
            ${did === null ? sql`` : sql`and booking_event.did = ${did}`})`

/** Counts bookings by service and day. */
export const bookingCounts = (tx: Tx, of: Stretch) =>
  rowsOf(
    tx,
    sql<BookingCounts>`
      select service_code, day, ${fates(of.districtId, of.now)},
        count(*) filter (where walk_in and state in (${confirmed})) as walk_ins
      from booking
      where district_id = ${of.districtId} and venue_code = ${of.venueCode} and day between ${of.from} and ${of.until}
        and ${among(of)} and state in ${madeStates}
      group by service_code, day`,
  )

export interface WaitingCounts {
  service_code: string
  entries: number
  /** Entries that became a booking. */
  placed: number
}

/** Counts waiting-list entries by service. */
export const waitingCounts = (tx: Tx, of: Stretch) =>
  rowsOf(
    tx,
    sql<WaitingCounts>`
      select slot.service_code, sum(line.entries) as entries, sum(line.placed) as placed
      from slot cross join lateral (
        select count(*) as entries, count(*) filter (where waiting.state = 'taken') as placed
        from waiting where waiting.district_id = ${of.districtId} and waiting.slot_id = slot.id
      ) as line
      where slot.district_id = ${of.districtId}
        and slot.service_code in ${servicesOf(of)} and slot.day between ${of.from} and ${of.until} and slot.last_place > 0
      group by slot.service_code`,
  )

/** Counts numbers drawn without a booking, by day. */
export const walkInCounts = (tx: Tx, of: Stretch) =>
  rowsOf(
    tx,
    sql<{ day: string; count: number }>`
      select day, count(*) as count from ticket
      where district_id = ${of.districtId} and venue_code = ${of.venueCode} and day between ${of.from} and ${of.until}
        and ${among(of)} and booking_id is null and state <> 'void'
      group by day`,
  )

export interface Waits {
  /** Hour of the day in +08:00; null for all. */
  hour: number | null
  tickets: number
  served: number
  /** Median minutes from arriving, or the booked time if that was later, until being served; null when nobody was served. */
  minutes: number | null
}

/** Minutes from drawing a number, or the booked time if that was later, until being served; over `ticket` and its `booking`. */
export const minutesWaited = sql`case when ticket.state in ${literals(ticketStatesWhere(({ served }) => served))} then
            greatest(0, extract(epoch from coalesce(ticket.served_at, ticket.called_at)
              - greatest(ticket.drawn_at, coalesce(booking.starts_at, ticket.drawn_at))) / 60)::float8 end`

/** Returns waiting times by the hour of drawing and in all. */
export const waits = (tx: Tx, of: Stretch) =>
  rowsOf(
    tx,
    sql<Waits>`
      select hour, count(*) as tickets, count(minutes) as served,
        percentile_cont(0.5) within group (order by minutes) as minutes
      from (
        select extract(hour from ticket.drawn_at at time zone 'Asia/Shanghai')::int as hour,
          ${minutesWaited} as minutes
        from ticket left join booking
          on booking.district_id = ${of.districtId} and booking.id = ticket.booking_id
          and booking.venue_code = ${of.venueCode} and booking.day between ${of.from} and ${of.until}
        where ticket.district_id = ${of.districtId} and ticket.venue_code = ${of.venueCode}
          and ticket.day between ${of.from} and ${of.until} and ${among(of, 'ticket.service_code')}
      ) as waited
      group by grouping sets ((hour), ())
      order by hour`,
  )

/** Returns the names of a venue's services, retired ones included, in the district's order. */
export const serviceNames = (tx: Tx, of: Stretch) =>
  tx
    .selectFrom('service')
    .where('district_id', '=', of.districtId)
    .where('venue_code', '=', of.venueCode)
    .where(sql<boolean>`${among(of, 'code')}`)
    .select(['code', 'name', 'retired_at'])
    .orderBy('sort')
    .orderBy('code')
    .execute()
