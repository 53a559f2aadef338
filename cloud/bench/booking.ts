import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { hourMs } from '../platform/calendar'
import { openDatabase, type Db } from '../platform/database'
import { startEmbeddedPostgres } from '../platform/embedded-postgres'
import { migrate } from '../platform/migrate'
import { bundleApi, freePort, startApi } from '../testing/api-process'
import { aDistrict, type District } from '../testing/district'
import type { SignedIn } from '../testing/signed-in'
import { aSlot, aVenue } from '../testing/venues'
import { cellsOf, line, machine, merged } from './booking-figures'
import { manyResidents } from './booking-ground'
import { hangUp, race, type Raced } from './booking-race'
import { generate, Generate, generateYear, readMonth, size } from './booking-slots'
import { raceInSql } from './booking-sql'

const people = 1000
const processes = 2
/** Database connections of one API process; the bare SQL has as many as both together. */
const pool = 16
/** Each race is run so often, after one that does not count. */
const rounds = 5

const say = (what: string) => process.stderr.write(`${what} …\n`)

/** What is in the slot's own row and rows, whoever was told what. */
async function bookedIn(db: Db, { id }: District, slotId: string): Promise<{ booked: number; taken: number }> {
  const { count } = await db
    .selectFrom('booking')
    .where('district_id', '=', id)
    .where('slot_id', '=', slotId)
    .where('state', '=', 'booked')
    .select((booking) => booking.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const { taken } = await db
    .selectFrom('slot')
    .where('district_id', '=', id)
    .where('id', '=', slotId)
    .select('taken')
    .executeTakeFirstOrThrow()
  return { booked: count, taken }
}

interface Course {
  name: string
  /** Places of the slot. */
  places: number
}
const courses: Course[] = [
  { name: '1,000 people for 10 places', places: 10 },
  { name: '1,000 people for 1,000 places of one slot', places: people },
]

interface Ground {
  db: Db
  district: District
  venue: Awaited<ReturnType<typeof aVenue>>
  residents: SignedIn[]
}

/** Slots of their own for each round, days apart, so that nobody has two bookings at one time. */
function slotter({ venue }: Ground) {
  let hours = 24
  return async (capacity: number) => {
    hours += 1
    const startsAt = new Date(Math.ceil(Date.now() / hourMs) * hourMs + hours * hourMs)
    return { slotId: await aSlot(venue, { startsAt, capacity }), startsAt, endsAt: new Date(startsAt.getTime() + hourMs / 2) }
  }
}

/** One course, `rounds` times after a warm-up. Throws when more or fewer than the places were booked, or anybody was not answered rightly. */
async function rounded(
  { db, district }: Ground,
  { name, places }: Course,
  run: () => Promise<Raced & { slotId: string }>,
): Promise<Raced[]> {
  const done: Raced[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const raced = await run()
    const found = await bookedIn(db, district, raced.slotId)
    if (raced.booked !== places || raced.full !== people - places || found.booked !== places || found.taken !== places)
      throw new Error(`${name}: ${raced.booked} told “booked”, ${raced.full} “full”; ${found.booked} bookings, ${found.taken} places taken`)
    if (round > 0) done.push(raced)
  }
  return done
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
    const ground: Ground = {
      db: database.db,
      district,
      venue: await aVenue(district),
      residents: await manyResidents(district, people),
    }
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

    const nextSlot = slotter(ground)
    const table = [line(['race', 'API p50 ms', 'p95 ms', 'people /s', 'bare SQL p50 ms', 'p95 ms', 'people /s', 'API ÷ SQL'])]
    table.push(line(['---', ...Array.from({ length: 7 }, () => '---:')]))
    for (const course of courses) {
      say(course.name)
      const api = merged(
        await rounded(ground, course, async () => {
          const { slotId } = await nextSlot(course.places)
          return { slotId, ...(await race(urls, ground.residents, slotId)) }
        }),
      )
      const bare = merged(
        await rounded(ground, course, async () => {
          const slot = await nextSlot(course.places)
          return { slotId: slot.slotId, ...(await raceInSql(database.pool, ground.residents, { districtId: district.id, ...slot })) }
        }),
      )
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
          `the slot's rows checked after each. ${processes} API processes with ${pool} connections each, the bare SQL with ${pool * processes}.`,
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
