import * as fc from 'fast-check'
import { notify } from '../notifications/api'
import type { Job } from '../platform/context/call'
import { outboxWorker } from '../platform/jobs/outbox-worker'
import { openSnapshots } from '../platform/snapshot/snapshots'
import { uuidv7 } from '../platform/process/ids'
import { roomJobs } from '../rooms'
import { testApp, type TestApp } from '../testing/app/app'
import { aDistrict, type District } from '../testing/district'
import { signedIn, type SignedIn } from '../testing/people/signed-in'
import { eventually } from '../testing/eventually'
import { page } from './jobs'

let app: TestApp
let district: District
let author: SignedIn
let reviewer: SignedIn

beforeAll(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
  // A street admin writes for the whole street; the other secretary gets the street too, so that a second person can approve.
  author = await signedIn(district, 'streetAdmin')
  await app.db
    .updateTable('staff_role')
    .set({ area_code: district.street })
    .where('district_id', '=', district.id)
    .where('staff_code', '=', district.staff.otherSecretary)
    .execute()
  reviewer = await signedIn(district, { staff: district.staff.otherSecretary })
})
afterAll(() => app.close())

async function publish(audience: string[]): Promise<string> {
  const { id } = await app.does(author, 'POST /v1/notices', {
    body: { title: '停水通知', text: '周三上午停水。', branchCode: 'B1', audience },
  })
  await app.does(author, 'POST /v1/notices/{id}/submit', { params: { id } })
  await app.does(reviewer, 'POST /v1/notices/{id}/approve', { params: { id } })
  return id
}
const toldOf = async (notice: string) => {
  const rows = await app.db
    .selectFrom('inbox_item')
    .where('district_id', '=', district.id)
    .where('key', '=', `notice:${notice}:published`)
    .select('account_id')
    .execute()
  return rows.map((row) => row.account_id).sort()
}

test('whatever the audience and wherever people live, a notice reaches exactly those with a home in it, once each', async () => {
  const buildings = district.grids.flatMap((grid) => grid.buildings.map(({ code }) => ({ code, grid: grid.code })))
  const areas = [district.street, ...district.communities, ...district.grids.map(({ code }) => code)]
  const property = fc.asyncProperty(
    fc.array(fc.array(fc.nat(buildings.length - 1), { maxLength: 3 }), { minLength: 1, maxLength: 6 }),
    fc.uniqueArray(fc.nat(areas.length - 1), { minLength: 1, maxLength: 3 }),
    async (homes, chosen) => {
      const audience = chosen.flatMap((i) => areas[i] ?? [])
      const people = await Promise.all(
        homes.map(async (where) => {
          const who = await signedIn(district, 'resident', { building: null })
          const lives = [...new Set(where)].flatMap((i) => buildings[i] ?? [])
          for (const { code } of lives) await bind(who.accountId, code)
          return { who, meant: lives.some(({ grid }) => audience.some((area) => grid.startsWith(area))), lives }
        }),
      )
      const notice = await publish(audience)
      await app.jobs.runDue()
      await app.jobs.runDue()
      const told = await toldOf(notice)
      expect(told).toEqual(people.flatMap(({ who, meant }) => (meant ? [who.accountId] : [])).sort())
      const { reaches } = await app.does(author, 'GET /v1/staff/notices/{id}', { params: { id: notice } })
      expect(reaches).toBe(told.length)
      for (const { who, meant, lives } of people) {
        if (lives.length === 0) continue
        const { status } = await app.call(who, 'GET /v1/notices/{id}', { params: { id: notice } })
        expect(status).toBe(200)
        const { rows } = await app.does(who, 'GET /v1/notices')
        expect(rows.some(({ id }) => id === notice)).toBe(meant)
      }
      await app.db.updateTable('home').set({ ended_at: app.clock.now() }).where('district_id', '=', district.id).execute()
    },
  )
  await fc.assert(property, { numRuns: 25 })
}, 120_000)

/** Gives so many new accounts a home in the third grid; returns their ids in order. */
async function crowd(count: number): Promise<string[]> {
  const people = Array.from({ length: count }, () => uuidv7()).sort()
  const [{ code }] = district.grids[2].buildings
  await app.db
    .insertInto('account')
    .values(people.map((id) => ({ district_id: district.id, id, openid: `many-${id}`, created_at: app.clock.now() })))
    .execute()
  await app.db
    .insertInto('home')
    .values(people.map((id) => home(id, code, true)))
    .execute()
  return people
}

/** Ends all homes, so that the next test's notice reaches its own people only. */
const moveOut = () => app.db.updateTable('home').set({ ended_at: app.clock.now() }).where('district_id', '=', district.id).execute()

test('more residents than one page are all told, once each', async () => {
  const people = await crowd(page + 7)
  const [, second] = district.grids[2].buildings
  // A second home in the audience causes no second notification.
  await app.db
    .insertInto('home')
    .values(people.slice(0, 20).map((id) => home(id, second.code, false)))
    .execute()
  const notice = await publish([district.grids[2].code])
  await app.jobs.runDue()
  expect(await toldOf(notice)).toEqual(people)
  await moveOut()
}, 60_000)

test('who is told something else while a notice goes out waits for one page of it at most', async () => {
  await crowd(2 * page + 7)
  const someone = await signedIn(district, 'resident', { building: null })
  const notice = await publish([district.grids[2].code])
  const { db, clock, deps, server } = app
  const bus = { publish: () => undefined, subscribe: () => () => undefined, close: () => Promise.resolve() }
  let pages = 0
  /** Tells a page; with the first, a reply is on its way to somebody. */
  const tell: Job = async (context, payload) => {
    const run = roomJobs['notices.tell']
    if (typeof run !== 'function') throw new Error('unreachable')
    await run(context, payload)
    pages += 1
    if (pages > 1) return
    const said = { kind: 'reply' as const, title: '网格员回复了您', text: '', target: null, key: 'reply' }
    await notify(context.tx, { districtId: district.id, to: { accountIds: [someone.accountId] }, ...said, at: clock.now() })
  }
  const snapshots = openSnapshots({ db, log: server.log, parts: [] })
  const worker = outboxWorker({
    db,
    clock,
    deps,
    log: server.log,
    bus,
    snapshots,
    jobs: { ...roomJobs, 'notices.tell': tell },
    lanesAtOnce: 1,
  })
  worker.start()
  await eventually('everybody is told', 30, async () => (await toldOf(notice)).length === 2 * page + 7)
  await worker.stop()
  expect(pages).toBe(3)
  // Ids of the inbox are in the order of delivery.
  const before = await db
    .selectFrom('inbox_item as reply')
    .innerJoin('inbox_item as item', 'item.district_id', 'reply.district_id')
    .where('reply.district_id', '=', district.id)
    .where('reply.key', '=', 'reply')
    .where('item.key', '=', `notice:${notice}:published`)
    .whereRef('item.id', '<', 'reply.id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(before.count).toBeLessThanOrEqual(2 * page)
  await moveOut()
}, 60_000)

const home = (accountId: string, building: string, current: boolean) => ({
  district_id: district.id,
  id: uuidv7(),
  account_id: accountId,
  building_code: building,
  label: '我家',
  current,
  created_at: app.clock.now(),
})
const bind = (accountId: string, building: string) =>
  app.db
    .insertInto('home')
    .values(home(accountId, building, false))
    .execute()
