import { fork } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import * as v from 'valibot'
import { addDays, dayOf } from '../platform/time/calendar'
import { systemClock } from '../platform/process/clock'
import { openDatabase, type Database, type Db } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { generateSlots } from '../services/slots/generate'
import { monthOf } from '../services/browse/month'
import { administer, on } from '../testing/database/cluster'
import { aDistrict, type District } from '../testing/district'
import { eventually } from '../testing/eventually'
import { aVenue } from '../testing/worlds/venues'
import { quantile } from './booking-figures'
import { manyServices } from './booking-ground'
import { record } from '../testing/statement-budgets/record'

export const size = { monthServices: 50, monthReads: 200, yearServices: 200 } as const

/** Creates another database of the same server, migrated, with services of office hours at one venue. */
async function placeWith(server: string, name: string, services: number): Promise<Database & { district: District; venue: string }> {
  await administer(server, `create database ${name}`)
  const database = openDatabase(on(server, name), { max: 4 })
  await migrate(database.db)
  const district = await aDistrict(database.db)
  const venue = await aVenue(district)
  // Keeps only those of office hours, which all have the same number of slots.
  await database.db.updateTable('service').set({ retired_at: new Date() }).where('district_id', '=', district.id).execute()
  await manyServices(database.db, district, venue.code, services)
  return { ...database, district, venue: venue.code }
}

const slotsIn = async ({ db, district }: { db: Db; district: District }) =>
  (
    await db
      .selectFrom('slot')
      .where('district_id', '=', district.id)
      .select((slot) => slot.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count

export interface MonthFigure {
  slots: number
  statements: number
  p50: number
  p95: number
}

/** Measures reading the slots of a month of a venue's services, repeatedly. */
export async function readMonth(server: string): Promise<MonthFigure> {
  const place = await placeWith(server, 'bench_month', size.monthServices)
  const { db, district, venue } = place
  try {
    const today = dayOf(systemClock.now())
    await generateSlots(db, systemClock, district.id, { untilDay: addDays(today, 60) })
    await sql`analyze`.execute(db)
    const read = () => monthOf(db, district.id, venue, today, addDays(today, 30))
    const rows = await read()
    const slots = rows.flatMap(({ days }) => days).reduce((sum, day) => sum + day.slots.length, 0)
    if (rows.length !== size.monthServices || slots === 0) throw new Error(`A month of ${rows.length} services and ${slots} slots`)
    const statements = (await record(read)).length
    const took: number[] = []
    for (let n = 0; n < size.monthReads; n += 1) {
      const begun = performance.now()
      await read()
      took.push(performance.now() - begun)
    }
    return { slots, statements, p50: quantile(took, 0.5), p95: quantile(took, 0.95) }
  } finally {
    await place.close()
  }
}

export interface YearFigure {
  slots: number
  seconds: number
  /** Number of slots that existed when the process was killed. */
  killedAt: number
  resumedSeconds: number
}

/**
 * Measures generating a year of slots in one run; then in a process that is killed half-way and another that resumes. Throws when the
 * results differ.
 */
export async function generateYear(server: string): Promise<YearFigure> {
  const untilDay = addDays(dayOf(systemClock.now()), 365)
  const whole = await placeWith(server, 'bench_year', size.yearServices)
  const cut = await placeWith(server, 'bench_cut', size.yearServices)
  try {
    const seconds = await secondsOf(() => generateSlots(whole.db, systemClock, whole.district.id, { untilDay }))
    const slots = await slotsIn(whole)

    const child = fork(process.argv[1] ?? '', ['generate'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child.send({ url: cut.url, districtId: cut.district.id, untilDay } satisfies Generate)
    await eventually('half of the slots are there', 120, async () => (await slotsIn(cut)) > slots / 2)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const killedAt = await slotsIn(cut)
    if (killedAt >= slots) throw new Error('It was killed after its work was done: nothing was resumed')
    const resumedSeconds = await secondsOf(() => generateSlots(cut.db, systemClock, cut.district.id, { untilDay }))
    const [one, other] = [await digestOf(whole), await digestOf(cut)]
    if (one !== other) throw new Error('What was resumed is not what one go makes')
    return { slots, seconds, killedAt, resumedSeconds }
  } finally {
    await whole.close()
    await cut.close()
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

/** Returns a digest of every slot's times and seats, without ids, which are generated anew. */
async function digestOf({ db, district }: { db: Db; district: District }): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    select md5(string_agg(concat_ws(' ', service_code, starts_at, ends_at, capacity, walk_in, state), ',' order by service_code, starts_at)) as digest
    from slot where district_id = ${district.id}`.execute(db)
  return rows[0]?.digest ?? ''
}

export const Generate = v.object({ url: v.string(), districtId: v.number(), untilDay: v.string() })
type Generate = v.InferOutput<typeof Generate>

/** Runs in the process that is killed. */
export async function generate({ url, districtId, untilDay }: Generate): Promise<void> {
  const { db, close } = openDatabase(url, { max: 2 })
  await generateSlots(db, systemClock, districtId, { untilDay })
  await close()
  process.disconnect()
}
