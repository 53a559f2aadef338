import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import { hourMs, instantOf } from '../../platform/time/calendar'
import type { Community } from '../../requests/testing/requests'
import type { ValidCall } from './valid-calls'
import { signedIn, type SignedIn } from '../people/signed-in'
import { aSlot, type TestVenue } from '../worlds/venues'

type Key = Extract<
  keyof typeof bookingEndpoints.table,
  | 'POST /v1/holds'
  | 'DELETE /v1/holds/{id}'
  | 'POST /v1/bookings'
  | 'GET /v1/bookings'
  | 'GET /v1/bookings/{id}'
  | 'POST /v1/bookings/{id}/cancel'
  | 'POST /v1/bookings/{id}/move'
  | 'POST /v1/waiting'
  | 'GET /v1/waiting'
  | 'DELETE /v1/waiting/{id}'
>

/** Start of the first slot (ms), after those of the venue. */
const first = instantOf('2027-02-01', '09:00').getTime()

/** Returns the part of `validCalls` about bookings, from the booker's side. */
export function validBookingCalls({ app, district }: Community, venue: () => Promise<TestVenue>): Record<Key, () => Promise<ValidCall>> {
  const { does } = app
  let slots = 0
  const as = (who: SignedIn, sent: ValidCall['sent'] = {}): ValidCall => ({ who, sent })
  const resident = () => signedIn(district, 'resident')
  const slot = async (capacity = 2) => {
    slots += 1
    return aSlot(await venue(), { startsAt: new Date(first + slots * hourMs), capacity })
  }
  const held = async () => {
    const she = await resident()
    const { id } = await does(she, 'POST /v1/holds', { body: { slotId: await slot() } })
    return { she, id }
  }
  const booked = async () => {
    const { she, id: holdId } = await held()
    const { id } = await does(she, 'POST /v1/bookings', { body: { holdId } })
    return { she, params: { id } }
  }
  const full = async () => {
    const slotId = await slot(1)
    await does(await resident(), 'POST /v1/holds', { body: { slotId } })
    return slotId
  }
  const waits = async () => {
    const she = await resident()
    const { id } = await does(she, 'POST /v1/waiting', { body: { slotId: await full() } })
    return { she, params: { id } }
  }

  return {
    'POST /v1/holds': async () => as(await resident(), { body: { slotId: await slot(), seats: 1 } }),
    'DELETE /v1/holds/{id}': async () => {
      const { she, id } = await held()
      return as(she, { params: { id } })
    },
    'POST /v1/bookings': async () => {
      const { she, id: holdId } = await held()
      return as(she, { body: { holdId, note: '血压偏高', phone: '13800000000' } })
    },
    'GET /v1/bookings': async () => as((await booked()).she),
    'GET /v1/bookings/{id}': async () => {
      const { she, params } = await booked()
      return as(she, { params })
    },
    'POST /v1/bookings/{id}/cancel': async () => {
      const { she, params } = await booked()
      return as(she, { params, body: { reason: '有事' } })
    },
    'POST /v1/bookings/{id}/move': async () => {
      const { she, params } = await booked()
      return as(she, { params, body: { slotId: await slot() } })
    },
    'POST /v1/waiting': async () => as(await resident(), { body: { slotId: await full() } }),
    'GET /v1/waiting': async () => as((await waits()).she),
    'DELETE /v1/waiting/{id}': async () => {
      const { she, params } = await waits()
      return as(she, { params })
    },
  }
}
