import { inTransaction } from '../../platform/database/database'
import { touchReference } from '../../platform/snapshot/versions'
import { uuidv7 } from '../../platform/process/ids'
import { testApp, type TestApp } from '../../testing/app/app'
import { aDistrict, dutyHours, type District } from '../../testing/district'

let app: TestApp
let district: District

beforeAll(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
})
afterAll(() => app.close())

const card = (code: string) => app.does(null, 'GET /v1/grids/{code}', { params: { code } })

test('the grid card carries what 滨州条例 art. 6 asks to be published, and who answers now', async () => {
  const [grid] = district.grids
  expect(await card(grid.code)).toMatchObject({
    code: grid.code,
    name: '第一网格',
    community: { name: '槐树里社区' },
    street: { name: '市中街道' },
    kind: 'basic',
    area: '槐树里 1–2 号楼',
    member: { staffCode: grid.member, name: '李明1', phone: '13800000000', title: '网格员', role: 'gridMember' },
    supervisionPhone: '0543-12345678',
    onDuty: { state: 'duty', name: '李明1', says: '值班到 12:00' },
    dutyHours,
    dutySays: '周一至周五 8:30–12:00、14:00–18:00',
    team: [{ staffCode: grid.member }, { staffCode: grid.deputy, role: 'gridTeam' }],
    branches: [{ code: 'B1', name: '槐树里家门口党支部', kindName: '家门口党支部' }],
    usualReply: null,
  })
})

test('the night phone is the grid’s, else that of the nearest area above that has one', async () => {
  const [grid] = district.grids
  const says = async (code: string, night_phone: string | null) => {
    await inTransaction(app.db, async (tx) => {
      await tx.updateTable('area').set({ night_phone }).where('district_id', '=', district.id).where('code', '=', code).execute()
      await touchReference(tx, district.id, 'areas')
    })
    return (await card(grid.code)).nightPhone
  }
  expect((await card(grid.code)).nightPhone).toBeNull()
  expect(await says(grid.code.slice(0, 9), '0543-1111111')).toBe('0543-1111111')
  expect(await says(grid.code.slice(0, 12), '0543-2222222')).toBe('0543-2222222')
  expect(await says(grid.code.slice(0, 12), null)).toBe('0543-1111111')
})

test('an unknown and a retired grid have no card', async () => {
  for (const code of ['990101001001999', district.grids[2].code]) {
    await app.db
      .updateTable('area')
      .set({ retired_at: new Date() })
      .where('district_id', '=', district.id)
      .where('code', '=', district.grids[2].code)
      .execute()
    const { status, problem } = await app.call(null, 'GET /v1/grids/{code}', { params: { code } })
    expect([status, problem?.code]).toEqual([404, 'notFound'])
  }
})

test('the usual time to a first reply is the median of 30 days, and said only of five replies or more', async () => {
  const [, grid] = district.grids
  const reply = (minutes: number, daysAgo: number) =>
    app.db
      .insertInto('first_reply')
      .values({
        district_id: district.id,
        id: uuidv7(),
        grid_code: grid.code,
        minutes,
        at: new Date(app.clock.now().getTime() - daysAgo * 86_400_000),
      })
      .execute()
  for (const minutes of [5, 9, 12, 90]) await reply(minutes, 3)
  await reply(1, 31)
  expect((await card(grid.code)).usualReply).toBeNull()
  await reply(10, 29)
  expect((await card(grid.code)).usualReply).toEqual({ minutes: 10, of: 5 })
})
