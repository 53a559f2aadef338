import type { Organisation } from '@doorstep/contract/organisations'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { anOrganisation } from '../../testing/worlds/organisations'
import { bad, community, type Community } from '../testing/requests'

let here: Community
let shop: Organisation
/** Another contact of the shop. */
let clerk: SignedIn

beforeEach(async () => {
  here = await community()
  const { app, resident, neighbour, member, district } = here
  // The manager lives in the first grid; the shop stands in the second building.
  shop = await anOrganisation(app.does, resident, district.grids[0].buildings[1].code, member)
  clerk = neighbour
  await joins(clerk, '赵明')
})
afterEach(() => here.app.close())

async function joins(who: SignedIn, contactName: string): Promise<void> {
  const { app, resident } = here
  const { code } = await app.does(resident, 'POST /v1/organisations/{id}/contacts', {
    params: { id: shop.id },
    body: { contactName, position: '店员' },
  })
  await app.does(who, 'POST /v1/organisation-bindings', { body: { code } })
}
const files = (who: SignedIn = here.resident) => here.files(who, { text: '门口的路灯不亮', asOrganisation: shop.id })
const refused = async (who: SignedIn, body: object) => {
  const form = { kind: 'help' as const, categoryCode: here.district.categories.ordinary, text: '门口的路灯不亮', ...body }
  const { problem } = await here.app.call(who, 'POST /v1/requests', { body: form })
  return problem?.errors?.[0]?.path ?? problem?.code
}
const listed = async (who: SignedIn) =>
  (await here.app.does(who, 'GET /v1/requests', { query: { side: 'resident', view: 'all' } })).rows.map(({ id }) => id)
const status = async (who: SignedIn, id: string) => (await here.app.call(who, 'GET /v1/requests/{id}', { params: { id } })).status
const leaves = async (who: SignedIn, of: SignedIn) => {
  const [own] = (await here.app.does(of, 'GET /v1/organisations')).rows
  const contact = own?.contacts.find(({ mine }) => mine)
  await here.app.does(who, 'DELETE /v1/organisation-contacts/{id}', { params: { id: contact?.id ?? '' } })
}

test('what an organisation files is placed at its premises; staff read its name, its kind and who of it filed it', async () => {
  const filed = await files()
  expect(filed).toMatchObject({
    organisation: shop.name,
    as: ['requester'],
    place: expect.stringContaining(here.district.grids[0].buildings[1].name) as string,
    requester: { name: '钱芳', place: expect.stringContaining('底商 3 号') as string },
    filedAs: { name: shop.name, kind: 'shop', contact: { name: '钱芳', position: '店长' } },
  })
  expect(filed.timeline[0]).toMatchObject({ by: '您' })
  const seen = await here.sees(here.member, filed)
  expect(seen).toMatchObject({ filedAs: { name: shop.name, contact: { name: '钱芳' } }, requester: { name: '钱芳' } })
  expect(seen.timeline.at(-1)?.by ?? seen.timeline[0]?.by).toBe('单位联系人')
  expect(await listed(here.resident)).toEqual([filed.id])
})

test('every contact sees it, is told of it, adds to it and rates it, once for all of them', async () => {
  const { app, acts, member, rates, settles, told, resident } = here
  const filed = await files()
  expect(await listed(clerk)).toEqual([filed.id])
  expect((await app.does(clerk, 'GET /v1/underway')).requests.map(({ id }) => id)).toEqual([filed.id])
  expect((await here.sees(clerk, filed)).requester).toMatchObject({ name: '钱芳', phone: null })
  await acts(member, filed, 'askMore', { question: '哪一盏？' })
  expect([await told(resident), await told(clerk)]).toEqual([expect.arrayContaining(['请您补充一点情况']), ['请您补充一点情况']])
  expect((await acts(clerk, filed, 'supply', { text: '东边那盏' })).state).toBe('submitted')
  await settles(filed)
  expect((await rates(clerk, filed, bad)).state).toBe('rework')
  const again = await app.call(resident, 'POST /v1/requests/{id}/ratings', {
    params: { id: filed.id },
    body: { contacted: true, solved: true, satisfied: 5 },
  })
  expect(again.problem?.code).toBe('alreadyRated')
  expect((await app.call(clerk, 'GET /v1/requests/{id}/export', { params: { id: filed.id } })).status).toBe(200)
})

test('who is no contact any more sees nothing of it, its filer neither; what runs goes on when the last has gone', async () => {
  const { member, resident, acts, told } = here
  const filed = await files()
  await leaves(clerk, resident)
  expect([await status(resident, filed.id), await listed(resident), await status(clerk, filed.id)]).toEqual([404, [], 200])
  expect(await here.tries(resident, filed, 'comment', { text: '还在吗' })).toBe('notFound')
  const before = await told(resident)
  await leaves(clerk, clerk)
  await acts(member, filed, 'accept', {})
  expect((await acts(member, filed, 'reply', { outcome: 'solved', text: '已经换了新灯泡，试过了会亮' })).state).toBe('replied')
  expect(await told(resident)).toEqual(before)
})

test('supervisors read the contact who filed it masked, wherever they are named', async () => {
  const { sees, supervisor } = here
  const seen = await sees(supervisor, await files())
  expect(seen).toMatchObject({ requester: { name: '钱**' }, filedAs: { name: shop.name, contact: { name: '钱**', position: '店长' } } })
  expect(JSON.stringify(seen)).not.toContain('钱芳')
})

test('what it files is its contacts’ own, and no more its former contact’s: none of them follows it, and whoever files the same sees so', async () => {
  const { app, district, resident } = here
  const filed = await files()
  const form = { kind: 'help' as const, categoryCode: district.categories.ordinary, text: '门口的路灯不亮' }
  const similar = async (who: SignedIn) =>
    (await app.does(who, 'POST /v1/similar-requests', { body: { ...form, buildingCode: district.grids[0].buildings[1].code } })).rows
  expect(await similar(clerk)).toMatchObject([{ id: filed.id, yours: true, token: null }])
  await leaves(clerk, resident)
  const [row] = await similar(resident)
  expect(row).toMatchObject({ id: filed.id, yours: false, token: expect.any(String) as string })
  const follow = { params: { id: filed.id }, body: { token: row?.token ?? '' } }
  expect((await app.call(resident, 'PUT /v1/requests/{id}/follow', follow)).status).toBe(204)
})

test('what another contact says of a merged request reaches those of the main, too', async () => {
  const { acts, member, resident, sees } = here
  const [filed, main] = [await files(), await here.files(resident)]
  await acts(member, filed, 'merge', { mainId: main.id, reason: '同一盏灯' })
  await acts(clerk, filed, 'comment', { text: '东边那盏' })
  await here.app.jobs.runDue()
  expect((await sees(member, main)).timeline.map(({ did }) => did)).toContain('fromMerged')
})

test('only its contacts file as it, and only while it is checked; never a 举报, and for nobody else', async () => {
  const { app, district, resident, member, stranger } = here
  expect(await refused(stranger, { asOrganisation: shop.id })).toBe('asOrganisation')
  const unchecked = await anOrganisation(app.does, resident, district.grids[0].buildings[0].code)
  expect(await refused(resident, { asOrganisation: unchecked.id })).toBe('asOrganisation')
  const report = { kind: 'report', categoryCode: district.categories.report, buildingCode: district.grids[0].buildings[0].code }
  expect(await refused(resident, { ...report, asOrganisation: shop.id })).toBe('asOrganisation')
  const onBehalf = { name: '张奶奶', relation: '邻居', consent: { how: 'inPerson' } }
  expect(await refused(resident, { onBehalf, asOrganisation: shop.id })).toBe('asOrganisation')
  await app.does(member, 'POST /v1/staff/organisations/{id}/decide', {
    params: { id: shop.id },
    body: { verified: false, answer: '已经搬走' },
  })
  expect(await refused(resident, { asOrganisation: shop.id })).toBe('asOrganisation')
})

test('a contact who is staff does not receive what their organisation files; where they handle it anyway, they act as its handler', async () => {
  const { member, district, acts, sees } = here
  await joins(member, '网格员也是店员')
  const filed = await files()
  expect(filed.handler?.code).not.toBe('M1')
  expect((await sees(member, filed)).as).toEqual(['requester'])
  expect((await here.app.does(member, 'GET /v1/staff/inbox')).rows.map(({ id }) => id)).not.toContain(filed.id)
  const deputy = await signedIn(district, 'gridTeam')
  expect((await acts(deputy, filed, 'accept', {})).state).not.toBe('submitted')
})

test('staff type in what an organisation told them: it is its own, its contacts are told and rate it, whoever typed it in never does', async () => {
  const { app, deputy, resident, settles, told, rates } = here
  const code = here.district.grids[0].buildings[1].code
  const listed = await app.does(deputy, 'GET /v1/staff/buildings/{code}/organisations', { params: { code } })
  expect(listed.rows).toEqual([{ id: shop.id, name: shop.name, kind: 'shop' }])
  const entered = await app.does(deputy, 'POST /v1/staff/requests', { body: { ...entry(code), asOrganisation: shop.id } })
  expect(entered).toMatchObject({
    organisation: shop.name,
    requester: { name: shop.name, phone: null },
    as: expect.not.arrayContaining(['requester']) as string[],
  })
  const seen = await here.sees(clerk, entered)
  expect(seen.as).toEqual(['requester'])
  expect(seen.timeline.at(-1)?.by).not.toBe('您')
  await settles(entered)
  expect(await told(clerk)).toContain('诉求有答复了：已解决')
  const own = { params: { id: entered.id }, body: { contacted: true, solved: true, satisfied: 5 } }
  expect((await app.call(deputy, 'POST /v1/requests/{id}/ratings', own)).problem?.code).toBe('notFound')
  expect((await rates(clerk, entered, bad)).state).toBe('rework')
  expect((await here.sees(here.dispatcher, entered)).timeline.some(({ by }) => by === '单位联系人')).toBe(true)
  expect(await status(resident, entered.id)).toBe(200)
})

const entry = (buildingCode: string) => ({
  ...{ kind: 'help' as const, categoryCode: here.district.categories.ordinary, text: '门口的路灯不亮', channel: 'phone' as const },
  buildingCode,
})

test('an organisation elsewhere, without a contact, one’s own, and a 举报 cannot be typed in as one', async () => {
  const { app, member, stranger, district } = here
  const code = district.grids[0].buildings[1].code
  const tries = async (who: SignedIn, over: object) => {
    const { problem } = await app.call(who, 'POST /v1/staff/requests', { body: { ...entry(code), asOrganisation: shop.id, ...over } })
    return problem?.errors?.[0]?.path ?? problem?.code
  }
  expect(await tries(stranger, { buildingCode: district.grids[2].buildings[0].code })).toBe('asOrganisation')
  expect((await app.call(stranger, 'GET /v1/staff/buildings/{code}/organisations', { params: { code } })).status).toBe(404)
  expect(await tries(member, { kind: 'report', categoryCode: district.categories.report, channel: 'grid' })).toBe('asOrganisation')
  const own = await anOrganisation(app.does, member, code, here.deputy)
  expect(await tries(member, { asOrganisation: own.id })).toBe('asOrganisation')
  await leaves(clerk, here.resident)
  await leaves(clerk, clerk)
  expect(await tries(member, {})).toBe('asOrganisation')
  expect((await app.does(member, 'GET /v1/staff/buildings/{code}/organisations', { params: { code } })).rows).toEqual([
    { id: own.id, name: own.name, kind: 'shop' },
  ])
})
