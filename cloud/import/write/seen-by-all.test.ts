import type { Database } from '../../platform/database/database'
import { testApp, type TestApp } from '../../testing/app/app'
import { fakeClock } from '../../testing/app/clock'
import { testDatabase } from '../../testing/database/database'
import { edited, opening, sampleFiles, type TextFiles, withCells, withoutRows } from '../source/test-files'
import { importDistrict } from './import-district'

// Imports a whole district several times, on a machine that may be busy.
jest.setTimeout(60_000)

const clock = fakeClock()
let database: Database
let processes: readonly TestApp[]

beforeAll(async () => {
  database = await testDatabase()
  await imports(sampleFiles)
  processes = [await testApp({ clock, database }), await testApp({ clock, database })]
})
afterAll(async () => {
  await Promise.all(processes.map((one) => one.close()))
  await database.close()
})

async function imports(files: TextFiles): Promise<void> {
  expect(await importDistrict(database.db, clock, opening(files), {})).toMatchObject({ refused: null, written: true })
}

/** What each process shows of a grid: twice, so that what it remembers is seen, too. */
async function cards(code: string) {
  const shown = []
  for (const process of [...processes, ...processes]) shown.push(await process.does(null, 'GET /v1/grids/{code}', { params: { code } }))
  const [first] = shown
  if (first === undefined) throw new Error('unreachable')
  for (const card of shown) expect(card).toEqual(first)
  return first
}

test('what an import changes is seen by the next call in every process: a name, a shape, who left the team', async () => {
  const grid = '990101001001003'
  const before = await cards(grid)
  expect(before.team.map(({ staffCode }) => staffCode)).toContain('L003')
  const without = ['staff.csv', 'roles.csv', 'teams.csv'].reduce(
    (files, file) => withoutRows(files, file, (line) => line.includes('L003')),
    sampleFiles,
  )
  await imports(without)
  const after = await cards(grid)
  expect(after.team.map(({ staffCode }) => staffCode)).not.toContain('L003')
  expect(after.team).toHaveLength(before.team.length - 1)

  const first = '990101001001001'
  const corner = [83.500054, 38.905174]
  expect((await cards(first)).rings[0]?.[0]).toEqual(corner)
  const shifted = edited(without, 'grids.geojson', (text) =>
    text.replaceAll('[83.500054,38.905174]', '[83.500055,38.905174]').replace('第 1 网格', '第 71 网格'),
  )
  await imports(withCells(shifted, 'areas.csv', 5, { name: '第 71 网格' }))
  const { name, rings } = await cards(first)
  expect([name, rings[0]?.[0]]).toEqual(['第 71 网格', [83.500055, 38.905174]])
})
