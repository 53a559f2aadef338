import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import type { openingEndpoints } from '@doorstep/contract/openings/endpoints'
import type { serviceEndpoints } from '@doorstep/contract/services/endpoints'
import type { Community } from '../../requests/testing/requests'
import { generateSlots } from '../../services/slots/generate'
import type { ValidCall } from './valid-calls'
import { aVenue, mildRules, type TestVenue } from '../worlds/venues'

type Key =
  | keyof typeof serviceEndpoints.table
  | Extract<keyof typeof bookingEndpoints.table, `GET /v1/services/{code}${string}`>
  | keyof typeof openingEndpoints.table

/** Returns the venue with slots for some weeks, inserted at its first use. */
export function standingVenue({ app, district }: Community): () => Promise<TestVenue> {
  const make = async () => {
    const venue = await aVenue(district)
    await generateSlots(app.db, app.clock, district.id, { untilDay: '2027-01-31' })
    return venue
  }
  let made: Promise<TestVenue> | null = null
  return () => (made ??= make())
}

/** Returns the part of `validCalls` about venues and services. */
export function validServiceCalls({ app, secretary }: Community, venue: () => Promise<TestVenue>): Record<Key, () => Promise<ValidCall>> {
  const { does } = app
  let shut = 0
  const rules = { ...mildRules, horizonDays: 60 }
  const closure = { venueCode: 'V1', serviceCode: 'S-GROUP', fromDay: '2026-12-28', untilDay: '2026-12-28', reason: '装修' }
  const decision = { hits: 'keep' as const, reason: '装修' }

  const open = async (sent: ValidCall['sent'] = {}): Promise<ValidCall> => {
    await venue()
    return { who: null, sent }
  }
  const kept = async (sent: ValidCall['sent'] = {}): Promise<ValidCall> => {
    await venue()
    return { who: secretary, sent }
  }
  /** Returns a closure of a different hour each time, confirmed. */
  const agreed = async () => {
    await venue()
    shut += 1
    const mine = { ...closure, hours: { from: '09:00', to: `${10 + Math.floor(shut / 60)}:${String(shut % 60).padStart(2, '0')}` } }
    const { digest } = await does(secretary, 'POST /v1/staff/closure-checks', { body: mine })
    return { closure: mine, digest, ...decision }
  }
  const params = { code: 'S-SLOT' }
  const place = { code: 'V1' }

  return {
    'GET /v1/venues': () => open(),
    'GET /v1/services': () => open({ query: { q: '血压' } }),
    'GET /v1/services/{code}': () => open({ params }),
    'GET /v1/services/{code}/times': () => open({ params }),
    'GET /v1/services/{code}/days': () => open({ params }),
    'GET /v1/services/{code}/slots': () => open({ params, query: { day: '2026-11-24' } }),
    'GET /v1/venues/{code}/month': () => open({ params: place }),
    'GET /v1/staff/services': () => kept(),
    'POST /v1/staff/services/{code}/rule-checks': () => kept({ params: { code: 'S-GROUP' }, body: { rules } }),
    'PUT /v1/staff/services/{code}/rules': async () => {
      await venue()
      const of = { code: 'S-GROUP' }
      const { digest } = await does(secretary, 'POST /v1/staff/services/{code}/rule-checks', { params: of, body: { rules } })
      return kept({ params: of, body: { rules, digest, ...decision } })
    },
    'POST /v1/staff/closure-checks': () => kept({ body: closure }),
    'POST /v1/staff/closures': async () => kept({ body: await agreed() }),
    'GET /v1/staff/closures': () => kept({ query: { venue: 'V1' } }),
    'DELETE /v1/staff/closures/{id}': async () => {
      const { id } = await does(secretary, 'POST /v1/staff/closures', { body: await agreed() })
      return kept({ params: { id } })
    },
  }
}
