import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import * as v from 'valibot'
import { hourMs } from '../platform/time/calendar'
import { openDatabase, type Db } from '../platform/database/database'
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres'
import { migrate } from '../platform/database/migrate'
import { bundleApi, freePort, startApi } from '../testing/app/api-process'
import { aDistrict, type District } from '../testing/district'
import type { SignedIn } from '../testing/people/signed-in'
import { aSlot, aVenue, setRules } from '../testing/worlds/venues'
import { cellsOf, line, machine, merged, type Timed } from './booking-figures'
import { manyResidents } from './booking-ground'
import { hangUp, race, type Raced, type Try } from './booking-race'
import { generate, Generate, generateYear, readMonth, size } from './booking-slots'
import { raceInSql } from './booking-sql'

const people = 1000
const processes = 2
/** Database connections of one API process; the bare SQL has as many as both together. */
const pool = 16
/** Measured rounds of each race, after one that does not count. */
const rounds = 5

const say = (what: string) => process.stderr.write(`${what} …\n`)

interface Course {
  name: string
  slots: number
  /** Seats of each slot. */
  places: number
  atOnce: number
}
const courses: Course[] = [
  { name: '1,000 people at once for 10 places of one slot', slots: 1, places: 10, atOnce: people },
  { name: '1,000 people, 64 at a time, for 1,000 places of 100 slots', slots: 100, places: 10, atOnce: 64 },
]

interface BookingRace {
  db: Db
  district: District
  venue: Awaited<ReturnType<typeof aVenue>>
  residents: SignedIn[]
}

/** Returns the attempts of a round: its slots begin at a different hour than other rounds', so that nobody has two bookings at one time. */
function tries({ venue, residents }: BookingRace) {
  let hour = Math.ceil(Date.now() / hourMs) * hourMs + 24 * hourMs
  return async ({ slots, places }: Course): Promise<Try[]> => {
    hour += hourMs
    const ids: string[] = []
    for (let second = 0; second < slots; second += 1)
      ids.push(await aSlot(venue, { startsAt: new Date(hour + second * 1000), capacity: places }))
    return residents.map((who, at) => ({ who, slotId: ids[at % slots] ?? '' }))
  }
}

/** Counts what is in the database afterwards: bookings, taken seats, and slots with more than their capacity. */
async function bookedIn(db: Db, { id }: District, slotIds: readonly string[]): Promise<{ bookings: number; taken: number; over: number }> {
  const { rows } = await sql<{ bookings: number; taken: number; over: number }>`
    select sum(booked)::integer as bookings, sum(taken)::integer as taken, (count(*) filter (where booked > capacity))::integer as over
    from (
      select taken, capacity, (select count(*) from booking b where b.district_id = ${id} and b.slot_id = slot.id and b.state = 'booked') as booked
      from slot where district_id = ${id} and id = any(${[...slotIds]}::uuid[])
    ) as each_slot`.execute(db)
  return rows[0] ?? { bookings: 0, taken: 0, over: 0 }
}

/**
 * Runs one race `rounds` times after a warm-up. Throws when the number of bookings differs from the number of seats, or any answer is
 * wrong.
 */
async function rounded(
  { db, district }: BookingRace,
  course: Course,
  next: (course: Course) => Promise<Try[]>,
  run: (tries: Try[]) => Promise<Raced>,
): Promise<Timed> {
  const done: Raced[] = []
  const places = course.slots * course.places
  for (let round = 0; round <= rounds; round += 1) {
    const wanted = await next(course)
    const raced = await run(wanted)
    const slotIds = [...new Set(wanted.map(({ slotId }) => slotId))]
    const { bookings, taken, over } = await bookedIn(db, district, slotIds)
    if (raced.booked !== places || raced.full !== people - places || bookings !== places || taken !== places || over > 0)
      throw new Error(
        `${course.name}: ${raced.booked} told “booked”, ${raced.full} “full”; ${bookings} bookings, ${taken} taken, ${over} over`,
      )
    if (round > 0) done.push(raced)
  }
  return merged(done)
}

async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-bench-'))
  await chmod(folder, 0o755)
  const closers: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    say('laying the ground')
    const postgres = await startEmbeddedPostgres(folder)
    closers.unshift(() => postgres.stop())
    const database = openDatabase(postgres.url, { max: pool * processes })
    closers.unshift(() => database.close())
    await migrate(database.db)
    const district = await aDistrict(database.db)
    const venue = await aVenue(district)
    // The API processes generate slots, too; only those of the races are wanted.
    for (const code of Object.values(venue.services)) await setRules(venue, code, { weekly: [] })
    const racers: BookingRace = { db: database.db, district, venue, residents: await manyResidents(district, people) }
    const { rows: versions } = await database.pool.query<{ server_version: string }>('show server_version')

    const program = await bundleApi()
    closers.unshift(() => program.remove())
    const settings = {
      DATABASE_URL: postgres.url,
      DATABASE_POOL: String(pool),
      DATA_DIR: folder,
      DATA_KEY: randomBytes(32).toString('hex'),
      DEMO: '1',
      RATE_PER_MINUTE: '1000000',
    }
    const urls: string[] = []
    for (let n = 0; n < processes; n += 1) {
      const api = await startApi({ program, port: await freePort(), log: join(folder, `api-${n}.log`), settings })
      closers.unshift(() => api.stop())
      urls.push(api.url)
    }
    closers.unshift(hangUp)

    const next = tries(racers)
    const table = [line(['race', 'API p50 ms', 'p95 ms', 'people /s', 'bare SQL p50 ms', 'p95 ms', 'people /s', 'API ÷ SQL'])]
    table.push(line(['---', ...Array.from({ length: 7 }, () => '---:')]))
    for (const course of courses) {
      say(course.name)
      const api = await rounded(racers, course, next, (wanted) => race(urls, wanted, course.atOnce))
      const bare = await rounded(racers, course, next, (wanted) => raceInSql(database.pool, district.id, wanted, course.atOnce))
      table.push(line([course.name, ...cellsOf(api), ...cellsOf(bare), (bare.lasted / api.lasted).toFixed(2)]))
    }

    say(`a month of ${size.monthServices} services`)
    const month = await readMonth(postgres.url)
    say(`a year of ${size.yearServices} services`)
    const year = await generateYear(postgres.url)
    const whole = (n: number) => n.toLocaleString('en-US')
    process.stdout.write(
      [
        ...table,
        '',
        `Each race ${rounds} times after a warm-up; every person checked: booked, or told it is full and offered the waiting list; ` +
          `the slots' rows checked after each. ${processes} API processes with ${pool} connections each, the bare SQL with ${pool * processes}.`,
        '',
        `Month of ${size.monthServices} services (${whole(month.slots)} slots): ${month.statements} statement, p50 ${month.p50.toFixed(1)} ms, p95 ${month.p95.toFixed(1)} ms over ${size.monthReads} reads.`,
        `Year of ${size.yearServices} services: ${whole(year.slots)} slots in ${year.seconds.toFixed(1)} s; ` +
          `killed at ${whole(year.killedAt)}, resumed in ${year.resumedSeconds.toFixed(1)} s, same slots.`,
        `PostgreSQL ${versions[0]?.server_version ?? ''}, fsync on; ${machine()}. Load, API and database share the machine.`,
        '',
      ].join('\n'),
    )
  } finally {
    for (const close of closers) await close()
  }
}

if (process.argv[2] === 'generate') process.once('message', (sent) => void generate(v.parse(Generate, sent)))
else await bench()
