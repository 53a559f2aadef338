import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '../../platform/process/repository-root'
import type { Fault } from './fault'
import { readShapes } from './geojson'
import { sampleFiles, textOf, withShapes } from './test-files'

const run = promisify(execFile)
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-gcj02-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function converted(geojson: string): Promise<Uint8Array> {
  const [from, to] = [join(folder, 'from.geojson'), join(folder, 'to.geojson')]
  await writeFile(from, geojson)
  await run(process.execPath, [join(repositoryRoot(), 'scripts', 'to-gcj02.mjs'), from, to])
  return readFile(to)
}

const wgs84 = (crs?: unknown) =>
  textOf(
    withShapes(sampleFiles, (collection) => {
      delete collection.datum
      if (crs !== undefined) collection.crs = crs
    }),
    'grids.geojson',
  )

test('what the refusal of plain GeoJSON tells to run gives a file the import takes, a few hundred metres away', async () => {
  const faults: Fault[] = []
  const { shapes } = readShapes(await converted(wgs84({ type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } })), (fault) =>
    faults.push(fault),
  )
  expect(faults).toEqual([])
  expect(shapes).toHaveLength(40)
  const [lng = 0, lat = 0] = shapes[0]?.rings[0]?.[0] ?? []
  expect(Math.hypot((lng - 83.500054) * 86_600, (lat - 38.905174) * 110_574)).toBeGreaterThan(100)
  expect(Math.hypot((lng - 83.500054) * 86_600, (lat - 38.905174) * 110_574)).toBeLessThan(1000)
})

test.each([
  ['already GCJ-02', textOf(sampleFiles, 'grids.geojson'), /已经是 GCJ-02/],
  ['projected', wgs84({ type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } }), /EPSG:4326/],
])('a file that is %s is left alone', async (_, geojson, says) => {
  await expect(converted(geojson)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(says) as string })
})
