import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { effort, isLong } from '../testing/effort'
import { eventually } from '../testing/eventually'
import { isRunning } from '../testing/app/api-process'
import { falls } from './falls'
import { districtId, everybodyWrites, openScene, type Scene } from './scene'
import { differences, jobsDue } from './stored'

/**
 * Runs the shipped bundle on its embedded database and lets it fall in every way that `falls.ts` knows while people write: a choice of them once, in
 * the long form all of them three times. Nothing is repaired between the rounds; only a process that was killed is started again by the same command.
 */
let scene: Scene

beforeAll(async () => {
  scene = await openScene()
}, 300_000)

afterAll(() => scene.close(), 120_000)

const rounds = Array.from({ length: effort({ short: 1, long: 3 }) }, (_, at) => at + 1)
const asked = isLong ? falls : falls.filter(({ isLong }) => isLong !== true)

test.each(rounds.flatMap((round) => asked.map((fall) => ({ round, fall, name: fall.name }))))(
  'after $name (round $round) whatever was acknowledged is there, once',
  async ({ fall, round }) => {
    const { acknowledged, database } = scene
    const before = acknowledged.count
    const retriesBefore = retries()
    const api = scene.api.pid
    const writing = everybodyWrites(scene)
    // Each round falls at a different number of acknowledged writes.
    await eventually('people write', 120, () => acknowledged.count >= before + 4 + round)
    await fall.run(scene)
    const fallen = acknowledged.count
    await eventually('people write again', 120, () => acknowledged.count > fallen + scene.writers.length)
    await writing.enough()

    if (fall.interrupts) expect(retries()).toBeGreaterThan(retriesBefore)
    // A database that falls never takes the API with it: the same process answers on.
    expect(isRunning(api)).toBe(scene.api.pid === api)
    expect(await differences(database.db, acknowledged)).toEqual([])
  },
  300_000,
)

const retries = () => scene.clients.reduce((sum, client) => sum + client.retries(), 0)

test('what was to be done is done: no job is left or given up, and nobody is told twice or not at all', async () => {
  await eventually('the outbox is empty', 90, async () => (await jobsDue(scene.database.db)) === 0)
  const outbox = await scene.database.db
    .selectFrom('outbox')
    .select(['kind', 'payload', 'done_at', 'failed_at'])
    .where('district_id', '=', districtId)
    .execute()
  expect(outbox.filter(({ failed_at }) => failed_at !== null)).toEqual([])

  const told = outbox.filter(({ kind, done_at }) => kind === 'notify' && done_at !== null).map(({ payload }) => payload as Told)
  const accounts = await accountsOfStaff()
  const expected = told.flatMap(({ accountId, staffCode, key }) => {
    const account = accountId ?? accounts.get(staffCode ?? '')
    return account === undefined ? [] : [`${account} ${key}`]
  })
  const inbox = await scene.database.db
    .selectFrom('inbox_item')
    .select(['account_id', 'key'])
    .where('district_id', '=', districtId)
    .execute()
  expect(inbox.map(({ account_id, key }) => `${account_id} ${key}`).sort()).toEqual(expected.sort())
  expect(told.filter(({ title }) => title === '新诉求等您受理')).toHaveLength(scene.acknowledged.steps.size)
}, 300_000)

interface Told {
  accountId?: string
  staffCode?: string
  key: string
  title: string
}

async function accountsOfStaff(): Promise<Map<string, string>> {
  const rows = await scene.database.db.selectFrom('staff').select(['code', 'account_id']).where('district_id', '=', districtId).execute()
  return new Map(rows.flatMap(({ code, account_id }) => (account_id === null ? [] : [[code, account_id] as const])))
}

/** Opens a connection that sends this much and then nothing, whatever it is told; resolves with the first answer, if one is due. */
async function mute(lines: readonly string[], answers: boolean): Promise<Socket> {
  const socket = connect(Number(new URL(scene.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(lines.join('\r\n'))
  if (answers) await once(socket, 'data')
  return socket
}

test('stopped in good order it ends with 0 and takes its database along, though a socket is mute and an upload stands still', async () => {
  const upgrade = ['connection: upgrade', 'upgrade: websocket', 'sec-websocket-version: 13', 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==']
  const upload = ['content-type: multipart/form-data; boundary=edge', 'content-length: 5000', `idempotency-key: ${randomUUID()}`]
  const sockets = [
    await mute(['GET /v1/live HTTP/1.1', 'host: a', ...upgrade, '', ''], true),
    await mute(['POST /v1/files HTTP/1.1', 'host: a', `authorization: Bearer ${scene.residents[0].token}`, ...upload, '', '--edge'], false),
  ]
  const server = await scene.postmaster()
  await scene.database.close()
  // Ended by the grace of twenty seconds it would be 1.
  expect(await scene.api.stop()).toBe(0)
  await eventually('the database has stopped', 20, () => !isRunning(server))
  for (const socket of sockets) socket.destroy()
}, 120_000)
