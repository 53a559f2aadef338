import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { runCommand } from '../operate/api'
import { repositoryRoot } from '../platform/process/repository-root'
import { eventually } from '../testing/eventually'
import { bundleInspector, isRunning } from '../testing/app/api-process'
import { openBucket, type Bucket } from '../testing/app/bucket'
import { falls, type Fall } from './falls'
import { photoWriter } from './photo-writer'
import { everybodyWrites, openScene, type Scene } from './scene'
import { mountSmallDisk, type SmallDisk } from './small-disk'
import { differences, jobsDue, missingFiles } from './stored'

const run = promisify(execFile)
const usage = 'npm run chaos [-- <minutes, 10 without>]'
/** The API must answer, and take a write, this soon after each fall. */
const promisedMs = 5000

/** The database has no room for some seconds; then there is room again. */
const diskFull = (disk: SmallDisk): Fall => ({
  name: 'a full disk under the database for eight seconds',
  interrupts: false,
  async run() {
    await disk.fill()
    await wait(8000)
    await disk.empty()
    return performance.now()
  },
})

/** The file store is slow or full for some seconds; whoever sends no photo does not notice. */
const storeIll = (bucket: Bucket, mood: 'slow' | 'full'): Fall => ({
  name: `a ${mood} file store for twelve seconds`,
  interrupts: false,
  run() {
    bucket.mood = mood
    setTimeout(() => (bucket.mood = 'well'), 12_000)
    return Promise.resolve(performance.now())
  },
})

/** Lets the API fall in every way in turn until the time is over; returns the exit code: 0 when nothing was lost and each return was in time. */
async function chaos(minutes: number): Promise<number> {
  const base = await mkdtemp(join(tmpdir(), 'doorstep-chaos-'))
  const folder = join(base, 'data')
  const disk = process.platform === 'linux' ? await mountSmallDisk(folder, 600) : null
  if (disk === null) console.log('No full disk is tried: mounting a small one needs Linux and root.')
  const bucket = await openBucket()
  await bundleInspector()
  const s3 = { S3_ENDPOINT: bucket.url, S3_BUCKET: 'chaos', S3_KEY_ID: 'id', S3_SECRET: 'secret' }
  let scene: Scene | undefined
  let code = 1
  try {
    scene = await openScene({ folder, log: join(base, 'api.log'), settings: s3 })
    const ways = [...falls, ...(disk === null ? [] : [diskFull(disk)]), storeIll(bucket, 'slow'), storeIll(bucket, 'full')]
    scene.writers.push(await photoWriter({ ...scene.residents[0], url: scene.url }))
    code = await rounds({ scene, bucket, ways, until: performance.now() + minutes * 60_000 })
    return code
  } finally {
    await scene?.close()
    await bucket.close()
    await disk?.close()
    if (code === 0) await rm(base, { recursive: true, force: true })
    else console.error(`The log of the API is ${join(base, 'api.log')}`)
  }
}

interface Playing {
  scene: Scene
  bucket: Bucket
  ways: readonly Fall[]
  until: number
}

async function rounds({ scene, bucket, ways, until }: Playing): Promise<number> {
  let [round, failures, slowest] = [0, 0, 0]
  while (performance.now() < until) {
    const fall = ways[round % ways.length]
    if (fall === undefined) break
    round += 1
    const { ms, faults } = await play(scene, bucket, fall)
    slowest = Math.max(slowest, ms)
    if (ms > promisedMs) faults.push(`answered only after ${ms} ms`)
    failures += faults.length
    console.log(`${String(round).padStart(3)}  ${String(ms).padStart(5)} ms  ${scene.acknowledged.count} acknowledged  ${fall.name}`)
    for (const fault of faults) console.log(`     ${fault}`)
  }
  await eventually('every job is done', 120, async () => (await jobsDue(scene.database.db)) === 0)
  const verified = await verifiedByCommand(scene)
  console.log(verified)
  console.log(`${round} falls, slowest return ${slowest} ms, ${scene.acknowledged.count} writes acknowledged, ${failures} failures`)
  return failures === 0 ? 0 : 1
}

/** One fall while everybody writes, and the comparison after it. */
async function play(scene: Scene, bucket: Bucket, fall: Fall): Promise<{ ms: number; faults: string[] }> {
  const { acknowledged } = scene
  const api = scene.api.pid
  // A few people write as much as a whole district: each fall has a day of its own for the caps of one account.
  await scene.database.db.deleteFrom('tally').where('kind', 'like', 'daily:%').execute()
  const writing = everybodyWrites(scene)
  await wait(1000 + Math.random() * 3000)
  const at = await fall.run(scene)
  const written = acknowledged.count
  await eventually(`an answer after ${fall.name}`, 120, async () => acknowledged.count > written && (await isReady(scene.url)))
  const ms = Math.max(0, Math.round(performance.now() - at))
  await wait(1000 + Math.random() * 2000)
  await writing.enough()
  const ended = api === scene.api.pid && !isRunning(api) ? ['the API ended, though only its database fell'] : []
  await eventually('the file store is well', 30, () => bucket.mood === 'well')
  return {
    ms,
    faults: [
      ...ended,
      ...(await differences(scene.database.db, acknowledged)),
      ...(await missingFiles(scene.database.db, bucket, acknowledged)),
    ],
  }
}

const isReady = (url: string) =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  )

/** Runs `npm run verify -- --all` on what the falls left; returns its last line, throws when it is not whole. */
async function verifiedByCommand({ folder }: Scene): Promise<string> {
  const { stdout } = await run(process.execPath, ['scripts/run.mjs', 'cloud/requests/proof/verify-main.ts', '--all'], {
    cwd: repositoryRoot(),
    env: { PATH: process.env.PATH, DATA_DIR: folder },
  })
  return stdout.trim().split('\n').at(-1) ?? ''
}

runCommand(async () => {
  const minutes = Number(process.argv[2] ?? 10)
  if (!(minutes > 0)) {
    console.error(usage)
    return 2
  }
  return chaos(minutes)
})
