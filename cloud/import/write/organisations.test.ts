import type { District } from '../../testing/district'
import { signedIn } from '../../testing/people/signed-in'
import { testApp, type TestApp } from '../../testing/app/app'
import { faultText } from '../source/fault'
import { opening, sampleFiles, type TextFiles } from '../source/test-files'
import { organisationInvitationsCsv } from './handouts'
import { importDistrict } from './import-district'

// Each test imports a whole district, some of them several times.
jest.setTimeout(120_000)

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const file = 'organisations.csv'
const districtId = 990101
const without: TextFiles = Object.fromEntries(Object.entries(sampleFiles).filter(([name]) => name !== file))
const organisations = (...rows: string[][]): TextFiles => ({
  ...without,
  [file]: [['code', 'name', 'kind', 'building_code'], ...rows, []].map((row) => row.join(',')).join('\n'),
})
const imports = (files: TextFiles) => importDistrict(app.db, app.clock, opening(files), { deps: app.deps })
const changed = async (files: TextFiles) => {
  const result = await imports(files)
  if (result.refused !== null) throw new Error(result.refused.map(faultText).join('\n'))
  const { added, changed, retired } = result.changes.organisation
  return [added.length, changed.length, retired.length]
}
const refused = async (files: TextFiles) => ((await imports(files)).refused ?? []).map(({ row, column, wanted }) => [row, column, wanted])
const her = () => signedIn({ id: districtId, db: app.db } as District, 'resident', { building: null, name: '钱芳' })
const invitations = async () => {
  const [, ...lines] = (await organisationInvitationsCsv(app.db, app.clock, app.deps.keys, districtId)).trim().split('\n')
  return new Map(lines.map((line) => line.trim().split(',')).map(([code = '', , , invitation = '']) => [code, invitation]))
}

test('organisations of the file are checked; the first contact joins by a code and gives her own name, and then no code is issued', async () => {
  expect(await changed(without)).toEqual([0, 0, 0])
  expect(await changed(organisations(['O1', '好再来便利店', 'shop', 'B0001'], ['O2', '清河小学', 'institution', 'B0003']))).toEqual([
    2, 0, 0,
  ])
  expect(await changed(organisations(['O1', '好再来便利店', 'shop', 'B0001'], ['O2', '清河小学', 'institution', 'B0003']))).toEqual([
    0, 0, 0,
  ])
  const [stale, codes] = [await invitations(), await invitations()]
  expect([...codes.keys()]).toEqual(['O1', 'O2'])
  const she = await her()
  const joins = (code = '') => app.call(she, 'POST /v1/organisation-bindings', { body: { code } })
  expect((await joins(stale.get('O1'))).problem?.code).toBe('organisationCodeRefused')
  const joined = await joins(codes.get('O1'))
  expect(joined.body).toMatchObject({
    name: '好再来便利店',
    state: 'verified',
    contacts: [{ name: '钱芳', position: '联系人', mine: true }],
  })
  expect([...(await invitations()).keys()]).toEqual(['O2'])
})

test('names may be exchanged, one may follow under another code, and a folder without the file leaves all', async () => {
  expect(await changed(organisations(['O1', '清河小学', 'institution', 'B0003'], ['O2', '好再来便利店', 'shop', 'B0001']))).toEqual([
    0, 2, 0,
  ])
  expect(await changed(organisations(['O1', '清河小学', 'institution', 'B0003'], ['O3', '好再来便利店', 'shop', 'B0001']))).toEqual([
    1, 0, 1,
  ])
  expect(await changed(without)).toEqual([0, 0, 0])
  expect(await refused(organisations(['O2', '好再来便利店', 'shop', 'B0001']))).toEqual([[2, 'code', expect.stringContaining('已经停用')]])
  expect(await changed(organisations())).toEqual([0, 0, 2])
})

test('one that its people registered and the grid’s team checked is the file’s of that name; another cannot be renamed into it', async () => {
  const she = await her()
  const form = { name: '老王修车', kind: 'shop' as const, buildingCode: 'B0004', contactName: '王刚', position: '店主' }
  const { id } = await app.does(she, 'POST /v1/organisations', { body: form })
  await app.db.updateTable('organisation').set({ state: 'verified' }).where('district_id', '=', districtId).where('id', '=', id).execute()
  expect(await changed(organisations(['O7', '王家粮油', 'shop', 'B0004']))).toEqual([1, 0, 0])
  expect(await refused(organisations(['O7', '老王修车', 'shop', 'B0004']))).toEqual([[2, 'name', expect.stringContaining('同名单位')]])
  expect(await changed(organisations(['O7', '王家粮油', 'shop', 'B0004'], ['O8', '老王修车', 'shop', 'B0004']))).toEqual([1, 0, 0])
  const { rows } = await app.does(she, 'GET /v1/organisations')
  expect(rows).toMatchObject([{ id, name: '老王修车', contacts: [{ name: '王刚', mine: true }] }])
  expect([...(await invitations()).keys()]).toEqual(['O7'])
})

test.each([
  ['a building that is not there', [['O9', '好再来便利店', 'shop', 'B9999']], [2, 'building_code', '楼栋代码不在 buildings.csv 里']],
  [
    'a name twice in a building',
    [
      ['O8', '好再来便利店', 'shop', 'B0001'],
      ['O9', '好再来便利店', 'company', 'B0001'],
    ],
    [3, 'name', '与第 2 行是同一栋楼里的同名单位，请合成一行或写明区别'],
  ],
  ['an unknown kind', [['O9', '好再来便利店', '厂', 'B0001']], [2, 'kind', expect.stringContaining('shop')]],
  ['a name left out', [['O9', '', 'shop', 'B0001']], [2, 'name', expect.any(String)]],
])('%s is named with its line, and nothing is written', async (_name, rows, fault) => {
  expect(await refused(organisations(...rows))).toEqual([fault])
})

test('the sample’s own organisations can be imported', async () => {
  expect((await changed(sampleFiles))[0]).toBe(3)
})
