import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openDatabase } from '../../platform/database/database'
import { startEmbeddedPostgres } from '../../platform/database/embedded-postgres'
import { bundleApi, freePort, startApi, type ApiProcess } from '../../testing/app/api-process'
import { line, machine, quantile } from '../booking-figures'
import { longestStall, peakMegabytes, timed } from './api-figures'
import { cityStreets } from './city'
import { bundleImport, runImport, type Used } from './import-program'
import { searchesFor } from './searches'
import { writeCity } from './write-city'

const districtId = 990101
/** Buildings searched for; the first searches, which fill caches, do not count. */
const searched = { buildings: 60, warmUp: 20 } as const
/** A point in the first grid. */
const point = '/v1/grid-at?lng=83.501800&lat=38.901400'

interface Figure {
  what: string
  found: number
  unit: string
  /** Missed when more is found; null: only printed. */
  most: number | null
}

const say = (what: string) => process.stderr.write(`${what} …\n`)

const importFigures = (what: string, used: Used, most: { cpuSeconds: number; megabytes: number }): Figure[] => [
  { what: `${what}, the program's CPU`, found: used.cpuSeconds, unit: 's', most: most.cpuSeconds },
  { what: `${what}, its memory`, found: used.megabytes, unit: 'MB', most: most.megabytes },
  { what: `${what}, all in all`, found: used.seconds, unit: 's', most: null },
]

async function searchFigure(api: ApiProcess, what: string, words: readonly string[], most: number | null): Promise<Figure> {
  const took: number[] = []
  for (const q of words) took.push(await timed(api, `/v1/buildings?${new URLSearchParams({ q }).toString()}`))
  return { what, found: quantile(took.slice(searched.warmUp), 0.95), unit: 'ms', most }
}

/** Imports the city, starts the API on it, and measures both; `folder` is removed by the caller. */
async function figuresOf(streets: number, folder: string, closers: (() => unknown)[]): Promise<Figure[]> {
  say('writing the files')
  const [one, two] = [join(folder, 'one'), join(folder, 'two')]
  await writeCity(one, { streets, changed: false })
  await writeCity(two, { streets, changed: true })
  const postgres = await startEmbeddedPostgres(folder)
  closers.unshift(() => postgres.stop())
  const database = openDatabase(postgres.url, { max: 2 })
  closers.unshift(() => database.close())
  const settings = { DATABASE_URL: postgres.url, DATA_DIR: folder, DATA_KEY: randomBytes(32).toString('hex'), DEMO: '1' }
  const importer = await bundleImport()
  closers.unshift(() => importer.remove())
  const program = await bundleApi()
  closers.unshift(() => program.remove())

  say('import')
  const first = await runImport(importer, settings, [one])
  say('dry run')
  const dry = await runImport(importer, settings, [two, '--dry-run'])
  await sql`analyze`.execute(database.db)
  const api = await startApi({ program, port: await freePort(), log: join(folder, 'api.log'), settings })
  closers.unshift(() => api.stop())
  await timed(api, point)
  say('import again, one row of a hundred changed')
  const again = await runImport(importer, settings, [two])
  const stall = await longestStall(api, () => timed(api, point))
  say('search')
  const { inexact, exact } = await searchesFor(database.db, districtId, searched.buildings)
  const limits = { cpuSeconds: 40, megabytes: 600 }
  return [
    ...importFigures('import', first, limits),
    ...importFigures('dry run', dry, limits),
    ...importFigures('import again', again, limits),
    { what: 'first read after it, longest stall of the event loop', found: stall, unit: 'ms', most: 200 },
    await searchFigure(api, 'search with a mistake, p95', inexact, 50),
    await searchFigure(api, 'search without, p95', exact, null),
    { what: 'API, most memory', found: await peakMegabytes(api), unit: 'MB', most: 400 },
  ]
}

/** `npm run bench:city -- [streets]`: measures a whole city district and ends with 1 when a figure misses its limit. */
async function bench(): Promise<number> {
  const streets = Number(process.argv[2] ?? cityStreets)
  if (!Number.isInteger(streets) || streets < 1 || streets > cityStreets) throw new Error(`Give 1 to ${cityStreets} streets`)
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-bench-'))
  await chmod(folder, 0o755)
  const closers: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    const figures = await figuresOf(streets, folder, closers)
    const missed = figures.filter(({ found, most }) => most !== null && found > most)
    const rows = figures.map(({ what, found, unit, most }) =>
      line([what, `${found.toFixed(1)} ${unit}`, most === null ? '' : `${most} ${unit}`]),
    )
    const end = missed.map(({ what }) => `Missed: ${what}`)
    process.stdout.write(
      [
        line(['figure', 'found', 'at most']),
        line(['---', '---:', '---:']),
        ...rows,
        '',
        `${streets} streets; ${machine()}`,
        ...end,
        '',
      ].join('\n'),
    )
    return missed.length === 0 ? 0 : 1
  } finally {
    for (const close of closers) await close()
  }
}

process.exitCode = await bench()
