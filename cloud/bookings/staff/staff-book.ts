import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import type { StaffBooking } from '@doorstep/contract/bookings/staff-views'
import type { Parsed } from '@doorstep/contract/endpoints'
import type { Acting } from '../../platform/context/call'
import { uuidv7 } from '../../platform/process/ids'
import { badField, problem } from '../../platform/process/problem'
import { recordConsent } from '../../requests/api'
import { loadedSlot, lockSlots, managesService } from '../../services/api'
import { newBooking } from '../core/new-booking'
import { lockPeople, personNamed, sealAddress, sealPhone, sealWho } from '../core/person'
import { reserveSeats } from '../core/seats'
import { walkInsLeft } from '../core/walk-in-store'
import { checkEligibility, slotFull, slotUnavailable, type BookingAttempt } from '../eligibility/eligibility'
import { scheduleJobs } from '../schedule/schedule-jobs'
import { staffBooking } from './staff-view'

type Form = Parsed<(typeof bookingEndpoints.table)['POST /v1/staff/bookings']>['body']

/** How the person consented, at the counter or by phone: stored in the timeline and as a consent record. */
const agreed = { inPerson: '本人当面同意', byPhone: '本人电话同意' } as const

/**
 * Books for somebody who came or called. Bookable seats are used first, then those reserved for walk-ins; no no-show ban ever follows.
 * Throws why the slot cannot be booked.
 */
export async function bookAtCounter(acting: Acting, form: Form): Promise<StaffBooking> {
  const { tx, districtId, actor } = acting
  const wanted = await loadedSlot(acting, form.slotId)
  if (wanted === null || actor.staff === null) throw problem('notFound')
  const { slot: seen, service, venue } = wanted
  if (!managesService(actor, venue, service)) throw problem('notFound')
  if (service.way === 'home' && form.address === undefined) throw badField('address', '请填写上门的地址')
  if (service.way === 'home' && form.phone === undefined) throw badField('phone', '请填写电话，上门前要联系')
  const { name, phone = null, seats } = form
  const id = uuidv7()
  const person = personNamed(acting, { name, phone, within: phone === null ? id : null })
  // A name alone is a new person each time and needs no lock.
  if (phone !== null) await lockPeople(tx, districtId, [person])
  const attempt: BookingAttempt = { ...wanted, seats, person, accountId: null, atCounter: true }
  await checkEligibility(acting, attempt)

  const slot = (await lockSlots(tx, districtId, [seen.id])).get(seen.id) ?? seen
  const changed = await slotUnavailable(acting, { ...attempt, slot })
  if (changed !== null) throw changed
  const online = await reserveSeats(acting, slot.id, seats)
  if (!online && (await walkInsLeft(tx, districtId, slot.id, acting.clock.now())) < seats)
    throw await slotFull(acting, { ...attempt, slot })
  const row = await newBooking(acting, {
    id,
    account_id: null,
    person,
    booked_by_staff: actor.staff.code,
    said: agreed[form.consent],
    service,
    slot,
    seats,
    walk_in: !online,
    state: 'booked',
    note: form.note ?? '',
    for_sealed: sealWho(acting, { name, phone, relation: '本人' }),
    phone_sealed: phone === null ? null : sealPhone(acting, phone),
    address_sealed: form.address === undefined || service.way !== 'home' ? null : sealAddress(acting, form.address),
    consent_id: await recordConsent(acting, { name, phone, relation: '本人', consent: { how: form.consent } }),
    exempt: true,
    said_address: venue.address,
  })
  const booking = { row, service, venue }
  await scheduleJobs(acting, booking)
  return staffBooking(acting, booking)
}
