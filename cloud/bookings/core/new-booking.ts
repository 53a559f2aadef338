import type { Insertable } from 'kysely'
import type { RuleContext } from '../../platform/context/call'
import type { Booking } from '../../platform/database/schema'
import type { ServiceFact } from '../../services/places/venues-and-services'
import type { StoredSlot } from '../../services/slots/slot-row-store'
import { withFreeCode } from './booking-code'
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
