import { randomBytes } from 'node:crypto'
import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { instantOf } from '../../platform/time/calendar'
import { openDatabase, type Database } from '../../platform/database/database'
import { testApp, type TestApp } from '../../testing/app/app'
import { touchReference } from '../../platform/snapshot/versions'
import { emptyTables, testDatabase } from '../../testing/database/database'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { aSlot } from '../../testing/worlds/venues'
import { bookingWorld, type BookingWorld } from './bookings'

/** The test world of concurrent actions: a Monday, two days before four slots at one venue, with a few residents and a manager. */
export interface World {
  here: BookingWorld
  /** Two APIs, each with its own connection pool, on one database. */
  apps: [TestApp, TestApp]
  /** A third pool, for the checks. */
  database: Database
  residents: SignedIn[]
  keeper: SignedIn
  /** Resets to Monday 9:00: nothing booked, four new slots. */
  fresh: () => Promise<void>
  /** Returns the slot of one of the four times; null while a closure has deleted it. */
  slotAt: (time: number) => Promise<string | null>
  /** Runs every due job, at both APIs at once. */
  runDue: () => Promise<void>
  close: () => Promise<void>
}

export const people = 5
export const day = '2026-11-25'
export const serviceOf = (time: number) => times[time % times.length]?.service ?? 'S-SLOT'

/**
 * Two slots of one service, which one may have once a day, one after the other; one of another service at the same time as the first; one
 * that needs approval. The first has more seats than anybody may take for others; two reserve seats for walk-ins. The end of a closure
 * generates them anew, so they match the rules of their services.
 */
const times = [
  { service: 'S-SLOT', from: '09:00', to: '09:30', capacity: 4, walkIn: 1 },
  { service: 'S-SLOT', from: '09:30', to: '10:00', capacity: 2, walkIn: 1 },
  { service: 'S-PRO', from: '09:00', to: '09:30', capacity: 1, walkIn: 0 },
  { service: 'S-ASK', from: '10:00', to: '10:30', capacity: 1, walkIn: 0 },
] as const

const rulesOf: Record<string, Partial<OpeningRules>> = {
  'S-SLOT': { limits: { day: 1, week: null, month: null }, cancelMinutes: 60, walkInPercent: 25 },
  'S-PRO': {},
  'S-ASK': { approval: { hours: 1 } },
}

export async function openWorld(): Promise<World> {
  const database = await testDatabase()
  const settings = { DATA_KEY: randomBytes(32).toString('hex') }
  const here = await bookingWorld({ database, settings })
  const second = openDatabase(database.url, { max: 8 })
  const there = await testApp({ database: second, clock: here.app.clock, settings })
  const { venue, district, app } = here
  const keeper = await signedIn(district, 'branchSecretary')
  const residents = await Promise.all(Array.from({ length: people }, () => here.resident()))
  // Elders are exempt from the no-show ban, which would soon leave nobody able to book.
  await app.db.updateTable('account').set({ elder: true }).where('district_id', '=', district.id).execute()
  const slotAt: World['slotAt'] = async (time) => {
    const { service, from } = times[time % times.length] ?? times[0]
    const row = await database.db
      .selectFrom('slot')
      .select('id')
      .where('district_id', '=', district.id)
      .where('service_code', '=', service)
      .where('starts_at', '=', instantOf(day, from))
      .executeTakeFirst()
    return row?.id ?? null
  }
  return {
    here,
    apps: [app, there],
    database,
    residents,
    keeper,
    slotAt,
    async fresh() {
      await emptyTables(database.db, 'ticket', 'queue_day', 'closure')
      await touchReference(database.db, district.id, 'closures')
      await here.fresh()
      for (const [service, rules] of Object.entries(rulesOf)) {
        const weekly = times
          .filter((one) => one.service === service)
          .map(({ from, to, capacity, walkIn }) => ({ weekday: 3, from, to, capacity: capacity + walkIn, fromDay: null, untilDay: null }))
        await here.rules(service, { ...rules, weekly })
      }
      for (const { service, from, capacity, walkIn } of times)
        await aSlot(venue, { service, startsAt: instantOf(day, from), capacity, walkIn })
      await app.db.updateTable('service').set({ slots_until: day }).where('district_id', '=', district.id).execute()
    },
    async runDue() {
      await Promise.all([app.jobs.runDue(), there.jobs.runDue()])
    },
    async close() {
      await there.close()
      await app.close()
      await second.close()
      await database.close()
    },
  }
}
