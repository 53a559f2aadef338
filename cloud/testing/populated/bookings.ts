import type { Clock } from '../../platform/process/clock'
import { hashToken, newToken } from '../../platform/process/crypto'
import { dayOf, hourMs } from '../../platform/time/calendar'
import { uuidv7 } from '../../platform/process/ids'
import type { Db } from '../../platform/database/database'
import type { District } from '../district'
import { aSlot, aVenue } from '../worlds/venues'

/**
 * For tests: inserts a venue with bookings, waiting-list entries, check-ins, no-shows, queue numbers and ratings, directly into the tables.
 */
export async function populateBookings(db: Db, clock: Clock, district: District, accountId: string): Promise<void> {
  const venue = await aVenue(district)
  const now = clock.now()
  const startsAt = new Date(now.getTime() + 24 * hourMs)
  const slotId = await aSlot(venue, { startsAt, capacity: 2, walkIn: 1 })
  const own = { district_id: district.id }
  const of = { ...own, account_id: accountId }
  const [venueCode, serviceCode, day] = [venue.code, venue.services.slot, dayOf(startsAt)]

  await db
    .insertInto('closure')
    .values({
      ...own,
      id: uuidv7(),
      venue_code: venueCode,
      from_day: day,
      until_day: day,
      hours: JSON.stringify({ from: '14:00', to: '16:00' }),
      reason: '消防演练',
      by_staff: 'M1',
      created_at: now,
    })
    .execute()
  await db
    .insertInto('booker')
    .values({ ...own, person: accountId })
    .execute()
  const booking = {
    ...of,
    id: uuidv7(),
    person: accountId,
    service_code: serviceCode,
    venue_code: venueCode,
    group_code: 'health',
    service_name: '血压测量',
    way: 'slot',
    slot_id: slotId,
    day,
    starts_at: startsAt,
    ends_at: new Date(startsAt.getTime() + hourMs / 2),
    seats: 1,
    code: '004271',
    state: 'missed',
    note: '坐轮椅\n要无障碍通道',
    phone_sealed: 'v1:…',
    created_at: now,
    updated_at: now,
  }
  await db.insertInto('booking').values(booking).execute()
  await db
    .insertInto('booking_event')
    .values({ ...own, booking_id: booking.id, seq: 1, did: 'confirm', state: 'booked', at: now, by_party: 'booker' })
    .execute()
  await db.updateTable('slot').set({ taken: 1, last_place: 1 }).where('district_id', '=', district.id).where('id', '=', slotId).execute()
  await db
    .insertInto('waiting')
    .values({ ...of, id: uuidv7(), slot_id: slotId, seats: 1, place: 1, state: 'left', created_at: now, ended_at: now })
    .execute()
  await db
    .insertInto('booking_limit')
    .values({ ...of, id: uuidv7(), group_code: 'health', booking_id: booking.id, from_at: now, until_at: startsAt })
    .execute()
  await db
    .insertInto('booking_rating')
    .values({
      ...of,
      id: uuidv7(),
      booking_id: booking.id,
      venue_code: venueCode,
      service_code: serviceCode,
      satisfied: 2,
      reasons: JSON.stringify(['waited']),
      text: '等了一小时',
      at: now,
    })
    .execute()
  await db
    .insertInto('staff_feed')
    .values({
      ...own,
      id: uuidv7(),
      staff_code: 'M1',
      venue_code: venueCode,
      name: '手机日历',
      token_hash: hashToken(newToken()),
      created_at: now,
    })
    .execute()
  await db
    .insertInto('queue_day')
    .values({ ...own, venue_code: venueCode, day, queue: 'A', last: 1, calls: 1 })
    .execute()
  await db
    .insertInto('ticket')
    .values({
      ...of,
      id: uuidv7(),
      venue_code: venueCode,
      day,
      queue: 'A',
      number: 1,
      service_code: serviceCode,
      slot_id: slotId,
      booking_id: booking.id,
      state: 'void',
      drawn_at: now,
    })
    .execute()
}
