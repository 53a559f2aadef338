import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import type { counterEndpoints } from '@doorstep/contract/counter'
import type { ratingEndpoints } from '@doorstep/contract/ratings/endpoints'
import { dayOf, hourMs, instantOf, minuteMs } from '../../platform/time/calendar'
import type { Community } from '../../requests/testing/requests'
import type { ValidCall } from './valid-calls'
import { signedIn, type SignedIn } from '../people/signed-in'
import { aSlot, type TestVenue } from '../worlds/venues'

type Key =
  | Extract<
      keyof typeof bookingEndpoints.table,
      | 'POST /v1/bookings/{id}/appeal'
      | 'GET /v1/bookings/{id}/calendar'
      | 'GET /v1/staff/bookings'
      | 'POST /v1/staff/bookings'
      | `${string}/v1/staff/bookings/{id}${string}`
      | `${string}/v1/staff/feeds${string}`
      | 'GET /v1/feeds/{token}'
    >
  | Extract<keyof typeof counterEndpoints.table, 'POST /v1/staff/bookings/{id}/arriveLate'>
  | Exclude<keyof typeof ratingEndpoints.table, `POST /v1/requests/${string}` | `POST /v1/staff/requests/${string}`>

/** Start of the first slot (ms), after those of other valid calls. */
const first = instantOf('2027-03-01', '09:00').getTime()

/**
 * Returns the part of `validCalls` about bookings from the staff's side, no-shows and their appeals, calendars, and ratings of services.
 */
export function validStaffBookingCalls(
  { app, district, member, secretary }: Community,
  venue: () => Promise<TestVenue>,
): Record<Key, () => Promise<ValidCall>> {
  const { does, clock, db } = app
  let slots = 0
  const bad = { satisfied: 1, reasons: ['waited' as const] }
  const kept = (sent: ValidCall['sent'] = {}, who = member): ValidCall => ({ who, sent })
  const slot = async (kind: 'slot' | 'ask' | 'home' = 'slot') => {
    const place = await venue()
    slots += 1
    return aSlot(place, { service: place.services[kind], startsAt: new Date(first + slots * hourMs) })
  }
  const booked = async (kind: 'slot' | 'ask' | 'home' = 'slot') => {
    const she = await signedIn(district, 'resident')
    const { id: holdId } = await does(she, 'POST /v1/holds', { body: { slotId: await slot(kind) } })
    const address = kind === 'home' ? { address: '槐树里 1 号楼 301', phone: '13800000000' } : {}
    const { id, icsUrl } = await does(she, 'POST /v1/bookings', { body: { holdId, ...address } })
    return { she, params: { id }, icsUrl }
  }
  /** Returns a booking that began half an hour ago. */
  const begun = async () => {
    const of = await booked()
    const startsAt = new Date(clock.now().getTime() - 30 * minuteMs)
    await db
      .updateTable('booking')
      .set({ starts_at: startsAt, day: dayOf(startsAt) })
      .where('district_id', '=', district.id)
      .where('id', '=', of.params.id)
      .execute()
    return of
  }
  const missed = async () => {
    const of = await begun()
    await does(member, 'POST /v1/staff/bookings/{id}/miss', { params: of.params })
    return of
  }
  const appealed = async () => {
    const of = await missed()
    await does(of.she, 'POST /v1/bookings/{id}/appeal', { params: of.params, body: { text: '当时在医院陪护' } })
    return of
  }
  const served = async () => {
    const of = await begun()
    await does(member, 'POST /v1/staff/bookings/{id}/finish', { params: of.params, body: {} })
    return of
  }
  const tapped = async () => {
    const of = await served()
    await does(of.she, 'POST /v1/bookings/{id}/ratings', { params: of.params, body: { satisfied: 1 } })
    return of
  }
  const rated = async () => {
    const { she, params } = await served()
    await does(she, 'POST /v1/bookings/{id}/ratings', { params, body: bad })
    const { rows } = await does(secretary, 'GET /v1/staff/booking-ratings', { query: { view: 'owed', limit: '1' } })
    return { params: { id: rows[0]?.id } }
  }
  /** Returns a called-off booking made at the counter for a person without an account, who must be phoned. */
  const unheard = async () => {
    const body = { slotId: await slot(), name: '李奶奶', phone: '13800001111', consent: 'byPhone' as const }
    const { id } = await does(member, 'POST /v1/staff/bookings', { body })
    return does(member, 'POST /v1/staff/bookings/{id}/callOff', { params: { id }, body: { reason: '医生临时有事' } })
  }
  const feed = async () => {
    await venue()
    return does(member, 'POST /v1/staff/feeds', { body: { venue: 'V1', name: '我的手机' } })
  }
  const after = async (of: Promise<{ params: { id: string } }>, body?: object): Promise<ValidCall> => {
    const { params } = await of
    return kept({ params, ...(body === undefined ? {} : { body }) })
  }
  const hers = async (of: Promise<{ she: SignedIn; params: { id: string } }>, body?: object): Promise<ValidCall> => {
    const { she, params } = await of
    return kept({ params, ...(body === undefined ? {} : { body }) }, she)
  }

  return {
    'GET /v1/staff/odd-ratings': async () => ({ who: await signedIn(district, 'supervisor'), sent: {} }),
    'POST /v1/bookings/{id}/appeal': () => hers(missed(), { text: '当时在医院陪护' }),
    'GET /v1/bookings/{id}/calendar': async () => {
      const { params, icsUrl } = await booked()
      return { who: null, sent: { params, query: Object.fromEntries(new URL(icsUrl ?? '', 'http://here').searchParams) } }
    },
    'GET /v1/staff/bookings': async () => {
      await booked('ask')
      return kept({ query: { view: 'pending' } })
    },
    'POST /v1/staff/bookings': async () =>
      kept({ body: { slotId: await slot(), name: '李奶奶', phone: '13800001111', consent: 'byPhone', note: '腿脚不便' } }),
    'GET /v1/staff/bookings/{id}': () => after(booked('home')),
    'POST /v1/staff/bookings/{id}/approve': () => after(booked('ask'), { note: '可以' }),
    'POST /v1/staff/bookings/{id}/decline': () => after(booked('ask'), { reason: '那天停电' }),
    'POST /v1/staff/bookings/{id}/callOff': () => after(booked(), { reason: '医生临时有事' }),
    'POST /v1/staff/bookings/{id}/move': async () => after(booked(), { slotId: await slot() }),
    'POST /v1/staff/bookings/{id}/assign': () => after(booked('home'), { staffCode: 'M1' }),
    'POST /v1/staff/bookings/{id}/arriveLate': () => after(missed()),
    'POST /v1/staff/bookings/{id}/finish': () => after(begun(), { note: '血压正常' }),
    'POST /v1/staff/bookings/{id}/miss': () => after(begun()),
    'POST /v1/staff/bookings/{id}/excuse': () => after(missed(), { note: '情况属实' }),
    'POST /v1/staff/bookings/{id}/keep': () => after(appealed(), { reason: '没有凭据' }),
    'POST /v1/staff/bookings/{id}/called': async () => {
      const { id, toCall } = await unheard()
      return kept({ params: { id }, body: { said: toCall } })
    },
    'POST /v1/staff/feeds': async () => {
      await venue()
      return kept({ body: { venue: 'V1', name: '我的手机' } })
    },
    'GET /v1/staff/feeds': async () => {
      await feed()
      return kept()
    },
    'DELETE /v1/staff/feeds/{id}': async () => kept({ params: { id: (await feed()).feed.id } }),
    'GET /v1/feeds/{token}': async () => {
      const { pathname } = new URL((await feed()).url, 'http://here')
      return { who: null, sent: { params: { token: pathname.split('/').at(-1) } } }
    },

    'POST /v1/bookings/{id}/ratings': () => hers(served(), { ...bad, text: '等了一个小时' }),
    'POST /v1/bookings/{id}/ratings/add': () => hers(tapped(), { reasons: ['waited'], text: '等了一个小时' }),
    'POST /v1/bookings/{id}/ratings/takeBack': () => hers(tapped()),
    'GET /v1/staff/booking-ratings': async () => {
      await rated()
      return kept()
    },
    'POST /v1/staff/booking-ratings/{id}/answer': async () =>
      kept({ ...(await rated()), body: { text: '已经加派人手，给您道歉' } }, secretary),
  }
}
