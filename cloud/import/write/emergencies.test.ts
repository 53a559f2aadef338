import { defaultEmergencies, emergencyIn } from '@doorstep/contract/emergencies'
import { testApp, type TestApp } from '../../testing/app/app'
import { refusalReport } from '../check/report'
import { edited, opening, sampleFiles, textOf, type TextFiles } from '../source/test-files'
import { importDistrict } from './import-district'

// Each test imports a whole district, some of them several times.
jest.setTimeout(120_000)

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const file = 'emergencies.csv'
const without: TextFiles = Object.fromEntries(Object.entries(sampleFiles).filter(([name]) => name !== file))

async function imports(files: TextFiles): Promise<number> {
  const result = await importDistrict(app.db, app.clock, opening(files), { deps: app.deps })
  if (result.refused !== null) throw new Error(refusalReport(result.refused).join('\n'))
  const { added, changed, retired } = result.changes.emergency
  return added.length + changed.length + retired.length
}
const table = async () => (await app.does(null, 'GET /v1/emergencies')).rows

test('a district edits the words, and without a table of its own has the default with its own phones', async () => {
  await imports(without)
  const gas = emergencyIn('煤气', await table())
  expect(gas).toMatchObject({ code: 'gas', phones: [{ name: '燃气抢修', number: '0999-0000777' }, {}, {}, {}] })
  expect((await table()).map(({ code }) => code)).toEqual(defaultEmergencies.map(({ code }) => code))

  const flood = ['flood', '涨水|河 漫', '往高处走，不要涉水', '防汛值班：0999-0000555|急救：120']
  const words = edited(sampleFiles, file, (text) => `${text}${flood.join(',')}\n`)
  expect(await imports(words)).toBe(6)
  expect(emergencyIn('河水漫上来了', await table())).toEqual({
    code: 'flood',
    words: ['涨水', '河 漫'],
    advice: '往高处走，不要涉水',
    phones: [
      { name: '防汛值班', number: '0999-0000555' },
      { name: '急救', number: '120' },
    ],
  })
  // A folder without the file leaves the table; a file of the first line alone goes back to the default.
  expect(await imports(without)).toBe(0)
  expect(await imports(edited(words, file, (text) => text.replace('涨水', '发大水')))).toBe(1)
  expect(await imports({ ...without, [file]: `${textOf(sampleFiles, file).split('\n')[0] ?? ''}\n` })).toBe(6)
  expect(emergencyIn('河水漫上来了', await table())).toBeUndefined()
  expect(await imports(words)).toBe(6)
})

test.each([
  ['a row without words', 'x,,先打电话,急救：120\n', 'words'],
  ['a row without advice', 'x,涨水,,急救：120\n', 'advice'],
  ['a row without a phone', 'x,涨水,先打电话,\n', 'phones'],
  ['a phone that is none', `${['x', '涨水', '先打电话', '急救：一二零'].join(',')}\n`, 'phones'],
  ['a code twice', `${['gas', '涨水', '先打电话', '急救：120'].join(',')}\n`, 'code'],
])('%s is named, and nothing is written', async (_name, line, column) => {
  const result = await importDistrict(app.db, app.clock, opening(edited(sampleFiles, file, (text) => text + line)), { deps: app.deps })
  expect(result.refused).toEqual([expect.objectContaining({ file, column })])
})
