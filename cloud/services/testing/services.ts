import type { Sent } from '@doorstep/contract/endpoints'
import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { StaffService } from '@doorstep/contract/openings/views'
import type { openingEndpoints } from '@doorstep/contract/openings/endpoints'
import type { Impact } from '@doorstep/contract/openings/views'
import { bookingWorld, type BookingWorld } from '../../bookings/testing/bookings'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { mildRules } from '../../testing/worlds/venues'
import { generateSlots } from '../slots/generate'

type Table = typeof openingEndpoints.table
type ClosureForm = Sent<Table['POST /v1/staff/closures']>['body']['closure']
type Decision = 'keep' | 'callOff'

/** A station whose services have slots for a few weeks, with its secretary, who changes rules and closes days. */
export interface OpeningsWorld extends BookingWorld {
  secretary: SignedIn
  /** Returns the ids of the slots of a service and day, in order. */
  slotsOf: (service: string, day: string) => Promise<string[]>
  /** Returns begin, end (`09:00–09:30`) and state of the slots of a service and day, as anyone sees them. */
  dayOf: (service: string, day: string) => Promise<string[]>
  checks: (service: string, rules: Partial<OpeningRules>) => Promise<Impact>
  /** Checks and then changes the rules. */
  changes: (service: string, rules: Partial<OpeningRules>, hits?: Decision) => Promise<StaffService>
  checksClosure: (closure: ClosureForm) => Promise<Impact>
  /** Checks and then closes; returns the closure's id. */
  closes: (closure: ClosureForm, hits?: Decision) => Promise<string>
  lifts: (id: string) => Promise<void>
  /** Returns the texts of a person's notifications, newest first, after running all due jobs. */
  toldTexts: (who: SignedIn) => Promise<string[]>
}

const wall = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16)

/** Creates the world: it is Monday 2026-11-23, 9:00; weekdays 9:00–11:00 in half hours, two seats each, a horizon of three weeks. */
export async function openingsWorld(): Promise<OpeningsWorld> {
  const here = await bookingWorld()
  const { app, district, venue, rules } = here
  for (const code of Object.values(venue.services)) await rules(code, { horizonDays: 21 })
  await generateSlots(app.db, app.clock, district.id)
  const secretary = await signedIn(district, 'branchSecretary')
  const { does } = app
  const read = async (code: string, day: string) =>
    (await does(null, 'GET /v1/services/{code}/slots', { params: { code }, query: { day } })).rows
  const full = (changes: Partial<OpeningRules>) => ({ ...mildRules, horizonDays: 21, ...changes })
  const checks: OpeningsWorld['checks'] = (code, changed) =>
    does(secretary, 'POST /v1/staff/services/{code}/rule-checks', { params: { code }, body: { rules: full(changed) } })
  const checksClosure: OpeningsWorld['checksClosure'] = (body) => does(secretary, 'POST /v1/staff/closure-checks', { body })
  return {
    ...here,
    secretary,
    slotsOf: async (code, day) => (await read(code, day)).map(({ id }) => id),
    dayOf: async (code, day) => (await read(code, day)).map(({ startsAt, endsAt, state }) => `${wall(startsAt)}–${wall(endsAt)} ${state}`),
    checks,
    async changes(code, changed, hits = 'callOff') {
      const { digest } = await checks(code, changed)
      const body = { rules: full(changed), digest, hits, reason: '医生调班' }
      return does(secretary, 'PUT /v1/staff/services/{code}/rules', { params: { code }, body })
    },
    checksClosure,
    async closes(closure, hits = 'callOff') {
      const { digest } = await checksClosure(closure)
      return (await does(secretary, 'POST /v1/staff/closures', { body: { closure, digest, hits, reason: '水管抢修，对不起' } })).id
    },
    lifts: (id) => does(secretary, 'DELETE /v1/staff/closures/{id}', { params: { id } }),
    async toldTexts(who) {
      await app.jobs.runDue()
      return (await does(who, 'GET /v1/inbox', {})).rows.map((row) => row.text)
    },
  }
}

/** Returns the weekly rows of opening rules for the given weekdays. */
export const weekdays = (days: readonly number[], from: string, to: string, capacity = 2): OpeningRules['weekly'] =>
  days.map((weekday) => ({ weekday, from, to, capacity, fromDay: null, untilDay: null }))
