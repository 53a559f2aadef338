import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { openDatabase, type Database } from '../platform/database/database'
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres'
import { migrate } from '../platform/database/migrate'
import { testApp } from '../testing/app/app'
import { fakeClock } from '../testing/app/clock'
import { onThePool, overHttp } from './load'
import { replay } from './replay'
import { load, table, type Row } from './report'
import { samples, talking, type Sample } from './samples'
import { scenarioKeys, scenarios, type ScenarioKey, type Talking } from './scenarios'
import { Ports, serve, Settings } from './server'
import { statementTable } from './statement-table'
import { instead } from './stand-ins'
import type { Neighbour } from './town'

/** Starts the process under load and returns its ports. */
async function serverProcess(settings: v.InferOutput<typeof Settings>) {
  const child = fork(process.argv[1] ?? '', ['serve'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  child.send(settings)
  const answered = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [])])
  return { ports: v.parse(Ports, answered[0]), stop: () => child.kill() }
}

async function measure(
  town: Talking,
  taken: Record<ScenarioKey, Sample>,
  sampled: Neighbour,
  { pool }: Database,
  ports: v.InferOutput<typeof Ports>,
) {
  const others = town.residents.map((who) => instead(town, sampled, who))
  const rows: Row[] = []
  for (const key of scenarioKeys) {
    const { name, asks } = scenarios[key]
    const { recording } = taken[key]
    process.stderr.write(`${name} …\n`)
    const api = await overHttp(`http://127.0.0.1:${ports.api}`, () => asks(town), load)
    const bare = await overHttp(`http://127.0.0.1:${ports.bare}`, () => ({ ...asks(town), path: `/${key}` }), load)
    const someone = () => others[Math.floor(Math.random() * others.length)] ?? new Map<string, string>()
    const sql = await onThePool(pool, load.pool, (client) => replay(client, recording, someone()), load.seconds)
    rows.push({ name, api, bare, sql, statements: recording.length })
  }
  return rows
}

/** `npm run bench`: measures the API over HTTP next to a bare handler and next to its own SQL, in one run of less than three minutes. */
async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-bench-'))
  const closers: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    process.stderr.write('laying the ground …\n')
    const postgres = await startEmbeddedPostgres(folder)
    closers.unshift(() => postgres.stop())
    const database = openDatabase(postgres.url, { max: load.pool })
    closers.unshift(() => database.close())
    await migrate(database.db)
    const app = await testApp({ database, clock: fakeClock(new Date()) })
    closers.unshift(() => app.close())
    const town = await talking(app)
    const [sampled] = town.residents
    if (sampled === undefined) throw new Error('A town without residents')
    const taken = await samples(app, town, sampled)
    const { rows: versions } = await database.pool.query<{ server_version: string }>('show server_version')

    const server = await serverProcess({
      environment: {
        DATABASE_URL: postgres.url,
        DATA_DIR: folder,
        WX_APPID: 'wx-test',
        WX_SECRET: 'secret-test',
        WX_API_BASE: app.standIn.url,
        LOG_LEVEL: 'silent',
        RATE_PER_MINUTE: '1000000',
      },
      pool: load.pool,
      replies: Object.fromEntries(scenarioKeys.map((key) => [key, taken[key].reply])),
    })
    closers.unshift(() => server.stop())
    const rows = await measure(town, taken, sampled, database, server.ports)
    process.stdout.write(`${table(rows, `PostgreSQL ${versions[0]?.server_version ?? ''}`)}\n\n${await statementTable(postgres.url)}\n`)
  } finally {
    for (const close of closers) await close()
  }
}

if (process.argv[2] === 'serve') process.once('message', (settings) => void serve(v.parse(Settings, settings)))
else await bench()
