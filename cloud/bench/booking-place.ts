import { join } from 'node:path'
import { sql } from 'kysely'
import { openDatabase, type Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { hourMs } from '../platform/time/calendar'
import { childrenOf, cpuSecondsOf, freePort, startApi, type ApiProcess, type Program } from '../testing/app/api-process'
import { administer, on } from '../testing/database/cluster'
import { aDistrict, type District } from '../testing/district'
import type { SignedIn } from '../testing/people/signed-in'
import { aSlot, aVenue, setRules, type TestVenue } from '../testing/worlds/venues'
import { manyResidents } from './booking-ground'
import type { Try } from './booking-race'

export const processes = 2
/** Database connections of one API process; SQL alone has as many as both together. */
export const pool = 16

/** A race: how many slots with how many seats each, and how many people try at once. */
export interface Course {
  name: string
  slots: number
  places: number
  atOnce: number
}

/** CPU seconds of the API's processes, and of the database server's. */
export interface Cpu {
  api: number
  database: number
}

/** A database with a venue and residents, and the processes of one version of the API on it. */
export interface Place extends Database {
  district: District
  residents: SignedIn[]
  urls: string[]
  /** Measures the CPU that the processes of the API and of the database take from now until it is asked for. */
  measureCpu: () => Promise<() => Promise<Cpu>>
  /** Inserts the slots of a round and returns the attempts, one a resident. */
  tries: (course: Course) => Promise<Try[]>
}

interface Wanted {
  server: string
  /** The pid of that server. */
  serverPid: number
  /** Name of the database to create. */
  name: string
  folder: string
  program: Program
  people: number
  settings: Record<string, string>
}

/** Creates a place; the tables are those of `migratedBy`, this version or the program itself. */
export async function openPlace(
  { server, serverPid, name, folder, program, people, settings }: Wanted,
  migratedBy: 'this' | 'program',
): Promise<Place> {
  await administer(server, `create database ${name}`)
  const url = on(server, name)
  const database = openDatabase(url, { max: pool * processes })
  const apis: ApiProcess[] = []
  const close = async () => {
    await Promise.all(apis.splice(0).map((api) => api.stop()))
    await database.close()
  }
  const start = async () =>
    startApi({
      program,
      port: await freePort(),
      log: join(folder, `${name}-${apis.length}.log`),
      settings: { ...settings, DATABASE_URL: url, DATABASE_POOL: String(pool) },
    })
  try {
    if (migratedBy === 'this') await migrate(database.db)
    else await (await start()).stop()
    const district = await aDistrict(database.db)
    const venue = await aVenue(district)
    // The API processes generate slots, too; only those of the races are wanted.
    for (const code of Object.values(venue.services)) await setRules(venue, code, { weekly: [] })
    const residents = await manyResidents(district, people)
    while (apis.length < processes) apis.push(await start())
    const measureCpu = async () => {
      const before = await cpuNow(apis, serverPid)
      return async () => {
        const after = await cpuNow(apis, serverPid)
        return { api: after.api - before.api, database: after.database - before.database }
      }
    }
    return { ...database, close, district, residents, urls: apis.map((api) => api.url), measureCpu, tries: tries(venue, residents) }
  } catch (fault) {
    await close()
    throw fault
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

async function cpuNow(apis: readonly ApiProcess[], serverPid: number): Promise<Cpu> {
  const servers = [serverPid, ...(await childrenOf(serverPid))]
  const [api, database] = await Promise.all([Promise.all(apis.map(({ pid }) => cpuSecondsOf(pid))), Promise.all(servers.map(cpuSecondsOf))])
  return { api: sum(api), database: sum(database) }
}

/** Returns the attempts of a round: its slots begin at a different hour than other rounds', so that nobody has two bookings at one time. */
function tries(venue: TestVenue, residents: readonly SignedIn[]) {
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
export async function bookedIn(
  { db, district: { id } }: Place,
  slotIds: readonly string[],
): Promise<{ bookings: number; taken: number; over: number }> {
  const { rows } = await sql<{ bookings: number; taken: number; over: number }>`
    select sum(booked)::integer as bookings, sum(taken)::integer as taken, (count(*) filter (where booked > capacity))::integer as over
    from (
      select taken, capacity, (select count(*) from booking b where b.district_id = ${id} and b.slot_id = slot.id and b.state = 'booked') as booked
      from slot where district_id = ${id} and id = any(${[...slotIds]}::uuid[])
    ) as each_slot`.execute(db)
  return rows[0] ?? { bookings: 0, taken: 0, over: 0 }
}
