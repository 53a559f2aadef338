import { dayMs, dayOf } from '@doorstep/contract/time-words'
import { againDays, followsOpen, suggestionMinutes } from '@doorstep/contract/rules'
import type { FileRequest } from '@doorstep/contract/requests/views'
import type { Caller } from '../../testing/app/app'
import { touchReference } from '../../platform/snapshot/versions'
import { uuidv7 } from '../../platform/process/ids'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { categoriesPart } from '../filing/categories'
import { community, good, type Community } from '../testing/requests'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())
/** Each test begins with nothing filed lately. */
afterEach(async () => {
  const past = { state: 'withdrawn', closed_at: new Date(here.app.clock.now().getTime() - 60 * dayMs) }
  await here.app.db.updateTable('request').set(past).where('district_id', '=', here.district.id).execute()
  await here.app.db.deleteFrom('request_follower').where('district_id', '=', here.district.id).execute()
})
const today = () => dayOf(here.app.clock.now())

const similar = async (who: Caller, form: Partial<FileRequest> = {}) => {
  const body = { kind: 'help' as const, categoryCode: here.district.categories.ordinary, text: '楼道的灯坏了', ...form }
  return (await here.app.does(who, 'POST /v1/similar-requests', { body })).rows
}
const follow = (who: Caller, id: string, token: string) =>
  here.app.call(who, 'PUT /v1/requests/{id}/follow', { params: { id }, body: { token } })
const follows = async (who: Caller, id: string) => {
  const token = (await similar(who)).find((row) => row.id === id)?.token ?? ''
  expect((await follow(who, id, token)).status).toBe(204)
}
const followed = async (who: Caller) => (await here.app.does(who, 'GET /v1/followed-requests', {})).rows
const toldOf = async (who: SignedIn) => {
  await here.app.jobs.runDue()
  return (await here.app.does(who, 'GET /v1/inbox', {})).rows
    .filter(({ title }) => title.includes('您也遇到'))
    .map(({ title, text }) => `${title} ${text}`)
}
const onBehalf = { name: '张奶奶', phone: '13900001111', relation: '邻居', consent: { how: 'byPhone' as const } }

test('a neighbour who files the same is shown category, building, state and day of what is open, and nothing else', async () => {
  const { neighbour, resident, district } = here
  const { id } = await here.files(resident, { text: '三单元楼道灯坏了三天，我是王阿姨', placeDetail: '3 单元 4 层' })
  expect(await similar(neighbour)).toEqual([
    {
      id,
      categoryName: '公共照明',
      place: district.grids[0].buildings[0].name,
      filedOn: today(),
      closedOn: null,
      state: 'submitted',
      yours: false,
      following: false,
      token: expect.any(String) as string,
      number: null,
    },
  ])
  expect(await similar(resident)).toMatchObject([{ id, yours: true, token: null }])
  const there = { buildingCode: district.grids[0].buildings[0].code }
  expect(await similar(here.member, there)).toMatchObject([{ id, number: expect.stringContaining('-') as string }])
  expect(await similar(here.stranger, there)).toMatchObject([{ id, number: null }])
})

test('other words, another grid, another kind and another category are not the same', async () => {
  const { neighbour, resident, district } = here
  await here.files(resident, { text: '楼道灯坏了三天' })
  expect(await similar(neighbour, { text: '充电桩漏电' })).toEqual([])
  expect(await similar(neighbour, { buildingCode: district.grids[1].buildings[0].code })).toEqual([])
  expect(await similar(neighbour, { kind: 'report', categoryCode: district.categories.report })).toEqual([])
  expect(await similar(neighbour, { categoryCode: district.categories.consult, kind: 'consult', text: '养老金' })).toEqual([])
  expect(await similar(neighbour, { buildingCode: district.grids[0].buildings[1].code })).toHaveLength(1)
})

test('a 举报, a request for somebody else and a category that is not shared are never shown, and take nobody’s place', async () => {
  const { app, neighbour, resident, district } = here
  const shown = await here.files(resident)
  const [first] = district.grids[0].buildings
  for (let n = 0; n < 4; n += 1) {
    app.clock.advance({ minutes: 1 })
    await here.files(resident, { onBehalf, buildingCode: first.code })
    await here.files(resident, { kind: 'report', categoryCode: district.categories.report, buildingCode: first.code })
  }
  expect((await similar(neighbour)).map(({ id }) => id)).toEqual([shown.id])
  await app.db.updateTable('category').set({ shareable: false }).where('district_id', '=', district.id).execute()
  await touchReference(app.db, district.id, categoriesPart.name)
  expect(await similar(neighbour)).toEqual([])
  await app.db.updateTable('category').set({ shareable: true }).where('district_id', '=', district.id).where('code', '=', 'LIGHT').execute()
  await touchReference(app.db, district.id, categoriesPart.name)
})

test('what closed lately is suggested as having come back, cannot be followed, and is linked for the staff of the new one', async () => {
  const { app, neighbour, resident, member } = here
  const before = await here.files(resident)
  await here.settles(before)
  await here.rates(resident, before)
  expect(await similar(neighbour)).toMatchObject([{ id: before.id, state: 'closed', closedOn: today(), token: null }])
  const again = await here.files(neighbour, { againOf: before.id })
  expect(again).toMatchObject({ again: null, followers: 0 })
  expect((await here.sees(member, again)).again).toEqual({ number: before.number, closedOn: today() })
  app.clock.advance({ days: againDays + 1 })
  expect((await similar(resident)).map(({ id }) => id)).toEqual([again.id])
})

test('what is linked as come back is left out without a word where its filer may not know of it', async () => {
  const { neighbour, resident, district, member } = here
  const secret = await here.files(resident, {
    kind: 'report',
    categoryCode: district.categories.report,
    buildingCode: district.grids[0].buildings[0].code,
  })
  const open = await here.files(resident)
  for (const againOf of [secret.id, open.id, '0198f0aa-0000-7000-8000-000000000000']) {
    const filed = await here.files(neighbour, { againOf })
    expect((await here.sees(member, filed)).again).toBeNull()
  }
})

test('whoever follows is told when it is accepted, late, answered and closed, without words, names or photos', async () => {
  const { app, neighbour, resident, member } = here
  const { id } = await here.files(resident)
  await follows(neighbour, id)
  expect(await followed(neighbour)).toMatchObject([{ id, state: 'submitted', overdue: false }])
  expect((await similar(neighbour))[0]).toMatchObject({ following: true, token: null })
  expect((await here.sees(member, { id })).followers).toBe(1)
  expect((await here.sees(resident, { id })).followers).toBe(0)
  await here.acts(member, { id }, 'accept', {})
  expect(await toldOf(neighbour)).toEqual([expect.stringMatching(/^您也遇到的事：已受理 公共照明（.*号楼）：已受理，约定.*前答复$/)])
  app.clock.advance({ days: 3 })
  expect((await toldOf(neighbour))[0]).toContain('没有按约定的时间办好')
  expect(await followed(neighbour)).toMatchObject([{ state: 'accepted', overdue: true }])
  await here.acts(member, { id }, 'reply', { outcome: 'solved', text: '王阿姨家门口已经换了新灯泡' })
  const [replied = ''] = await toldOf(neighbour)
  expect(replied).toContain('结果是已解决')
  expect(replied).not.toContain('王阿姨')
  await here.rates(resident, { id }, good)
  expect((await toldOf(neighbour))[0]).toContain('已办结')
  expect(await followed(neighbour)).toMatchObject([{ state: 'closed', outcome: 'solved', closedOn: today() }])
  expect((await here.app.call(neighbour, 'GET /v1/requests/{id}', { params: { id } })).problem?.code).toBe('notFound')
  expect(await here.tries(neighbour, { id }, 'urge', {})).toBe('notFound')
  expect((await here.sees(member, await here.files(neighbour, { againOf: id }))).again).not.toBeNull()
})

test('a refusal, a withdrawal and another start are told; that it is done again after a bad rating looks like the work', async () => {
  const { neighbour, resident, member } = here
  const [refused, withdrawn, reopened] = [await here.files(resident), await here.files(resident), await here.files(resident)]
  for (const { id } of [refused, withdrawn, reopened]) await follows(neighbour, id)
  await here.acts(member, refused, 'refuse', { reason: 'otherDuty', explanation: '归王某某的物业管' })
  await here.acts(resident, withdrawn, 'withdraw', {})
  await here.settles(reopened)
  await here.rates(resident, reopened, { solved: false, satisfied: 1, reasons: ['notFixed'] })
  const told = await toldOf(neighbour)
  expect(told.map((words) => words.split(' ')[0])).toEqual(
    expect.arrayContaining(['您也遇到的事：没有受理', '您也遇到的事：提的人撤回了', '您也遇到的事：还在办']),
  )
  expect(told.join()).not.toMatch(/王|重办|不满意|重新办理/)
  expect((await followed(neighbour)).map(({ state }) => state).sort()).toEqual(['handling', 'notAccepted', 'withdrawn'])
})

test('a token is for one person, one request and an hour; what is over, one’s own or hidden is not followed', async () => {
  const { app, neighbour, resident, deputy } = here
  const first = await here.files(resident)
  const second = await here.files(resident)
  const token = (await similar(neighbour)).find(({ id }) => id === first.id)?.token ?? ''
  const codeOf = async (who: Caller, id: string, with_: string) => (await follow(who, id, with_)).problem?.code
  expect(await codeOf(deputy, first.id, token)).toBe('notFound')
  expect(await codeOf(neighbour, second.id, token)).toBe('notFound')
  expect(await codeOf(neighbour, first.id, `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBe('notFound')
  expect(await codeOf(neighbour, first.id, '1.2.3')).toBe('notFound')
  expect(await codeOf(neighbour, first.id, '')).toBe('badInput')
  await here.acts(resident, first, 'withdraw', {})
  expect(await codeOf(neighbour, first.id, token)).toBe('followOver')
  const other = (await similar(neighbour)).find(({ id }) => id === second.id)?.token ?? ''
  app.clock.advance({ minutes: suggestionMinutes + 1 })
  expect(await codeOf(neighbour, second.id, other)).toBe('notFound')
})

test('following twice is once, two at once are two, stopping ends it and its telling', async () => {
  const { app, neighbour, resident, member, district } = here
  const another = await signedIn(district, 'resident')
  const { id } = await here.files(resident)
  const token = (await similar(neighbour)).find((row) => row.id === id)?.token ?? ''
  await Promise.all([follow(neighbour, id, token), follows(another, id), follow(neighbour, id, token)])
  expect((await here.sees(member, { id })).followers).toBe(2)
  const stop = () => app.call(neighbour, 'DELETE /v1/requests/{id}/follow', { params: { id } })
  expect([(await stop()).status, (await stop()).status]).toEqual([204, 404])
  expect((await here.sees(member, { id })).followers).toBe(1)
  const before = await toldOf(neighbour)
  await here.acts(member, { id }, 'accept', {})
  expect([await toldOf(neighbour), await followed(neighbour)]).toEqual([before, []])
})

test('nobody follows more than a few that are open', async () => {
  const { app, neighbour, resident } = here
  const { id } = await here.files(resident)
  const last = await here.files(resident)
  const {
    answers,
    excluded_handlers: excluded,
    ...row
  } = await app.db.selectFrom('request').where('id', '=', id).selectAll().executeTakeFirstOrThrow()
  const copies = Array.from({ length: followsOpen }, () => uuidv7())
  for (const [n, copyId] of copies.entries()) {
    const copy = {
      ...row,
      id: copyId,
      number: `copy-${n}`,
      answers: JSON.stringify(answers),
      excluded_handlers: JSON.stringify(excluded),
    }
    await app.db.insertInto('request').values(copy).execute()
    const follower = { district_id: row.district_id, request_id: copy.id, account_id: neighbour.accountId, followed_at: row.created_at }
    await app.db.insertInto('request_follower').values(follower).execute()
  }
  await app.db.updateTable('request').set({ text: '别的事' }).where('number', 'like', 'copy-%').execute()
  const shown = await similar(neighbour)
  const token = shown.find((one) => one.id === last.id)?.token ?? ''
  expect((await follow(neighbour, last.id, token)).problem?.code).toBe('followsFull')
  await app.db
    .deleteFrom('request_follower')
    .where('request_id', '=', copies[0] ?? '')
    .execute()
  const other = shown.find((one) => one.id === id)?.token ?? ''
  const both = await Promise.all([follow(neighbour, last.id, token), follow(neighbour, id, other)])
  expect(both.map(({ status }) => status).sort()).toEqual([204, 409])
  for (const one of [last.id, id]) await app.call(neighbour, 'DELETE /v1/requests/{id}/follow', { params: { id: one } })
  const again = { district_id: row.district_id, request_id: copies[0] ?? '', account_id: neighbour.accountId, followed_at: row.created_at }
  await app.db.insertInto('request_follower').values(again).execute()
  expect((await here.sees(here.member, last)).followers).toBe(0)
  const pages = await app.does(neighbour, 'GET /v1/followed-requests', { query: { limit: '15' } })
  const rest = await app.does(neighbour, 'GET /v1/followed-requests', { query: { limit: '15', after: pages.next ?? '' } })
  expect([pages.rows.length, rest.rows.length, rest.next]).toEqual([15, followsOpen - 15, null])
})

test('whoever follows a request that is merged hears the answer of the main', async () => {
  const { resident, neighbour, member, files, acts } = here
  const child = await files(resident, { text: '三单元楼道灯坏了' })
  await follows(neighbour, child.id)
  const main = await files(resident, { text: '整栋楼停电' })
  for (const request of [main, child]) await acts(member, request, 'accept', {})
  await acts(member, child, 'merge', { number: main.number, reason: '同一处' })
  await acts(member, main, 'reply', { outcome: 'explained', text: '电路修好了' })
  expect((await toldOf(neighbour)).join()).toContain('有答复了')
  expect(await followed(neighbour)).toMatchObject([{ id: child.id, state: 'replied' }])
})
