import { EventEmitter, once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import { testDatabase } from '../../testing/database/database'
import { aDistrict } from '../../testing/district'
import { eventually } from '../../testing/eventually'
import { inTransaction, type Database, type Tx } from '../database/database'
import type { Part, Weighed } from './part'
import { carry, readerOf, reference, renewReference, type Snapshot } from './snapshot'
import { openSnapshots } from './snapshots'
import { touchReference, versionsOf } from './versions'

const here = 990101
const there = 990102
let database: Database
let said: string[]
let loads: string[]

beforeAll(async () => {
  database = await testDatabase()
  await aDistrict(database.db)
  await database.db.insertInto('district').values({ district_id: there, name: '无棣县', imported_at: new Date() }).execute()
})
afterAll(() => database.close())
beforeEach(() => {
  said = []
  loads = []
})

const log = { error: (_: unknown, line: string) => void said.push(line) } as unknown as FastifyBaseLogger

/** The name of the district's staff member M1, counted as often as it is read; a broken row is one without a name. */
const staff: Part<Weighed & { says: string }> = {
  name: 'staff',
  tables: ['staff'],
  async load(tx, districtId) {
    loads.push(`staff ${districtId}`)
    const row = await tx
      .selectFrom('staff')
      .where('district_id', '=', districtId)
      .where('code', '=', 'M1')
      .select('name')
      .executeTakeFirst()
    if (row?.name === '') throw new Error('M1 has no name')
    return { says: row?.name ?? 'nobody', bytes: 1000 }
  },
}
const areas: Part<Weighed & { load: number }> = {
  name: 'areas',
  tables: ['area'],
  load: (_, districtId) => Promise.resolve({ load: loads.push(`areas ${districtId}`), bytes: 1000 }),
}

const opened = (mostBytes?: number) =>
  openSnapshots({ db: database.db, log, parts: [staff, areas], ...(mostBytes === undefined ? {} : { mostBytes }) })
/** Renames M1 as a process of an earlier version does, which knows of no versions. */
const renameUnsaid = (to: string) => sql`update staff set name = ${to} where district_id = ${here} and code = 'M1'`.execute(database.db)
const rename = (to: string) =>
  inTransaction(database.db, async (tx) => {
    await tx.updateTable('staff').set({ name: to }).where('district_id', '=', here).where('code', '=', 'M1').execute()
    await touchReference(tx, here, 'staff')
  })
const nameIn = async (process: ReturnType<typeof opened>, districtId = here) => nameHeld(await process.current(districtId))
const nameHeld = (held: Snapshot) => name(readerOf(database.db, held), held.districtId)
const name = async (tx: Tx, districtId = here) => (await reference(tx, districtId, staff)).says

test('what one process changes, the next call of every other sees, and no other part is loaded again', async () => {
  await rename('李明')
  const [one, other] = [opened(), opened()]
  expect([await nameIn(one), await nameIn(other), await nameIn(one)]).toEqual(['李明', '李明', '李明'])
  expect(loads).toEqual([`staff ${here}`, `areas ${here}`, `staff ${here}`, `areas ${here}`])
  await rename('李敏')
  expect([await nameIn(one), await nameIn(other), await nameIn(other)]).toEqual(['李敏', '李敏', '李敏'])
  expect(loads.slice(4)).toEqual([`staff ${here}`, `staff ${here}`])
})

test('a call keeps what it began with; calls that wait for the same version load it once', async () => {
  await rename('李明')
  const process = opened()
  const before = await process.current(here)
  await rename('李敏')
  await Promise.all([1, 2, 3].map(() => nameIn(process)))
  expect(await nameHeld(before)).toBe('李明')
  expect(loads.filter((load) => load.startsWith('staff'))).toHaveLength(2)
})

test('a transaction reads what it changed itself, and nobody else does before it commits', async () => {
  await rename('李明')
  const process = opened()
  await inTransaction(database.db, async (tx) => {
    carry(tx, await process.current(here))
    expect(await name(tx)).toBe('李明')
    await tx.updateTable('staff').set({ name: '李敏' }).where('district_id', '=', here).where('code', '=', 'M1').execute()
    await touchReference(tx, here, 'staff')
    expect(await name(tx)).toBe('李敏')
    expect(await nameIn(process)).toBe('李明')
    await tx.updateTable('staff').set({ name: '李冰' }).where('district_id', '=', here).where('code', '=', 'M1').execute()
    await touchReference(tx, here, 'staff', 'areas')
    expect(await name(tx)).toBe('李冰')
  })
  expect(await nameIn(process)).toBe('李冰')
})

test('what is rolled back moves nothing', async () => {
  await rename('李明')
  const process = opened()
  await nameIn(process)
  const before = await versionsOf(database.db, here)
  const undone = inTransaction(database.db, async (tx) => {
    await touchReference(tx, here, 'staff')
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await versionsOf(database.db, here)).toEqual(before)
  expect(await nameIn(process)).toBe('李明')
  expect(loads).toHaveLength(2)
})

test('after a lock, what others committed since the call began is read again', async () => {
  await rename('李明')
  const held = await opened().current(here)
  await rename('李敏')
  await inTransaction(database.db, async (tx) => {
    carry(tx, held)
    expect(await name(tx)).toBe('李明')
    await renewReference(tx, here)
    expect(await name(tx)).toBe('李敏')
    // Only what moved is read again.
    expect(await reference(tx, here, areas)).toMatchObject({ load: 2 })
  })
})

test('a part that cannot be built fails the calls of its district that ask for it, says so, and is tried again', async () => {
  await rename('')
  // A part that failed is not an old one, however long the process has been running.
  const process = openSnapshots({ db: database.db, log, parts: [staff, areas], mostAgeMs: 1 })
  const held = await process.current(here)
  await expect(nameHeld(held)).rejects.toMatchObject({ code: 'unavailable' })
  expect(await reference(readerOf(database.db, held), here, areas)).toMatchObject({ bytes: 1000 })
  expect(await nameIn(process, there)).toBe('nobody')
  expect(said).toEqual([`snapshot of district ${here}, part staff could not be built`])
  // Not once for every call that comes meanwhile.
  for (let calls = 0; calls < 3; calls += 1) {
    await wait(5)
    await expect(nameIn(process)).rejects.toMatchObject({ code: 'unavailable' })
  }
  expect(said).toHaveLength(1)
  // Mended by hand, so that no version moved.
  await sql`update staff set name = '李明' where district_id = ${here} and code = 'M1'`.execute(database.db)
  await wait(1100)
  expect(await nameIn(process)).toBe('李明')
})

test('a database that is away is not remembered as a broken row', async () => {
  const process = opened()
  const lost: typeof staff = { ...staff, load: () => Promise.reject(new Error('Connection terminated unexpectedly')) }
  const away = openSnapshots({ db: database.db, log, parts: [lost] })
  await expect(nameIn(away)).rejects.toMatchObject({ code: 'unavailable' })
  expect(await nameIn(process)).toBe('李明')
})

test('districts that were asked for longest ago are forgotten beyond the budget; a call that holds one keeps it', async () => {
  const process = opened(3000)
  const held = await process.current(here)
  await nameIn(process, there)
  await nameIn(process, there)
  expect(loads).toHaveLength(4)
  expect(await nameHeld(held)).toBe('李明')
  await nameIn(process, here)
  expect(loads).toHaveLength(6)
})

test('beside the API a part is read through the transaction, once as long as it does not change it', async () => {
  await rename('李明')
  await inTransaction(database.db, async (tx) => {
    const read = () => name(tx)
    expect([await read(), await read()]).toEqual(['李明', '李明'])
    expect(loads).toHaveLength(1)
    await touchReference(tx, here, 'staff')
    await read()
    expect(loads).toHaveLength(2)
  })
})

test('versions that are given are not read, and an older one brings nothing older', async () => {
  const process = opened()
  const versions = await versionsOf(database.db, here)
  await process.current(here, versions)
  await process.current(here, {})
  expect(loads).toHaveLength(2)
})

test('what was changed without a version is seen once the part is old, and what is unchanged is not loaded again', async () => {
  await rename('李明')
  const process = openSnapshots({ db: database.db, log, parts: [staff, areas], mostAgeMs: 100 })
  expect(await nameIn(process)).toBe('李明')
  await renameUnsaid('李敏')
  expect(await nameIn(process, there)).toBe('nobody')
  await wait(120)
  expect(await Promise.all([1, 2, 3].map(() => nameIn(process)))).toEqual(['李敏', '李敏', '李敏'])
  await wait(120)
  expect(await nameIn(process)).toBe('李敏')
  expect(loads.filter((load) => load.endsWith(`${here}`))).toEqual([`staff ${here}`, `areas ${here}`, `staff ${here}`])
  // Until then, and in a process whose parts are young, the version alone counts.
  const young = opened()
  await nameIn(young)
  await renameUnsaid('李明')
  expect(await nameIn(young)).toBe('李敏')
})

test('a database that was restored to an earlier state is read as it is now', async () => {
  await rename('李明')
  const process = opened()
  const earlier = await versionsOf(database.db, here)
  await rename('李敏')
  expect(await nameIn(process)).toBe('李敏')
  await renameUnsaid('李明')
  await sql`update district set versions = ${JSON.stringify(earlier)}::jsonb where district_id = ${here}`.execute(database.db)
  expect(await nameHeld(await process.current(here, earlier))).toBe('李明')
  expect(await nameIn(process)).toBe('李明')
  expect(loads.filter((load) => load.startsWith('staff'))).toHaveLength(2)
})

test('a part is loaded once at a time, and once for all that moved meanwhile', async () => {
  await rename('李明')
  const door = new EventEmitter()
  const opens = once(door, 'opens')
  let [now, most] = [0, 0]
  const slow: typeof staff = {
    ...staff,
    async load(tx, districtId) {
      now += 1
      most = Math.max(most, now)
      const value = await staff.load(tx, districtId)
      await opens
      now -= 1
      return value
    },
  }
  const process = openSnapshots({ db: database.db, log, parts: [slow] })
  const first = process.current(here)
  await eventually('the first load is under way', 10, () => loads.length === 1)
  const later = []
  for (const to of ['李敏', '李冰', '李琳']) {
    await rename(to)
    later.push(process.current(here, await versionsOf(database.db, here)))
  }
  await wait(100)
  door.emit('opens')
  expect(await nameHeld(await first)).toBe('李明')
  expect(await Promise.all(later.map(async (held) => nameHeld(await held)))).toEqual(['李琳', '李琳', '李琳'])
  expect([loads.length, most]).toEqual([2, 1])
})

test('a part whose statement fails takes none of the parts after it with it', async () => {
  const broken: typeof staff = {
    ...staff,
    async load(tx) {
      await sql`select 1/0`.execute(tx)
      return { says: '', bytes: 0 }
    },
  }
  const read: Part<Weighed> = {
    ...areas,
    async load(tx, districtId) {
      const rows = await tx.selectFrom('area').where('district_id', '=', districtId).select('code').execute()
      return { bytes: rows.length }
    },
  }
  const held = await openSnapshots({ db: database.db, log, parts: [broken, read] }).current(here)
  await expect(held.parts.get('staff')?.built).rejects.toBeInstanceOf(Error)
  expect((await held.parts.get('areas')?.built)?.bytes).toBeGreaterThan(0)
})
