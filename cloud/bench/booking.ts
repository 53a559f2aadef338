import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres'
import { bundleApi } from '../testing/app/api-process'
import { cellsOf, line, machine, merged, type Timed } from './booking-figures'
import { bookedIn, openPlace, pool, processes, type Course, type Cpu, type Place } from './booking-place'
import { reserveKeepingPromises } from './booking-promises'
import { hangUp, race, type Raced, type Try } from './booking-race'
import { generate, Generate, generateYear, readMonth, size } from './booking-slots'
import { raceInSql, reserveBare } from './booking-sql'

const say = (what: string) => process.stderr.write(`${what} …\n`)
const Rounds = v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1))
const whole = (n: number) => n.toLocaleString('en-US')

const coursesOf = (people: number): Course[] => [
  { name: `${whole(people)} people, 32 at a time, each for a slot of their own`, slots: people, places: 1, atOnce: 32 },
  { name: `${whole(people)} people at once for 10 places of one slot`, slots: 1, places: 10, atOnce: people },
  { name: `${whole(people)} people, 64 at a time, for as many places of ${people / 10} slots`, slots: people / 10, places: 10, atOnce: 64 },
]

/** Somebody who runs the races: a version of the API, or SQL alone. */
interface Racer {
  name: string
  /** What it takes of the processors, of the API or of the database alone. */
  uses: (keyof Cpu)[]
  place: Place
  run: (tries: Try[], atOnce: number) => Promise<Raced>
}

type Measured = Raced & { cpu: Cpu }

/** Runs a race once. Throws when the number of bookings differs from the number of seats, or any answer is wrong. */
async function raced({ name, place, run }: Racer, course: Course): Promise<Measured> {
  const wanted = await place.tries(course)
  const cpuUntilNow = await place.measureCpu()
  const done = await run(wanted, course.atOnce)
  const cpu = await cpuUntilNow()
  const places = course.slots * course.places
  const { bookings, taken, over } = await bookedIn(place, [...new Set(wanted.map(({ slotId }) => slotId))])
  if (done.booked !== places || done.full !== wanted.length - places || bookings !== places || taken !== places || over > 0)
    throw new Error(
      `${name}, ${course.name}: ${done.booked} told “booked”, ${done.full} “full”; ${bookings} bookings, ${taken} taken, ${over} over`,
    )
  return { ...done, cpu }
}

/** Runs a race `rounds` times after a warm-up; in each round every racer has its turn, so that a slow minute of the machine is everybody's. */
async function rounded(racers: readonly Racer[], course: Course, rounds: number): Promise<{ timed: Timed; cpu: Cpu }[]> {
  const done: Measured[][] = racers.map(() => [])
  for (let round = 0; round <= rounds; round += 1)
    for (const [at, racer] of racers.entries()) {
      const one = await raced(racer, course)
      if (round > 0) done[at]?.push(one)
      // As autovacuum does within a minute: what is planned by the statistics of empty tables reads those of a full day through.
      else await racer.place.pool.query('analyze')
    }
  return done.map((ones) => ({ timed: merged(ones), cpu: perThousand(ones) }))
}

function perThousand(rounds: readonly Measured[]): Cpu {
  const people = rounds.reduce((all, { took }) => all + took.length, 0)
  const of = (who: keyof Cpu) => (1000 * rounds.reduce((all, { cpu }) => all + cpu[who], 0)) / people
  return { api: of('api'), database: of('database') }
}

async function bench(): Promise<void> {
  const { values: asked } = parseArgs({
    options: { beside: { type: 'string' }, rounds: { type: 'string', default: '5' }, short: { type: 'boolean', default: false } },
  })
  const { people, rounds } = asked.short ? { people: 100, rounds: 1 } : { people: 1000, rounds: v.parse(Rounds, asked.rounds) }
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-bench-'))
  await chmod(folder, 0o755)
  const closers: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    say('laying the ground')
    const postgres = await startEmbeddedPostgres(folder, { maxConnections: 300 })
    closers.unshift(() => postgres.stop())
    const settings = { DATA_DIR: folder, DATA_KEY: randomBytes(32).toString('hex'), DEMO: '1', RATE_PER_MINUTE: '1000000' }
    const open = async (name: string, root?: string) => {
      const program = await bundleApi(root)
      closers.unshift(() => program.remove())
      const migratedBy = root === undefined ? 'this' : 'program'
      const place = await openPlace({ server: postgres.url, serverPid: postgres.pid, name, folder, program, people, settings }, migratedBy)
      closers.unshift(place.close)
      return place
    }
    const place = await open('bench_booking')
    const beside = asked.beside === undefined ? null : await open('bench_beside', resolve(asked.beside))
    closers.unshift(hangUp)
    const { rows: versions } = await place.pool.query<{ server_version: string }>('show server_version')

    const api = (name: string, of: Place): Racer => ({
      name,
      uses: ['api', 'database'],
      place: of,
      run: (tries, atOnce) => race(of.urls, tries, atOnce),
    })
    const alone = (name: string, reserve: Parameters<typeof raceInSql>[1]): Racer => ({
      name,
      uses: ['database'],
      place,
      run: (tries, atOnce) => raceInSql(place.pool, reserve, tries, atOnce),
    })
    const racers = [
      api('API', place),
      alone('SQL, same promises', reserveKeepingPromises(place.district.id)),
      alone('SQL, bare', reserveBare(place.district.id)),
      ...(beside === null ? [] : [api('API beside', beside)]),
    ]
    const heads = ['race', 'by', 'p50 ms', 'p95 ms', 'people /s', 'API ÷ it', 'CPU s of the API', 'of the database']
    const table = [line(heads), line(heads.map((_, at) => (at < 2 ? '---' : '---:')))]
    for (const course of coursesOf(people)) {
      say(course.name)
      const figures = await rounded(racers, course, rounds)
      const [ours] = figures
      const rows = figures.map(({ timed, cpu }, at) => {
        const times = ours === undefined ? '' : (timed.lasted / ours.timed.lasted).toFixed(2)
        const uses = (['api', 'database'] as const).map((who) => (racers[at]?.uses.includes(who) === true ? cpu[who].toFixed(1) : ''))
        return line([course.name, racers[at]?.name ?? '', ...cellsOf(timed), times, ...uses])
      })
      table.push(...rows)
      process.stderr.write(`${rows.join('\n')}\n`)
    }
    const about =
      `CPU seconds per 1,000 people. Each race ${rounds} times after a warm-up, by turns; every person checked: booked, or told it is full and offered the waiting list; ` +
      `the slots' rows checked after each. ${processes} API processes with ${pool} connections each, SQL alone with ${pool * processes}.`
    const slots = asked.short ? [] : await slotFigures(postgres.url)
    const machineLine = `PostgreSQL ${versions[0]?.server_version ?? ''}, fsync on; ${machine()}. Load, API and database share the machine.`
    process.stdout.write([...table, '', about, '', ...slots, machineLine, ''].join('\n'))
  } finally {
    for (const close of closers) await close()
  }
}

/** Measures reading a month of slots and generating a year of them. */
async function slotFigures(server: string): Promise<string[]> {
  say(`a month of ${size.monthServices} services`)
  const month = await readMonth(server)
  say(`a year of ${size.yearServices} services`)
  const year = await generateYear(server)
  return [
    `Month of ${size.monthServices} services (${whole(month.slots)} slots): ${month.statements} statement, p50 ${month.p50.toFixed(1)} ms, p95 ${month.p95.toFixed(1)} ms over ${size.monthReads} reads.`,
    `Year of ${size.yearServices} services: ${whole(year.slots)} slots in ${year.seconds.toFixed(1)} s; ` +
      `killed at ${whole(year.killedAt)}, resumed in ${year.resumedSeconds.toFixed(1)} s, same slots.`,
  ]
}

if (process.argv[2] === 'generate') process.once('message', (sent) => void generate(v.parse(Generate, sent)))
else await bench()
