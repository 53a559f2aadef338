import { testApp, type TestApp } from '../testing/app/app'
import { aDistrict, type District } from '../testing/district'

let app: TestApp
let district: District

beforeAll(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
})
afterAll(() => app.close())

const codes = async (query: { grid?: string; q?: string } = {}) =>
  (await app.does(null, 'GET /v1/branches', { query })).rows.map(({ code }) => code)

test('without a grid every branch of the district is listed, in code order', async () => {
  expect(await codes()).toEqual(['B1', 'B2'])
})

test('with a grid only the branches that stand on it', async () => {
  expect(await codes({ grid: district.grids[0].code })).toEqual(['B1'])
  expect(await codes({ grid: district.grids[2].code })).toEqual(['B2'])
  expect(await codes({ grid: '990101001001999' })).toEqual([])
})

test.each(['河畔', 'hp', 'HPJMK', '河 畔'])('%s finds a branch by name or pinyin initials', async (q) => {
  expect(await codes({ q })).toEqual(['B2'])
})

test('a branch says who, where, when and for which grids', async () => {
  expect(await app.does(null, 'GET /v1/branches/{code}', { params: { code: 'B1' } })).toEqual({
    code: 'B1',
    name: '槐树里家门口党支部',
    kind: 'estate',
    secretary: '赵书记',
    phone: '0543-3000001',
    place: '社区服务中心一楼',
    hours: '周一至周六 8:30–17:30',
    about: '就在您家门口。',
    grids: [
      { code: district.grids[0].code, name: '第一网格' },
      { code: district.grids[1].code, name: '第二网格' },
    ],
  })
})

test('an unknown and a retired branch are not found', async () => {
  await app.db
    .updateTable('branch')
    .set({ retired_at: app.clock.now() })
    .where('district_id', '=', district.id)
    .where('code', '=', 'B2')
    .execute()
  for (const code of ['B2', 'NONE']) expect((await app.call(null, 'GET /v1/branches/{code}', { params: { code } })).status).toBe(404)
  expect(await codes()).toEqual(['B1'])
})
