import { addDays, dayOf } from '../platform/time/calendar'
import { community, type Community } from '../requests/testing/requests'
import { anOrganisation } from './worlds/organisations'

/** Of two acts on one thing at once, one comes first; the other sees what it did, and nothing is left between them. */
let here: Community
beforeEach(async () => {
  here = await community()
})
afterEach(() => here.app.close())

test('a time that is extended while the answer is given ends with the answer', async () => {
  const { app, files, acts, tries, sees, resident, member, streetAdmin } = here
  const request = await files(resident)
  await acts(member, request, 'accept', {})
  await acts(member, request, 'askExtension', { workingDays: 2, reason: '等配件' })
  const [granted, replied] = await Promise.all([
    tries(streetAdmin, request, 'grantExtension', {}),
    tries(member, request, 'reply', { outcome: 'explained', text: '灯是物业的，已经告诉他们' }),
  ])
  expect(replied).toBeNull()
  expect([null, 'notNow', 'notYourRole', 'notHandler']).toContain(granted)
  const after = await sees(member, request)
  expect(after.state).toBe('replied')
  expect(after.extensions).toHaveLength(1)
  expect(after.clocks.filter(({ state }) => state === 'running')).toEqual([])
  app.clock.advance({ days: 10 })
  expect((await here.told(streetAdmin)).filter((title) => title.includes('延期申请过了时间'))).toEqual([])
})

test('a whistle that is closed while its unit says that it comes rings for nobody', async () => {
  const { app, district, dispatcher, handler, streetAdmin } = here
  const body = { gridCode: district.grids[0].code, place: '三号楼前', purpose: '路灯线路要一起看', unitCodes: ['CG'] }
  const whistle = await app.does(dispatcher, 'POST /v1/staff/whistles', { body })
  const [call] = whistle.calls
  const answers = await Promise.all([
    app.call(dispatcher, 'POST /v1/staff/whistles/{id}/close', { params: { id: whistle.id }, body: { text: '不用来了' } }),
    app.call(handler, 'POST /v1/staff/whistle-calls/{id}/respond', { params: { id: call?.id ?? '' }, body: { arriveMinutes: 20 } }),
  ])
  expect(answers[0].status).toBe(200)
  expect([undefined, 'whistleOver']).toContain(answers[1].problem?.code)
  app.clock.advance({ days: 3 })
  expect((await here.told(streetAdmin)).filter((title) => title.includes('还没有'))).toEqual([])
  const running = await app.db
    .selectFrom('clock')
    .where('owner_kind', '=', 'whistleCall')
    .where('stopped_at', 'is', null)
    .select('id')
    .execute()
  expect(running).toEqual([])
})

test('whoever follows a request while it is merged hears of its answer once', async () => {
  const { app, files, acts, tries, district, resident, neighbour, deputy, member } = here
  const [main, child] = [await files(resident, { text: '三号楼灯不亮' }), await files(neighbour, { text: '楼梯上一片黑' })]
  for (const request of [main, child]) await acts(member, request, 'accept', {})
  const form = { kind: 'help' as const, categoryCode: district.categories.ordinary, text: '楼梯上一片黑' }
  const similar = await app.does(deputy, 'POST /v1/similar-requests', {
    body: { ...form, buildingCode: district.grids[0].buildings[0].code },
  })
  const token = similar.rows.find(({ id }) => id === child.id)?.token ?? ''
  const [followed, merged] = await Promise.all([
    app.call(deputy, 'PUT /v1/requests/{id}/follow', { params: { id: child.id }, body: { token } }),
    tries(member, child, 'merge', { number: main.number, reason: '同一盏灯' }),
  ])
  expect([followed.status, merged]).toEqual([204, null])
  await acts(member, main, 'reply', { outcome: 'explained', text: '整栋楼的灯都换好了' })
  expect((await here.told(deputy)).filter((title) => title === '您也遇到的事：有答复了')).toHaveLength(1)
})

test('of the last two contacts of an organisation who end each other one stays', async () => {
  const { app, district, resident, neighbour } = here
  const { id } = await anOrganisation(app.does, resident, district.grids[0].buildings[0].code)
  const { code } = await app.does(resident, 'POST /v1/organisations/{id}/contacts', {
    params: { id },
    body: { contactName: '赵明', position: '店员' },
  })
  const { contacts } = await app.does(neighbour, 'POST /v1/organisation-bindings', { body: { code } })
  const ends = (who: typeof resident, mine: boolean) =>
    app.call(who, 'DELETE /v1/organisation-contacts/{id}', { params: { id: contacts.find((one) => one.mine === mine)?.id ?? '' } })
  const answers = await Promise.all([ends(resident, true), ends(neighbour, false)])
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 404])
})

test('of the same leave that is filed twice one stands', async () => {
  const { app, district, member } = here
  const [grid] = district.grids
  const day = addDays(dayOf(app.clock.now()), 3)
  const body = { gridCode: grid.code, standInCode: grid.deputy, fromDay: day, untilDay: day }
  const answers = await Promise.all([app.call(member, 'POST /v1/absences', { body }), app.call(member, 'POST /v1/absences', { body })])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 400])
})
