import { dayMs } from '@doorstep/contract/time-words'
import { randomUUID } from 'node:crypto'
import { testApp, type Caller, type TestApp } from '../testing/app/app'
import { aDistrict, type District } from '../testing/district'
import { signedIn, type SignedIn } from '../testing/people/signed-in'
import { record } from '../testing/statement-budgets/record'
import { notify, type Recipients } from './notify'

let app: TestApp
let place: District

beforeAll(async () => {
  app = await testApp()
  place = await aDistrict(app.db)
})
afterAll(() => app.close())

const tell = (to: Recipients, key: string, title = key) =>
  app.db
    .transaction()
    .execute((tx) =>
      notify(tx, { districtId: place.id, to, key, kind: 'state', title, text: '有新进展', target: null, at: app.clock.now() }),
    )

const inbox = (who: Caller, query: { unread?: '1'; after?: string; limit?: string } = {}) => app.does(who, 'GET /v1/inbox', { query })
const resident = (): Promise<SignedIn> => signedIn(place, 'resident')

test('the same thing is told once, even when said and delivered twice', async () => {
  const who = await resident()
  await tell({ accountIds: [who.accountId, who.accountId] }, 'case:1')
  await tell({ accountIds: [who.accountId] }, 'case:1')
  await app.jobs.runDue()
  // As if the process ended after delivery and before marking the job done.
  await app.db.updateTable('outbox').set({ done_at: null }).where('district_id', '=', place.id).execute()
  expect(await app.jobs.runDue()).toBeGreaterThan(0)
  expect(await inbox(who)).toMatchObject({ unread: 1, rows: [{ title: 'case:1', kind: 'state', read: false }] })
})

test('what did not happen is not told', async () => {
  const who = await resident()
  const lost = app.db.transaction().execute(async (tx) => {
    const to = { accountIds: [who.accountId] }
    await notify(tx, {
      districtId: place.id,
      to,
      key: 'lost',
      kind: 'state',
      title: '没有发生',
      text: '',
      target: null,
      at: app.clock.now(),
    })
    throw new Error('rolled back')
  })
  await expect(lost).rejects.toThrow('rolled back')
  await app.jobs.runDue()
  expect((await inbox(who)).rows).toEqual([])
})

test('staff are told at the account bound when it is delivered; somebody told as both is told once', async () => {
  await tell({ staffCodes: ['H1'] }, 'task:before')
  await app.jobs.runDue()
  await tell({ staffCodes: ['H1', 'H2'] }, 'task:after')
  const handler = await signedIn(place, 'handler')
  await tell({ accountIds: [handler.accountId] }, 'task:after')
  await app.jobs.runDue()
  expect((await inbox(handler)).rows.map(({ title }) => title)).toEqual(['task:after'])
})

test('many are told in one transaction with one insert, each once and in order', async () => {
  const people = await Promise.all(Array.from({ length: 30 }, resident))
  const accountIds = people.map(({ accountId }) => accountId)
  for (const title of ['first', 'second']) await tell({ accountIds }, `many:${title}`, title)
  const sent = await record(() => app.jobs.runDue())
  expect(sent.filter(({ text }) => text.startsWith('insert into "inbox_item"'))).toHaveLength(1)
  for (const who of people) expect((await inbox(who)).rows.map(({ title }) => title)).toEqual(['second', 'first'])
})

test('the inbox pages newest first, all or unread only', async () => {
  const who = await resident()
  for (let n = 1; n <= 5; n += 1) {
    await tell({ accountIds: [who.accountId] }, `page:${n}`)
    await app.jobs.runDue()
  }
  const first = await inbox(who, { limit: '2' })
  expect(first).toMatchObject({ unread: 5, rows: [{ title: 'page:5' }, { title: 'page:4' }] })
  const second = await inbox(who, { limit: '3', after: first.next ?? '' })
  expect(second).toMatchObject({ next: null, rows: [{ title: 'page:3' }, { title: 'page:2' }, { title: 'page:1' }] })

  const [, four] = first.rows
  const [three] = second.rows
  expect(await app.does(who, 'POST /v1/inbox/read', { body: { ids: [four?.id ?? ''] } })).toEqual({ unread: 4 })
  expect((await inbox(who, { unread: '1' })).rows.map(({ title }) => title)).toEqual(['page:5', 'page:3', 'page:2', 'page:1'])
  expect(await app.does(who, 'POST /v1/inbox/read', { body: { upTo: three?.id ?? '' } })).toEqual({ unread: 1 })
  expect(await app.does(who, 'POST /v1/inbox/read', { body: {} })).toEqual({ unread: 1 })
  const bad = await app.call(who, 'GET /v1/inbox', { query: { after: 'WzFd' } })
  expect(bad.problem).toMatchObject({ code: 'badInput', errors: [{ path: 'after' }] })
})

test('nobody reads or clears another’s inbox', async () => {
  const [mine, theirs] = [await resident(), await resident()]
  await tell({ accountIds: [theirs.accountId] }, 'private')
  await app.jobs.runDue()
  const [item] = (await inbox(theirs)).rows
  expect((await inbox(mine)).rows).toEqual([])
  await app.does(mine, 'POST /v1/inbox/read', {
    body: { ids: [item?.id ?? '', randomUUID()], upTo: 'ffffffff-ffff-7fff-bfff-ffffffffffff' },
  })
  expect(await inbox(theirs)).toMatchObject({ unread: 1 })
})

test('a time that is none, typed by somebody and quoted, is read as it was typed', async () => {
  const who = await resident()
  await tell({ accountIds: [who.accountId] }, 'typed', '今天 25:00 或昨天 9:75')
  await app.jobs.runDue()
  expect((await inbox(who)).rows.map(({ title }) => title)).toEqual(['今天 25:00 或昨天 9:75'])
})

test('what an earlier version stored as tomorrow is read on the next day as today', async () => {
  const who = await resident()
  const text = '李明会在明天 9:42 前答复您'
  await app.db.transaction().execute((tx) =>
    notify(tx, {
      districtId: place.id,
      to: { accountIds: [who.accountId] },
      key: 'earlier',
      kind: 'state',
      title: '诉求已受理',
      text,
      target: null,
      at: new Date(app.clock.now().getTime() - dayMs),
    }),
  )
  await app.jobs.runDue()
  expect((await inbox(who)).rows[0]).toMatchObject({ text: '李明会在今天 9:42 前答复您' })
})
