import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { notify } from '../notifications/api'
import { inTransaction, openDatabase, type Db } from '../platform/database/database'
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres'
import { migrate } from '../platform/database/migrate'
import { enqueue } from '../platform/jobs/outbox'
import { systemClock } from '../platform/process/clock'
import { bundleApi, freePort, startApi } from '../testing/app/api-process'
import { aDistrict, type District } from '../testing/district'
import { eventually } from '../testing/eventually'
import { insistentClient } from '../testing/http/insistent-client'
import { signedIn } from '../testing/people/signed-in'
import { line, machine, quantile } from './booking-figures'

const recipients = 100_000
const promisedMs = 2000
/** Probes that are sent while nothing else happens. */
const probesAlone = 40

const whole = (n: number) => Math.round(n).toLocaleString('en-US')

/** Inserts residents with a home each, spread over the buildings of the district. */
async function manyHomes(db: Db, { id, grids }: District): Promise<void> {
  const codes = grids.flatMap(({ buildings }) => buildings.map(({ code }) => code))
  await sql`
    with people as (
      insert into account (district_id, id, openid, created_at)
      select ${id}::integer, gen_random_uuid(), 'many-' || n, now() from generate_series(1, ${recipients}::integer) n
      returning district_id, id
    )
    insert into home (district_id, id, account_id, building_code, label, current, created_at)
    select district_id, gen_random_uuid(), id, (${codes}::text[])[1 + (row_number() over ()) % ${codes.length}::integer], '我家', true, now() from people`.execute(
    db,
  )
  await sql`analyze`.execute(db)
}

/** Publishes a notice for the whole street as people do: one writes it, another approves it. Returns its id. */
async function publish(url: string, district: District): Promise<string> {
  const { db, id, staff, street } = district
  await db
    .updateTable('staff_role')
    .set({ area_code: street })
    .where('district_id', '=', id)
    .where('staff_code', '=', staff.otherSecretary)
    .execute()
  const author = insistentClient([url], (await signedIn(district, 'streetAdmin')).token)
  const reviewer = insistentClient([url], (await signedIn(district, { staff: staff.otherSecretary })).token)
  const body = { title: '停水通知', text: '周三上午停水。', branchCode: 'B1', audience: [street] }
  const { id: notice } = await author.send('POST /v1/notices', { body })
  await author.send('POST /v1/notices/{id}/submit', { params: { id: notice } })
  await reviewer.send('POST /v1/notices/{id}/approve', { params: { id: notice } })
  return notice
}

/** Sends probes, one after another, and measures how long each waits: a message over HTTP, a notification and the job of a deadline. */
async function probed(url: string, district: District, goesOn: (sent: number) => Promise<boolean>): Promise<Record<string, number[]>> {
  const { db, id: districtId } = district
  const [resident, member] = [await signedIn(district, 'resident'), await signedIn(district, 'gridMember')]
  const asking = insistentClient([url], resident.token)
  const { id: conversationId } = await asking.send('POST /v1/conversations', { body: { gridCode: district.grids[0].code } })
  const replying = insistentClient([url], member.token)
  const run = randomUUID()
  const took: Record<string, number[]> = {
    'a message is answered': [],
    'a notification is delivered': [],
    'the job of a deadline is done': [],
  }
  for (let sent = 0; await goesOn(sent); sent += 1) {
    const key = `${run}:${sent}`
    const isDone = async (kind: string, key: string) => {
      const job = db.selectFrom('outbox').where('district_id', '=', districtId).where('kind', '=', kind).where('key', '=', key)
      return (await job.select('done_at').executeTakeFirstOrThrow()).done_at !== null
    }
    const from = performance.now()
    const measured = async (name: string, work: Promise<unknown>) => {
      await work
      took[name]?.push(performance.now() - from)
    }
    await inTransaction(db, async (tx) => {
      const at = systemClock.now()
      const said = { kind: 'reply' as const, title: '网格员回复了您', text: '下午就来', target: null }
      await notify(tx, { districtId, to: { accountIds: [resident.accountId] }, ...said, key, at })
      const payload = { conversationId, seq: 0, level: 1 }
      await enqueue(tx, { districtId, kind: 'messages.unanswered', key, payload, dueAt: at })
    })
    const told = `${key}|a:${resident.accountId}`
    const message = { kind: 'text' as const, clientId: randomUUID(), text: '下午就来' }
    await Promise.all([
      measured(
        'a message is answered',
        replying.send('POST /v1/conversations/{id}/messages', { params: { id: conversationId }, body: message }),
      ),
      measured(
        'a notification is delivered',
        eventually('it is delivered', 60, () => isDone('notify', told)),
      ),
      measured(
        'the job of a deadline is done',
        eventually('it is done', 60, () => isDone('messages.unanswered', key)),
      ),
    ])
  }
  return took
}

/** `npm run bench:outbox`: what a notice to 100,000 people in the background delays. Fails when anything waits for more than 2 s. */
async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-bench-'))
  await chmod(folder, 0o755)
  const closers: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    process.stderr.write('laying the ground …\n')
    const postgres = await startEmbeddedPostgres(folder)
    closers.unshift(() => postgres.stop())
    const { db, close } = openDatabase(postgres.url, { max: 4 })
    closers.unshift(close)
    await migrate(db)
    const district = await aDistrict(db)
    await manyHomes(db, district)
    const program = await bundleApi()
    closers.unshift(() => program.remove())
    const settings = { DATABASE_URL: postgres.url, DATA_DIR: folder, DATA_KEY: randomBytes(32).toString('hex'), DEMO: '1' }
    const { url, stop } = await startApi({ program, port: await freePort(), log: join(folder, 'api.log'), settings })
    closers.unshift(stop)

    process.stderr.write('nothing else to do …\n')
    const alone = await probed(url, district, (sent) => Promise.resolve(sent < probesAlone))
    process.stderr.write(`a notice to ${whole(recipients)} …\n`)
    const from = performance.now()
    const notice = await publish(url, district)
    const told = async () =>
      (
        await db
          .selectFrom('outbox')
          .select(({ fn }) => fn.countAll<number>().as('left'))
          .where('district_id', '=', district.id)
          .where('kind', '=', 'notices.tell')
          .where('done_at', 'is', null)
          .executeTakeFirstOrThrow()
      ).left === 0
    const beside = await probed(url, district, async () => !(await told()))
    const seconds = (performance.now() - from) / 1000
    const items = await db
      .selectFrom('inbox_item')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('key', '=', `notice:${notice}:published`)
      .executeTakeFirstOrThrow()

    const ms = (took: readonly number[] = []) => [quantile(took, 0.5), quantile(took, 0.95), Math.max(...took)].map(whole)
    const head = ['delay', 'alone p50 ms', 'p95 ms', 'worst ms', 'beside the notice p50 ms', 'p95 ms', 'worst ms']
    process.stdout.write(
      [
        line(head),
        line(head.map((_, at) => (at === 0 ? '---' : '---:'))),
        ...Object.keys(alone).map((name) => line([name, ...ms(alone[name]), ...ms(beside[name])])),
        '',
        `The notice was in ${whole(items.count)} inboxes after ${seconds.toFixed(1)} s, ${Object.values(beside)[0]?.length ?? 0} probes beside it. One API process; ${machine()}.`,
        '',
      ].join('\n'),
    )
    if (items.count < recipients) throw new Error(`The notice reached ${items.count} inboxes only`)
    const worst = Math.max(...Object.values(beside).flat())
    if (worst > promisedMs) throw new Error(`Something waited for ${worst} ms, more than ${promisedMs}`)
  } finally {
    for (const close of closers) await close()
  }
}

await bench()
