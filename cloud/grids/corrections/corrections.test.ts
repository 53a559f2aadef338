import { testApp, type TestApp } from '../../testing/app/app'
import { aDistrict, type District } from '../../testing/district'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'

let app: TestApp
let district: District
let dispatcher: SignedIn

beforeEach(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
  dispatcher = await signedIn(district, 'dispatcher')
})
afterEach(() => app.close())

const file = (who: SignedIn, said = '我家应该归二网格', building = district.grids[0].buildings[0].code) =>
  app.does(who, 'POST /v1/grid-corrections', { body: { buildingCode: building, said } })
const decide = (who: SignedIn, id: string, body: { gridCode?: string; answer: string }) =>
  app.call(who, 'POST /v1/grid-corrections/{id}/decide', { params: { id }, body })
async function inbox(who: SignedIn) {
  await app.jobs.runDue()
  return (await app.does(who, 'GET /v1/inbox')).rows
}
const gridOf = async (code: string) =>
  (
    await app.db
      .selectFrom('building')
      .where('district_id', '=', district.id)
      .where('code', '=', code)
      .select('grid_code')
      .executeTakeFirstOrThrow()
  ).grid_code

test('“not my grid” is filed with the grid that was shown, and the street is told once', async () => {
  const resident = await signedIn(district, 'resident')
  const correction = await file(resident)
  expect(correction).toMatchObject({
    state: 'open',
    buildingName: '槐树里 1 号楼',
    shownGrid: { code: district.grids[0].code },
    answer: null,
  })
  const again = await file(resident, '真的是二网格')
  expect(again).toMatchObject({ id: correction.id, said: '真的是二网格' })
  expect(await inbox(dispatcher)).toEqual([expect.objectContaining({ kind: 'task', target: { kind: 'correction', id: correction.id } })])
})

test('a correction of an unknown building is refused', async () => {
  const resident = await signedIn(district, 'resident')
  const { status } = await app.call(resident, 'POST /v1/grid-corrections', { body: { buildingCode: 'NO-1', said: '不对' } })
  expect(status).toBe(404)
})

test('deciding for another grid moves the building; everybody living there is told once, neighbours next door are not', async () => {
  const [asker, mate, neighbour] = [
    await signedIn(district, 'resident'),
    await signedIn(district, 'resident'),
    await signedIn(district, 'resident', { building: district.grids[0].buildings[1].code }),
  ]
  const { id } = await file(asker)
  const { body } = await decide(dispatcher, id, { gridCode: district.grids[1].code, answer: '核实过，已改到第二网格。' })
  expect(body).toMatchObject({ state: 'corrected', answer: '核实过，已改到第二网格。' })
  expect(await gridOf('HS-11')).toBe(district.grids[1].code)
  expect(await inbox(asker)).toEqual([
    expect.objectContaining({ kind: 'account', text: '核实过，已改到第二网格。', target: { kind: 'grid', id: district.grids[1].code } }),
  ])
  expect(await inbox(mate)).toEqual([expect.objectContaining({ kind: 'handover', title: '您家的网格换了' })])
  expect(await inbox(neighbour)).toEqual([])
})

test('deciding without a grid keeps it, and says why', async () => {
  const resident = await signedIn(district, 'resident')
  const { id } = await file(resident)
  expect((await decide(dispatcher, id, { answer: '核实过，确属第一网格。' })).body.state).toBe('kept')
  expect(await gridOf('HS-11')).toBe(district.grids[0].code)
  expect(await inbox(resident)).toEqual([expect.objectContaining({ title: '网格没有变' })])
})

test('a correction is decided once', async () => {
  const { id } = await file(await signedIn(district, 'resident'))
  await decide(dispatcher, id, { answer: '保持不变' })
  const { status, problem } = await decide(dispatcher, id, { answer: '再答一次' })
  expect([status, problem?.code]).toEqual([409, 'notNow'])
})

test('a second correction about a building that has moved already is answered without moving it again', async () => {
  const first = await file(await signedIn(district, 'resident'))
  const second = await file(await signedIn(district, 'resident'))
  const to = { gridCode: district.grids[1].code, answer: '已改' }
  await decide(dispatcher, first.id, to)
  expect((await decide(dispatcher, second.id, to)).body.state).toBe('corrected')
})

test('the grid shown, an unknown grid and a grid of another street are refused at the field', async () => {
  const { id } = await file(await signedIn(district, 'resident'))
  for (const gridCode of [district.grids[0].code, '990101001001999', '990101002001001']) {
    const { status, problem } = await decide(dispatcher, id, { gridCode, answer: '改' })
    expect([status, problem?.errors?.[0]?.path]).toEqual([400, 'gridCode'])
  }
})

test('corrections of another area can be neither seen nor decided', async () => {
  await app.db
    .updateTable('staff_role')
    .set({ area_code: district.communities[1] })
    .where('district_id', '=', district.id)
    .where('staff_code', '=', district.staff.dispatcher)
    .execute()
  const { id } = await file(await signedIn(district, 'resident'))
  expect((await app.does(dispatcher, 'GET /v1/grid-corrections')).rows).toEqual([])
  expect((await decide(dispatcher, id, { answer: '不变' })).status).toBe(404)
})

test('the list holds open ones first, each once across pages', async () => {
  const ids: string[] = []
  for (let i = 0; i < 5; i += 1) {
    ids.push((await file(await signedIn(district, 'resident'))).id)
    app.clock.advance({ minutes: 1 })
  }
  const [a, b, c, d, e] = ids as [string, string, string, string, string]
  await decide(dispatcher, d, { answer: '不变' })
  const seen: string[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof listed>> = await listed(after)
    seen.push(...page.rows.map(({ id }) => id))
    after = page.next
  } while (after !== null)
  expect(seen).toEqual([e, c, b, a, d])
})
const listed = (after: string | null) =>
  app.does(dispatcher, 'GET /v1/grid-corrections', { query: { limit: '2', ...(after === null ? {} : { after }) } })
