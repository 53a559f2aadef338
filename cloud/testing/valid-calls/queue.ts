import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import type { counterEndpoints } from '@doorstep/contract/counter'
import type { queueEndpoints } from '@doorstep/contract/queue/endpoints'
import { minuteMs } from '../../platform/time/calendar'
import type { Community } from '../../requests/testing/requests'
import type { ValidCall } from './valid-calls'
import { signedIn } from '../people/signed-in'
import { aSlot, type TestVenue } from '../worlds/venues'

type Key =
  | keyof typeof queueEndpoints.table
  | Exclude<keyof typeof counterEndpoints.table, 'POST /v1/staff/bookings/{id}/arriveLate'>
  | Extract<
      keyof typeof bookingEndpoints.table,
      | 'GET /v1/staff/venues'
      | 'GET /v1/staff/venues/{code}/sheet'
      | 'POST /v1/staff/venues/{code}/prints'
      | 'GET /v1/prints/{code}'
      | 'GET /v1/staff/booking-figures'
      | 'GET /v1/staff/place-figures'
    >

/** Returns the part of `validCalls` about check-in, the queue, and what a venue's managers read and print. */
export function validQueueCalls(
  { app, district, member }: Community,
  venue: () => Promise<TestVenue>,
): Record<Key, () => Promise<ValidCall>> {
  const { does, clock } = app
  let slots = 0
  const params = { code: 'V1' }

  const kept = async (sent: ValidCall['sent'] = {}): Promise<ValidCall> => {
    await venue()
    return { who: member, sent }
  }
  const open = async (sent: ValidCall['sent'] = {}): Promise<ValidCall> => {
    await venue()
    return { who: null, sent }
  }
  const booked = async () => {
    const place = await venue()
    const she = await signedIn(district, 'resident')
    slots += 1
    const slotId = await aSlot(place, { startsAt: new Date(clock.now().getTime() + slots * minuteMs + 30_000), minutes: 15 })
    const { id: holdId } = await does(she, 'POST /v1/holds', { body: { slotId } })
    return { she, token: place.token, booking: await does(she, 'POST /v1/bookings', { body: { holdId } }) }
  }
  const drawn = async () => {
    const { token, services } = await venue()
    const she = await signedIn(district, 'resident')
    const { id } = await does(she, 'POST /v1/tickets', { body: { token, serviceCode: services.walkIn } })
    return { she, params: { id } }
  }
  /** Returns a request about a queue number at its own window, after some transitions. */
  const inHand = async (...before: ('serve' | 'pass')[]): Promise<ValidCall> => {
    const number = await drawn()
    slots += 1
    await does(member, 'POST /v1/staff/tickets/{id}/call', { params: number.params, body: { window: `${slots} 号窗口` } })
    for (const step of before) {
      await does(member, `POST /v1/staff/tickets/{id}/${step}` as 'POST /v1/staff/tickets/{id}/serve', { params: number.params })
    }
    return { who: member, sent: { params: number.params } }
  }

  return {
    'GET /v1/check-in-places/{token}': async () => {
      const { she, token } = await booked()
      return { who: she, sent: { params: { token } } }
    },
    'POST /v1/bookings/{id}/checkIn': async () => {
      const { she, token, booking } = await booked()
      return { who: she, sent: { params: { id: booking.id }, body: { token } } }
    },
    'POST /v1/tickets': async () => {
      const { token, services } = await venue()
      return { who: await signedIn(district, 'resident'), sent: { body: { token, serviceCode: services.walkIn } } }
    },
    'GET /v1/tickets': async () => ({ who: (await drawn()).she, sent: {} }),
    'GET /v1/tickets/{id}': async () => {
      const { she, params: of } = await drawn()
      return { who: she, sent: { params: of } }
    },
    'DELETE /v1/tickets/{id}': async () => {
      const { she, params: of } = await drawn()
      return { who: she, sent: { params: of } }
    },
    'GET /v1/venues/{code}/now-serving': async () => {
      await inHand()
      return open({ params })
    },
    'GET /v1/venues/{code}/display': () => open({ params }),
    'POST /v1/staff/venues/{code}/wall-keys': () => kept({ params }),
    'POST /v1/staff/check-ins': async () => kept({ body: { venueCode: 'V1', code: (await booked()).booking.code } }),
    'POST /v1/staff/tickets': () => kept({ body: { venueCode: 'V1', serviceCode: 'S-WALK', name: '李奶奶' } }),
    'GET /v1/staff/venues/{code}/counter': async () => {
      await inHand()
      await inHand('pass')
      return kept({ params })
    },
    'POST /v1/staff/venues/{code}/next': async () => {
      await drawn()
      return kept({ params, body: { window: '叫号窗口' } })
    },
    'POST /v1/staff/tickets/{id}/recall': () => inHand(),
    'POST /v1/staff/tickets/{id}/pass': () => inHand(),
    'POST /v1/staff/tickets/{id}/serve': () => inHand(),
    'POST /v1/staff/tickets/{id}/done': () => inHand('serve'),
    'POST /v1/staff/tickets/{id}/call': async () => kept({ params: (await drawn()).params, body: { window: '9 号窗口' } }),

    'GET /v1/staff/venues': () => kept(),
    'GET /v1/staff/venues/{code}/sheet': async () => {
      await booked()
      return kept({ params })
    },
    'POST /v1/staff/venues/{code}/prints': () => kept({ params, body: { what: 'poster' } }),
    'GET /v1/prints/{code}': async () => {
      await venue()
      const { url } = await does(member, 'POST /v1/staff/venues/{code}/prints', { params, body: { what: 'sheet' } })
      return open({ params, query: Object.fromEntries(new URL(url, 'http://here').searchParams) })
    },
    'GET /v1/staff/booking-figures': () => kept({ query: { venue: 'V1', from: '2026-11-01', until: '2026-11-30' } }),
    'GET /v1/staff/place-figures': () => kept({ query: { from: '2026-11-01', until: '2026-11-30' } }),
  }
}
