import type { BookForm, BookingDetail, Hold, WaitingRow } from '@doorstep/contract/bookings/views'
import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { Problem } from '@doorstep/contract/problems'
import { instantOf } from '../../platform/time/calendar'
import { testApp, type Answer, type TestApp } from '../../testing/app/app'
import { emptyTables } from '../../testing/database/database'
import { aDistrict, type District } from '../../testing/district'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { aSlot, aVenue, setRules, type TestVenue } from '../../testing/worlds/venues'

type SlotOf = Omit<Parameters<typeof aSlot>[1], 'startsAt'>

/** The test world of bookings: the whole API, a small district, its venue V1, on Monday 2026-11-23, 9:00. */
export interface BookingWorld {
  app: TestApp
  district: District
  venue: TestVenue
  /** Resets to Monday, with nothing booked, no slots and the least restrictive rules. */
  fresh: () => Promise<void>
  /** Creates a resident. */
  resident: () => Promise<SignedIn>
  /** Creates a slot at a wall time, `2026-11-24 09:00`. */
  slot: (at: string, of?: SlotOf) => Promise<string>
  rules: (service: string, rules: Partial<OpeningRules>) => Promise<void>
  holds: (who: SignedIn, slotId: string, seats?: number) => Promise<Hold>
  /** Holds and books. */
  books: (who: SignedIn, slotId: string, more?: Partial<BookForm> & { seats?: number; forOther?: boolean }) => Promise<BookingDetail>
  waits: (who: SignedIn, slotId: string, seats?: number) => Promise<WaitingRow>
  cancels: (who: SignedIn, booking: { id: string }) => Promise<BookingDetail>
  waitingOf: (who: SignedIn) => Promise<WaitingRow[]>
  sees: (who: SignedIn, booking: { id: string }) => Promise<BookingDetail>
  /** A slot's row. */
  taken: (slotId: string) => Promise<number>
  /** Returns the titles of a person's notifications, newest first, after running all due jobs. */
  told: (who: SignedIn) => Promise<string[]>
}

const monday = '2026-11-23T01:00:00.000Z'

export async function bookingWorld(options: Parameters<typeof testApp>[0] = {}): Promise<BookingWorld> {
  const app = await testApp(options)
  const district = await aDistrict(app.db)
  const venue = await aVenue(district)
  const { does } = app
  const holds: BookingWorld['holds'] = (who, slotId, seats = 1) => does(who, 'POST /v1/holds', { body: { slotId, seats } })
  return {
    app,
    district,
    venue,
    async fresh() {
      await emptyTables(app.db, 'booking', 'waiting', 'slot', 'booker', 'outbox')
      await app.db.updateTable('service').set({ retired_at: null }).where('district_id', '=', district.id).execute()
      await setRules(venue, venue.services.slot, {})
      app.clock.set(monday)
    },
    resident: () => signedIn(district, 'resident'),
    slot: (at, of = {}) => aSlot(venue, { startsAt: instantOf(at.slice(0, 10), at.slice(11)), ...of }),
    rules: (service, rules) => setRules(venue, service, rules),
    holds,
    async books(who, slotId, { seats = 1, forOther = false, ...form } = {}) {
      const { id: holdId } = await does(who, 'POST /v1/holds', { body: { slotId, seats, forOther } })
      return does(who, 'POST /v1/bookings', { body: { holdId, ...form } })
    },
    waits: (who, slotId, seats = 1) => does(who, 'POST /v1/waiting', { body: { slotId, seats } }),
    cancels: (who, { id }) => does(who, 'POST /v1/bookings/{id}/cancel', { params: { id }, body: {} }),
    waitingOf: async (who) => (await does(who, 'GET /v1/waiting')).rows,
    sees: (who, { id }) => does(who, 'GET /v1/bookings/{id}', { params: { id } }),
    async taken(slotId) {
      const { taken } = await app.db
        .selectFrom('slot')
        .select('taken')
        .where('district_id', '=', district.id)
        .where('id', '=', slotId)
        .executeTakeFirstOrThrow()
      return taken
    },
    async told(who) {
      await app.jobs.runDue()
      return (await does(who, 'GET /v1/inbox', {})).rows.map((row) => row.title)
    },
  }
}

/** Summarizes a refusal: its code and the suggested next actions. */
export const refusal = ({ problem }: Pick<Answer<'GET /v1/session'>, 'problem'>): [code: string, ...next: string[]] => [
  problem?.code ?? 'none',
  ...nextOf(problem).map(({ does }) => does),
]

export const nextOf = (problem: Problem | undefined): NonNullable<Problem['next']> => problem?.next ?? []
