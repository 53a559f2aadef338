import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { community, type Community } from '../testing/requests'

let here: Community
beforeEach(async () => {
  here = await community()
})
afterEach(() => here.app.close())

const at = (wall: string) => here.app.clock.set(new Date(`2026-${wall.replace(' ', 'T')}:00.000+08:00`))
const told = async (who: SignedIn, title: string) => (await here.told(who)).filter((said) => said === title).length
const orders = async () => (await here.app.does(here.supervisor, 'GET /v1/staff/orders', {})).rows
const items = async (who: SignedIn) => (await here.app.does(who, 'GET /v1/staff/inbox', {})).rows
const text = '请马上到现场，今天答复居民'

test('an order is answered by whoever has the request; the resident reads that, and not the words', async () => {
  const { resident, member, deputy, supervisor, dispatcher, files, acts, sees, tries } = here
  const request = await files(resident)
  expect(await tries(dispatcher, request, 'order', { text })).toBe('notYourRole')
  expect(await tries(member, request, 'acknowledge', { text })).toBe('notOrdered')
  await acts(member, request, 'accept', {})
  await acts(supervisor, request, 'order', { text })
  expect(await tries(supervisor, request, 'order', { text })).toBe('orderedAlready')
  expect(await told(member, '督办：请回应并办理')).toBe(1)
  expect((await items(member)).map(({ ordered }) => ordered)).toEqual([true])
  expect(await sees(member, request)).toMatchObject({ orders: [{ by: '周监督', text, to: '李明1', about: null, answered: null }] })
  expect(await tries(deputy, request, 'acknowledge', { text: '替他说' })).toBe('notHandler')
  expect(await tries(member, request, 'acknowledge', { text: '' })).toBe('badInput')

  const after = await acts(member, request, 'acknowledge', { text: '下午三点带电工去' })
  expect(after.orders).toMatchObject([{ answered: { by: '李明1', text: '下午三点带电工去' }, overdue: false, endedAt: null }])
  expect(await tries(member, request, 'acknowledge', { text: '再说一次' })).toBe('notOrdered')
  expect((await items(member)).map(({ ordered }) => ordered)).toEqual([false])
  expect(await told(supervisor, '督办有回应了')).toBe(1)
  const hers = await sees(resident, request)
  expect(hers.timeline.map(({ title }) => title)).toEqual(expect.arrayContaining(['监督员发了督办', '李明1回应了督办']))
  expect(await told(resident, '督办有回应了')).toBe(1)
  const file = await here.app.does(resident, 'GET /v1/requests/{id}/export', { params: { id: request.id } })
  const read = JSON.stringify([hers, file, await here.app.does(resident, 'GET /v1/inbox', {})])
  for (const inside of [text, '下午三点带电工去']) expect(read).not.toContain(inside)

  await acts(member, request, 'reply', { outcome: 'explained', text: '已经当面说明' })
  expect((await sees(member, request)).orders).toMatchObject([{ endedAt: expect.any(String) as string }])
  expect(await orders()).toMatchObject([{ requestId: request.id, answered: true, ended: true }])
})

test('an order that nobody answers goes to the head, the street and the supervisors, and again; an answer or the end of the request ends that', async () => {
  const { resident, member, streetAdmin, supervisor, files, acts } = here
  const [answered, withdrawn] = [await files(resident), await files(resident, { text: '水管漏水' })]
  for (const request of [answered, withdrawn]) await acts(supervisor, request, 'order', { text })
  await acts(resident, withdrawn, 'withdraw', {})
  at('11-24 16:00')
  expect(await told(member, '督办快到回应时限了')).toBe(1)
  at('11-24 18:01')
  for (const who of [member, streetAdmin, supervisor]) expect(await told(who, '督办没有人回应')).toBe(1)
  expect((await orders()).map(({ requestId, overdue, ended }) => [requestId, overdue, ended])).toEqual([
    [answered.id, true, false],
    [withdrawn.id, false, true],
  ])
  at('12-01 09:00')
  expect(await told(streetAdmin, '督办还没有人回应')).toBe(1)
  at('12-08 09:00')
  expect(await told(streetAdmin, '督办还没有人回应')).toBe(2)
  await acts(member, answered, 'acknowledge', { text: '今天去' })
  at('12-22 09:00')
  expect(await told(streetAdmin, '督办还没有人回应')).toBe(2)
})

test('a missed deadline that reaches the supervisor issues one order, and the next rung says that nobody answered it', async () => {
  const { app, resident, member, supervisor, files, acts, sees } = here
  const request = await files(resident)
  for (const wall of ['11-23 10:00', '11-24 09:00', '11-30 09:00']) {
    at(wall)
    await app.jobs.runDue()
  }
  expect((await sees(supervisor, request)).orders).toMatchObject([{ by: null, about: { name: '受理' }, answered: null }])
  expect((await sees(resident, request)).timeline.map(({ title }) => title)).toContain('超时没有办好，已发督办')
  at('12-07 09:00')
  await app.jobs.runDue()
  expect((await sees(supervisor, request)).orders).toHaveLength(1)
  const { rows } = await app.does(supervisor, 'GET /v1/inbox', {})
  expect(rows.find(({ title }) => title === '督办：诉求仍然没有办好')?.text).toContain('督办还没有人回应')
  // An answer that was a slip is taken back: the deadline rings on, and the order is issued anew.
  await acts(member, request, 'accept', {})
  await acts(member, request, 'reply', { outcome: 'explained', text: '已经当面说明' })
  expect((await sees(supervisor, request)).orders).toMatchObject([{ endedAt: expect.any(String) as string }])
  await acts(member, request, 'correct', { text: '点错了，还没有去' })
  for (const day of ['12-15', '12-23', '12-31']) {
    at(`${day} 10:00`)
    await app.jobs.runDue()
  }
  expect((await sees(supervisor, request)).orders).toMatchObject([{ endedAt: null }, {}])
})

test('two supervisors at once issue one order', async () => {
  const { resident, supervisor, files, app } = here
  const request = await files(resident)
  const call = () => app.call(supervisor, 'POST /v1/requests/{id}/order', { params: { id: request.id }, body: { text } })
  const both = await Promise.all([call(), call()])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(await orders()).toHaveLength(1)
})

test('of an order about a 举报 nobody of the grid, of its branch or its unit hears', async () => {
  const { app, district, resident, member, deputy, secretary, dispatcher, supervisor, files, acts, told: titles } = here
  const form = { kind: 'report', categoryCode: 'TIPOFF', text: '占道经营', buildingCode: district.grids[0].buildings[0].code } as const
  const request = await files(resident, form)
  await acts(supervisor, request, 'order', { text })
  for (const day of ['11-25', '12-02', '12-10', '12-20']) {
    at(`${day} 09:00`)
    await app.jobs.runDue()
  }
  expect(await told(dispatcher, '督办：请回应并办理')).toBe(1)
  for (const who of [member, deputy, secretary, here.handler, await signedIn(district, 'unitHead')]) expect(await titles(who)).toEqual([])
  expect((await acts(dispatcher, request, 'acknowledge', { text: '已安排核查' })).orders[0]?.answered).not.toBeNull()
})

test('the list of orders has open ones first, page by page, and none of another area', async () => {
  const { resident, member, supervisor, files, acts, app } = here
  const requests = []
  for (let n = 0; n < 3; n += 1) {
    const request = await files(resident, { text: `楼道灯坏了 ${n}` })
    await acts(supervisor, request, 'order', { text })
    requests.push(request)
    app.clock.advance({ minutes: 1 })
  }
  const [first, second, third] = requests.map(({ id }) => id)
  await acts(resident, { id: third ?? '' }, 'withdraw', {})
  const page = async (after?: string) =>
    app.does(supervisor, 'GET /v1/staff/orders', { query: { limit: '2', ...(after !== undefined && { after }) } })
  const { rows, next } = await page()
  expect(rows.map(({ requestId }) => requestId)).toEqual([second, first])
  expect((await page(next ?? '')).rows.map(({ requestId, ended }) => [requestId, ended])).toEqual([[third, true]])
  expect((await app.call(member, 'GET /v1/staff/orders', {})).status).toBe(403)
})

test('the directory’s figures are asked by the way requests came in', async () => {
  const { app, district, dispatcher, files, acts, resident, member } = here
  await app.db
    .insertInto('dispatch_rule')
    .values({
      ...{ district_id: district.id, code: 'LIGHT', kinds: '[]', category_code: 'LIGHT', area_code: String(district.id), unit_code: 'CG' },
      ...{ co_unit_codes: '[]', handling: null, at_filing: false, basis: '归口管理', edition: 1 },
    })
    .execute()
  await acts(member, await files(resident), 'accept', {})
  const counted = async (channel?: 'app' | 'phone') =>
    (await app.does(dispatcher, 'GET /v1/staff/directory-figures', { query: channel === undefined ? {} : { channel } })).rows[0]?.dispatched
  expect([await counted(), await counted('app'), await counted('phone')]).toEqual([1, 1, 0])
})
