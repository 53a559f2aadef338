import { testApp, type TestApp } from '../../testing/app/app'
import { refusalReport } from '../check/report'
import { opening, sampleFiles, type TextFiles } from '../source/test-files'
import { importDistrict } from './import-district'

// Each test imports a whole district, some of them several times.
jest.setTimeout(120_000)

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const file = 'synonyms.csv'
const without: TextFiles = Object.fromEntries(Object.entries(sampleFiles).filter(([name]) => name !== file))
const saying = (...rows: string[][]) => ({
  ...without,
  [file]: [['code', 'names', 'words'], ...rows, []].map((row) => row.join(',')).join('\n'),
})

async function imports(files: TextFiles): Promise<number> {
  const result = await importDistrict(app.db, app.clock, opening(files), { deps: app.deps })
  if (result.refused !== null) throw new Error(refusalReport(result.refused).join('\n'))
  const { added, changed, retired } = result.changes.synonym
  return added.length + changed.length + retired.length
}
const services = async (q: string) => (await app.does(null, 'GET /v1/services', { query: { q } })).rows.map(({ name }) => name)
const categories = async (q: string) => (await app.does(null, 'GET /v1/categories', { query: { q } })).rows.map(({ name }) => name)
const suggested = async (text: string) =>
  (await app.does(null, 'POST /v1/category-suggestions', { body: { text } })).rows.map(({ name }) => name)

test('a district has its own words besides those every district has, in searches and in what a sentence tells', async () => {
  await imports(without)
  expect(await categories('犭')).toEqual([])
  expect(await categories('狗')).toEqual(['养犬、养宠物'])
  expect(await categories('zaosheng')).toEqual(['噪声扰民'])
  expect((await services('lvshi'))[0]).toBe('律师咨询')
  expect(await services('tijian')).toContain('量血压、测血糖')
  expect(await suggested('楼道灯坏了三天')).toEqual(['楼道灯、路灯不亮'])
  expect(await suggested('旺财又来了')).toEqual([])

  expect(await imports(saying(['own-pets', '养犬|养宠物', '旺财'], ['haircut', '理发', '推头']))).toBe(2)
  expect(await suggested('旺财又来了')).toEqual(['养犬、养宠物'])
  expect(await categories('wangcai')).toEqual(['养犬、养宠物'])
  expect(await services('推头')).toEqual(['上门理发'])
  // The code of a general one: the district's words are in its place.
  expect(await services('剃头')).toEqual([])

  // A folder without the file leaves the words; a file of the first line alone has none of the district's.
  expect(await imports(without)).toBe(0)
  expect(await services('推头')).toEqual(['上门理发'])
  expect(await imports(saying())).toBe(2)
  expect(await services('推头')).toEqual([])
  expect(await services('剃头')).toEqual(['上门理发'])
})

test.each([
  ['a row without names', ['x', '', '旺财'], 'names'],
  ['a row without words', ['x', '养犬', ''], 'words'],
  ['a word that only bars another', ['x', '养犬', '旺财|-来福'], 'words'],
])('%s is named, and nothing is written', async (_name, line, column) => {
  const result = await importDistrict(app.db, app.clock, opening(saying(line)), { deps: app.deps })
  expect(result.refused).toEqual([expect.objectContaining({ file, column })])
})

test('the sample’s own words are of use', async () => {
  expect(await imports(sampleFiles)).toBeGreaterThan(0)
  expect((await services('居委会')).length).toBeGreaterThan(0)
})
