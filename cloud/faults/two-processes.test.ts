import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hint } from '@doorstep/contract/messages'
import { sql } from 'kysely'
import * as v from 'valibot'
import { WebSocket } from 'ws'
import { notify } from '../notifications/notify'
import { systemClock } from '../platform/process/clock'
import { inTransaction, type Database } from '../platform/database/database'
import { bundleApi, freePort, startApi, type ApiProcess, type Program } from '../testing/app/api-process'
import { testApp } from '../testing/app/app'
import { fakeClock } from '../testing/app/clock'
import { testDatabase } from '../testing/database/database'
import { aDistrict, type District } from '../testing/district'
import { eventually } from '../testing/eventually'
import { insistentClient, type InsistentClient } from '../testing/http/insistent-client'
import { signedIn, type SignedIn } from '../testing/people/signed-in'

/** Runs two processes of the shipped bundle, each with its own port, sockets and worker, on one database. */
let folder: string
let program: Program
let database: Database
let place: District
let here: ApiProcess
let there: ApiProcess

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-two-'))
  program = await bundleApi()
  database = await testDatabase()
  place = await aDistrict(database.db)
  const settings = { DATABASE_URL: database.url, DATA_DIR: folder, DATA_KEY: randomBytes(32).toString('hex'), DEMO: '1' }
  const one = async (name: string) => startApi({ program, port: await freePort(), log: join(folder, `${name}.log`), settings })
  ;[here, there] = await Promise.all([one('here'), one('there')])
}, 120_000)

afterAll(async () => {
  await Promise.all([here.stop(), there.stop()])
  await database.close()
  await program.remove()
  await rm(folder, { recursive: true, force: true })
}, 60_000)

/** A device with a socket at one process; it reads what a hint refers to. */
async function device(at: ApiProcess, { token }: SignedIn) {
  const client = insistentClient([at.url], token)
  const { ticket } = await client.send('POST /v1/live-tickets')
  const socket = new WebSocket(`${at.url.replace('http', 'ws')}/v1/live`)
  const hints: Hint[] = []
  socket.on('message', (data: Buffer) => hints.push(v.parse(Hint, JSON.parse(data.toString('utf8')))))
  await once(socket, 'open')
  socket.send(JSON.stringify({ ticket }))
  const hears = (what: string, wanted: (hint: Hint) => boolean) => eventually(what, 10, () => hints.some(wanted))
  await hears('the socket is ready', (hint) => hint.what === 'ready')
  return { client, socket, hears }
}

const write = (client: InsistentClient, id: string, text: string) =>
  client.send('POST /v1/conversations/{id}/messages', { params: { id }, body: { kind: 'text', clientId: randomUUID(), text } })

const textsAfter = async (client: InsistentClient, id: string, after: number) => {
  const query = { after: String(after) }
  const { rows } = await client.send('GET /v1/conversations/{id}/messages', { params: { id }, query })
  return rows.map(({ text }) => text)
}

const ofMessage = (id: string, seq: number) => (hint: Hint) => hint.what === 'conversation' && hint.id === id && hint.seq >= seq

async function conversation() {
  const [resident, member] = [await signedIn(place, 'resident'), await signedIn(place, 'gridMember')]
  const [hers, theirs] = [await device(here, resident), await device(there, member)]
  const { id } = await hers.client.send('POST /v1/conversations', { body: { gridCode: place.grids[0].code } })
  return { id, resident, hers, theirs }
}

test('what is written at one process is heard and read at the other, both ways', async () => {
  const { id, hers, theirs } = await conversation()
  const asked = await write(hers.client, id, '灯什么时候修')
  await theirs.hears('the question arrives there', ofMessage(id, asked.seq))
  expect(await textsAfter(theirs.client, id, asked.seq - 1)).toEqual(['灯什么时候修'])

  const answered = await write(theirs.client, id, '下午就来')
  await hers.hears('the answer arrives here', ofMessage(id, answered.seq))
  expect(await textsAfter(hers.client, id, asked.seq)).toEqual(['下午就来'])
  hers.socket.terminate()
  theirs.socket.terminate()
})

test('a submit repeated at the other process gets its first answer', async () => {
  const { token } = await signedIn(place, 'resident')
  const mark = randomUUID()
  const file = async (at: ApiProcess) => {
    const response = await fetch(`${at.url}/v1/requests`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': mark },
      body: JSON.stringify({ kind: 'help', categoryCode: place.categories.ordinary, text: '楼道灯坏了' }),
    })
    return { status: response.status, body: await response.json() }
  }
  const [first, second] = await Promise.all([file(here), file(there)])
  expect(first.status).toBe(201)
  expect(second).toEqual(first)
})

test('jobs run once although both processes take them', async () => {
  const { accountId } = await signedIn(place, 'resident')
  const count = 400
  await inTransaction(database.db, async (tx) => {
    for (let n = 1; n <= count; n += 1) {
      const said = { kind: 'notice' as const, title: `第 ${n} 件`, text: '请您看一看', target: null, key: `told:${n}` }
      await notify(tx, { districtId: place.id, to: { accountIds: [accountId] }, ...said, at: systemClock.now() })
    }
  })
  const jobs = () =>
    database.db
      .selectFrom('outbox')
      .select(['attempts', 'done_at', 'failed_at', 'last_error'])
      .where('district_id', '=', place.id)
      .where('kind', '=', 'notify')
      .where('key', 'like', 'told:%')
      .execute()
  await eventually('all jobs are done', 60, async () => (await jobs()).every(({ done_at }) => done_at !== null))
  expect(await jobs()).toEqual(
    Array.from({ length: count }, () => ({ attempts: 1, done_at: expect.any(Date) as Date, failed_at: null, last_error: null })),
  )
  const told = await database.db
    .selectFrom('inbox_item')
    .select('key')
    .where('district_id', '=', place.id)
    .where('account_id', '=', accountId)
    .where('key', 'like', 'told:%')
    .execute()
  expect(new Set(told.map(({ key }) => key)).size).toBe(count)
  expect(told).toHaveLength(count)
}, 90_000)

test('when a process falls its devices go to the other and miss nothing', async () => {
  const { id, resident, hers, theirs } = await conversation()
  const { seq: seen } = await write(hers.client, id, '在吗')
  const closed = once(hers.socket, 'close')
  await here.kill()
  await closed
  const meanwhile = ['在', '请说', '我马上过去']
  for (const text of meanwhile) await write(theirs.client, id, text)

  const again = await device(there, resident)
  expect(await textsAfter(again.client, id, seen)).toEqual(meanwhile)
  // A submit that was in progress at the killed process is retried at the other one with the same key.
  const insistent = insistentClient([here.url, there.url], resident.token)
  const { seq } = await write(insistent, id, '好的')
  expect(insistent.retries()).toBeGreaterThan(0)
  await again.hears('her own message arrives', ofMessage(id, seq))
  expect(await textsAfter(again.client, id, seen)).toEqual([...meanwhile, '好的'])
  again.socket.terminate()
  theirs.socket.terminate()
})

test('a process killed in the middle of a job is missed within four seconds, and the job takes effect once', async () => {
  const { accountId } = await signedIn(place, 'resident')
  const { db } = database
  const lease = async () =>
    db
      .selectFrom('outbox_lane')
      .select('held_until')
      .where('district_id', '=', place.id)
      .where('kind', '=', 'notify')
      .where('held_until', '>', sql<Date>`now()`)
      .executeTakeFirst()
  await eventually('the lane is free', 20, async () => (await lease()) === undefined)
  const told = { kind: 'notice' as const, title: '停水通知', text: '周三停水', target: null, key: 'orphan' }
  await db.transaction().execute(async (tx) => {
    // Nobody can put anything into an inbox: whoever runs the job stands in the middle of it.
    await sql`lock table inbox_item in exclusive mode`.execute(tx)
    await inTransaction(db, (other) =>
      notify(other, { districtId: place.id, to: { accountIds: [accountId] }, ...told, at: systemClock.now() }),
    )
    await eventually('the job runs', 20, async () => (await lease()) !== undefined)
    await there.kill()
  })
  const killedAt = systemClock.now()
  const held = await db
    .selectFrom('outbox_lane')
    .select('held_until')
    .where('district_id', '=', place.id)
    .where('kind', '=', 'notify')
    .executeTakeFirstOrThrow()
  expect(held.held_until.getTime()).toBeLessThanOrEqual(killedAt.getTime() + 4000)

  const next = await testApp({ database, clock: fakeClock(systemClock.now()) })
  const delivered = async () => (await db.selectFrom('inbox_item').select('id').where('key', '=', 'orphan').execute()).length
  await eventually('another process runs the job', 5, async () => {
    await next.jobs.runDue()
    return (await delivered()) > 0
  })
  expect(systemClock.now().getTime()).toBeGreaterThanOrEqual(held.held_until.getTime())
  await next.jobs.runDue()
  expect(await delivered()).toBe(1)
  await next.close()
}, 60_000)
