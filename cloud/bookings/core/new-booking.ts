import { bookingCodeDigits } from '@doorstep/contract/rules'
import type { Insertable } from 'kysely'
import { randomInt } from 'node:crypto'
import type { RuleContext } from '../../platform/context/call'
import type { Booking } from '../../platform/database/schema'
import type { ServiceFact } from '../../services/places/venues-and-services'
import type { StoredSlot } from '../../services/slots/slot-row-store'
import { insertBooking, insertEvent, type StoredBooking } from './bookings-store'

type Given = Pick<Insertable<Booking>, 'id' | 'account_id' | 'person' | 'seats' | 'state'> &
  Partial<
    Pick<
      Insertable<Booking>,
      | 'booked_by_staff'
      | 'for_sealed'
      | 'consent_id'
      | 'walk_in'
      | 'held_until'
      | 'waiting_id'
      | 'approve_by'
      | 'note'
      | 'phone_sealed'
      | 'address_sealed'
      | 'exempt'
      | 'said_address'
    >
  >

/**
 * Inserts a booking of a slot with a copy of the service's data, a code unique for that venue and day, and its first event with the text
 * `said`. Its seats are already reserved.
 */
export async function newBooking(
  { tx, districtId, clock }: RuleContext,
  { service, slot, said = '', ...given }: Given & { service: ServiceFact; slot: StoredSlot; said?: string },
): Promise<StoredBooking> {
  const now = clock.now()
  const row = {
    ...given,
    district_id: districtId,
    service_code: service.code,
    venue_code: service.venueCode,
    group_code: service.group,
    service_name: service.name,
    way: service.way,
    slot_id: slot.id,
    day: slot.day,
    starts_at: slot.starts_at,
    ends_at: slot.ends_at,
    last_seq: 1,
    created_at: now,
    updated_at: now,
  }
  const booking = await withFreeCode((code) => insertBooking(tx, { ...row, code }))
  await insertEvent(tx, {
    district_id: districtId,
    booking_id: booking.id,
    seq: 1,
    did: booking.state === 'held' ? (booking.waiting_id === null ? 'hold' : 'offer') : 'book',
    state: booking.state,
    at: now,
    by_party: given.booked_by_staff ? 'counter' : given.waiting_id ? 'system' : 'booker',
    by_staff: given.booked_by_staff ?? null,
    text: said,
  })
  return booking
}

/** Returns a random booking code (预约码). */
const newCode = (): string => String(randomInt(10 ** bookingCodeDigits)).padStart(bookingCodeDigits, '0')

/**
 * Calls `take` with `first`, then with new codes, until it returns something else than null, which says that another booking has the code:
 * with a few hundred of a million in use on a day, a second try is rare and a twentieth is never needed.
 */
export async function withFreeCode<T>(take: (code: string) => Promise<T | null>, first = newCode()): Promise<T> {
  for (let code = first, attempt = 0; attempt < 20; attempt += 1, code = newCode()) {
    const done = await take(code)
    if (done !== null) return done
  }
  throw new Error('No free booking code')
}
