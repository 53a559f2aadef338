import { testApp, type TestApp } from '../../testing/app/app'
import { refusalReport } from '../check/report'
import { edited, opening, sampleFiles, withCells, type TextFiles } from '../source/test-files'
import { importDistrict } from './import-district'

// Each test imports a whole district, some of them several times.
jest.setTimeout(120_000)

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** Imports and returns which columns of areas changed. */
async function imports(files: TextFiles): Promise<string[][]> {
  const result = await importDistrict(app.db, app.clock, opening(files), { deps: app.deps })
  if (result.refused !== null) throw new Error(refusalReport(result.refused).join('\n'))
  return result.changes.area.changed.map(({ columns }) => [...columns])
}
const grid = '990101001001003'
const nightPhone = async () => (await app.does(null, 'GET /v1/grids/{code}', { params: { code: grid } })).nightPhone

/** The file as districts wrote it before there was the column. */
const former = edited(sampleFiles, 'areas.csv', (text) =>
  text
    .split('\n')
    .map((line) => line.slice(0, Math.max(line.lastIndexOf(','), 0)))
    .join('\n'),
)

test('a file without the column imports as before; with it the card says whom to call, and an empty cell takes the street’s', async () => {
  await imports(former)
  expect(await nightPhone()).toBeNull()
  expect(new Set((await imports(sampleFiles)).flat())).toEqual(new Set(['night_phone']))
  expect(await nightPhone()).toBe('0999-0010101')
  expect(await imports(sampleFiles)).toEqual([])
  const community = 4
  expect(await imports(withCells(sampleFiles, 'areas.csv', community, { night_phone: '' }))).toEqual([['night_phone']])
  expect(await nightPhone()).toBe('0999-0010000')
})
