import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../platform/database'

/** A stretch of days of one place. */
export interface Stretch {
  districtId: number
  venueCode: string
  from: string
  until: string
  /** Slots and bookings are over when they ended by now. */
  now: Date
}

const servicesOf = ({ districtId, venueCode }: Stretch) =>
  sql`(select code from service where district_id = ${districtId} and venue_code = ${venueCode})`

const rowsOf = async <R>(tx: Tx, query: RawBuilder<R>): Promise<R[]> => (await query.execute(tx)).rows

export interface SlotFigures {
  service_code: string
  day: string
  /** Bookable and booked places of all open slots, and of those that are over. */
  capacity: number
  taken: number
  over_capacity: number
  over_taken: number
}

/** Places by service and day. */
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
  /** Bookings that were made, and those called off or cancelled since. */
  made: number
  cancelled: number
  /** Those whose time is over, and those of them who did not come; an excused one is not counted against anybody. */
  over: number
  missed: number
  /** Booked at the counter on places kept for people who just come. */
  walk_ins: number
}

/** Bookings by service and day. */
export const bookingCounts = (tx: Tx, of: Stretch) =>
  rowsOf(
    tx,
    sql<BookingCounts>`
      select service_code, day, count(*) as made,
        count(*) filter (where state = 'cancelled') as cancelled,
        count(*) filter (where state in ('booked', 'arrived', 'done', 'missed', 'excused') and ends_at <= ${of.now}) as over,
        count(*) filter (where state = 'missed' and ends_at <= ${of.now}) as missed,
        count(*) filter (where walk_in and state in ('booked', 'arrived', 'done', 'missed', 'excused')) as walk_ins
      from booking
      where district_id = ${of.districtId} and venue_code = ${of.venueCode} and day between ${of.from} and ${of.until}
        and state in ('pending', 'booked', 'arrived', 'done', 'missed', 'excused', 'cancelled')
      group by service_code, day`,
  )

export interface WaitingCounts {
  service_code: string
  entries: number
  /** Entries that became a booking. */
  placed: number
}

/** Waiting-list entries by service. */
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

/** Numbers drawn without a booking, by day. */
export const walkInCounts = (tx: Tx, of: Stretch) =>
  rowsOf(
    tx,
    sql<{ day: string; count: number }>`
      select day, count(*) as count from ticket
      where district_id = ${of.districtId} and venue_code = ${of.venueCode} and day between ${of.from} and ${of.until}
        and booking_id is null and state <> 'void'
      group by day`,
  )

export interface Waits {
  /** Hour of the day in +08:00; null for all. */
  hour: number | null
  tickets: number
  served: number
  /** Median minutes from arriving, or the booked time if that was later, until being served; null when nobody was. */
  minutes: number | null
}

/** How long people waited, by the hour of drawing and in all. */
export const waits = (tx: Tx, of: Stretch) =>
  rowsOf(
    tx,
    sql<Waits>`
      select hour, count(*) as tickets, count(minutes) as served,
        percentile_cont(0.5) within group (order by minutes) as minutes
      from (
        select extract(hour from ticket.drawn_at at time zone 'Asia/Shanghai')::int as hour,
          case when ticket.state in ('serving', 'done') then
            greatest(0, extract(epoch from coalesce(ticket.served_at, ticket.called_at)
              - greatest(ticket.drawn_at, coalesce(booking.starts_at, ticket.drawn_at))) / 60)::float8 end as minutes
        from ticket left join booking
          on booking.district_id = ${of.districtId} and booking.id = ticket.booking_id
          and booking.venue_code = ${of.venueCode} and booking.day between ${of.from} and ${of.until}
        where ticket.district_id = ${of.districtId} and ticket.venue_code = ${of.venueCode}
          and ticket.day between ${of.from} and ${of.until}
      ) as waited
      group by grouping sets ((hour), ())
      order by hour`,
  )

/** Names of a place's services, given up or not, in the district's order. */
export const serviceNames = (tx: Tx, { districtId, venueCode }: Stretch) =>
  tx
    .selectFrom('service')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .select(['code', 'name', 'retired_at'])
    .orderBy('sort')
    .orderBy('code')
    .execute()
