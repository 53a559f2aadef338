import { wav } from '../../platform/files/sound-samples'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { bad, community, type Community } from '../testing/requests'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())

const phone = '13812345678'

/** Creates a resident with a name, a phone and a home, who files for themselves. */
async function informant(): Promise<SignedIn> {
  const { app, resident, district } = here
  const name = '欧阳举报人'
  const [home] = (await app.does(resident, 'PUT /v1/account', { body: { name, phone } })).homes
  await app.does(resident, 'PUT /v1/homes/{id}', {
    params: { id: home?.id ?? '' },
    body: { buildingCode: district.grids[0].buildings[0].code, unit: '2 单元', room: '1704' },
  })
  return resident
}

test('of a 举报 nothing anybody else reads says who filed it: not the case, the lists, the inbox, the export or the notifications', async () => {
  const { app, member, deputy, secretary, handler, dispatcher, streetAdmin, supervisor, files, rates, acts } = here
  const resident = await informant()
  const request = await files(resident, {
    kind: 'report',
    categoryCode: 'TIPOFF',
    text: '楼下饭店占道经营',
    buildingCode: here.district.grids[0].buildings[1].code,
  })
  expect(request).toMatchObject({ anonymous: true, requester: { name: '欧阳举报人', phone } })
  await acts(resident, request, 'comment', { text: '晚上更严重' })
  for (const who of [member, deputy, secretary])
    expect((await app.call(who, 'GET /v1/requests/{id}', { params: { id: request.id } })).status).toBe(404)
  await acts(dispatcher, request, 'accept', { handlerCode: 'H1' })
  await acts(handler, request, 'reply', { outcome: 'explained', text: '已经约谈店主，明天起不再占道' })
  await rates(resident, request, bad)
  await app.jobs.runDue()
  const params = { id: request.id }
  const telling = [resident.accountId, '欧阳', phone, phone.slice(-4), '1704']
  for (const who of [member, deputy, secretary, handler, dispatcher, streetAdmin, supervisor]) {
    const read = [
      await app.call(who, 'GET /v1/requests/{id}', { params }),
      await app.call(who, 'GET /v1/requests', { query: { side: 'team' } }),
      await app.call(who, 'GET /v1/staff/inbox', {}),
      await app.call(who, 'GET /v1/inbox', {}),
      await app.call(who, 'GET /v1/requests/{id}/export', { params }),
    ].map((answer) => JSON.stringify(answer.problem ?? answer.body))
    for (const word of telling) expect(read.join()).not.toContain(word)
  }
  expect(await here.sees(streetAdmin, request)).toMatchObject({
    requester: null,
    onBehalfOf: null,
    rated: null,
    rating: null,
    timeline: expect.arrayContaining([expect.objectContaining({ by: '居民', did: 'comment' })]) as object[],
  })
})

test('the voice of an informant is played to nobody but who works on the 举报, and the preview says so', async () => {
  const { app, district, resident, dispatcher, handler, streetAdmin, supervisor, files, acts, sees } = here
  const { body: voice } = await app.upload(resident, wav(2), 'voice.wav', 'audio/wav')
  const buildingCode = district.grids[0].buildings[0].code
  const preview = await app.does(resident, 'POST /v1/request-previews', {
    body: { kind: 'report', categoryCode: 'TIPOFF', buildingCode },
  })
  expect(preview.seenBy.join()).toMatch(/录音.*听出是您/)
  expect(preview.seenBy.join()).not.toContain('网格员')
  const request = await files(resident, { ...report, buildingCode, text: '', fileIds: [voice.id] })
  await acts(dispatcher, request, 'accept', { handlerCode: 'H1' })
  const played = async (who: SignedIn) => {
    const seen = await sees(who, request)
    return [seen.files.length, seen.timeline.flatMap((event) => event.files).length]
  }
  for (const who of [resident, dispatcher, streetAdmin, handler]) expect(await played(who)).toEqual([1, 1])
  expect(await played(supervisor)).toEqual([0, 0])
})

const report = { kind: 'report', categoryCode: 'TIPOFF', text: '网格里有人收钱办事' } as const

test('a 举报 lands on whoever dispatches and may be handed to anybody outside the team, its informant included: nobody is missing', async () => {
  const { app, district, deputy, dispatcher, streetAdmin, supervisor, resident, files, sees, tries } = here
  const filed = { ...report, buildingCode: district.grids[0].buildings[0].code }
  const [hers, his, its] = [await files(resident, filed), await files(deputy, filed), await files(dispatcher, filed)]
  const seen = await Promise.all([hers, his, its].map((one) => sees(streetAdmin, one)))
  for (const one of seen) {
    expect(one).toMatchObject({ handler: { code: 'DI' }, requester: null, as: ['dispatcher'] })
    expect(one.mates).toEqual(seen[0]?.mates)
    expect(one.mates.map(({ code }) => code).sort()).toEqual(['H1', 'H2', 'SA', 'UH'])
    expect(one.number).toMatch(/^槐1-261123-J\d{6}$/)
  }
  // The dispatcher of the third is its informant: the other is told as well, takes it on by accepting it, and the informant cannot.
  expect((await here.told(streetAdmin)).filter((title) => title === '新诉求等您受理').length).toBeGreaterThanOrEqual(3)
  expect(await tries(dispatcher, its, 'accept', {})).toBe('notYourRole')
  expect((await here.acts(streetAdmin, its, 'accept', {})).handler?.code).toBe('SA')
  const exported = await app.call(supervisor, 'GET /v1/requests/{id}/export', { params: { id: its.id } })
  expect(JSON.stringify(exported.body)).not.toContain('孙受理')
})

test('nobody can hand a 举报 to the grid’s team, which it may be about', async () => {
  const { app, district, dispatcher, resident, files, sees, tries, acts } = here
  const request = await files(resident, { ...report, buildingCode: district.grids[0].buildings[0].code })
  const role = { district_id: district.id, staff_code: 'H2', role: 'gridTeam', area_code: district.grids[0].code } as const
  await app.db.insertInto('staff_role').values(role).execute()
  expect((await sees(dispatcher, request)).mates.map(({ code }) => code)).not.toContain('H2')
  for (const handlerCode of ['M1', 'D1', 'H2']) expect(await tries(dispatcher, request, 'accept', { handlerCode })).toBe('badInput')
  expect((await acts(dispatcher, request, 'accept', { handlerCode: 'H1' })).handler?.code).toBe('H1')
  for (const handlerCode of ['M1', 'D1', 'H2'])
    expect(await tries(dispatcher, request, 'reassign', { handlerCode, reason: '请网格办' })).toBe('badInput')
  expect((await acts(dispatcher, request, 'reassign', { handlerCode: 'SA', reason: '请街道办' })).handler?.code).toBe('SA')
  await app.db
    .deleteFrom('staff_role')
    .where('district_id', '=', district.id)
    .where('staff_code', '=', 'H2')
    .where('role', '=', 'gridTeam')
    .execute()
})

test('who belongs to the grid’s team does not see a 举报 of it by any other office they hold', async () => {
  const { app, district, resident, files } = here
  const { id: district_id, grids, street } = district
  await app.db.insertInto('staff_role').values({ district_id, staff_code: 'D2', role: 'dispatcher', area_code: street }).execute()
  const both = await signedIn(district, { staff: 'D2' })
  const [own, other] = [
    await files(resident, { ...report, buildingCode: grids[1].buildings[0].code }),
    await files(resident, { ...report, buildingCode: grids[0].buildings[0].code }),
  ]
  const reads = async (request: { id: string }) => (await app.call(both, 'GET /v1/requests/{id}', { params: { id: request.id } })).status
  expect([await reads(own), await reads(other)]).toEqual([404, 200])
  const listed = [
    ...(await app.does(both, 'GET /v1/requests', { query: { side: 'team' } })).rows,
    ...(await app.does(both, 'GET /v1/requests', { query: { side: 'team', view: 'open' } })).rows,
    ...(await app.does(both, 'GET /v1/staff/inbox', { query: { sort: 'wait' } })).rows,
  ].map(({ id }) => id)
  expect(listed).toContain(other.id)
  expect(listed).not.toContain(own.id)
  await app.jobs.runDue()
  const told = (await app.does(both, 'GET /v1/inbox')).rows.map(({ target }) => target?.id)
  expect(told).toContain(other.id)
  expect(told).not.toContain(own.id)
  await app.db
    .deleteFrom('staff_role')
    .where('district_id', '=', district_id)
    .where('staff_code', '=', 'D2')
    .where('role', '=', 'dispatcher')
    .execute()
})

test('who works on a case sees how to reach the resident, a supervisor sees it masked, the handler is named to her', async () => {
  const { member, dispatcher, supervisor, files, sees } = here
  const resident = await informant()
  const request = await files(resident)
  const whole = { name: '欧阳举报人', phone, place: '槐树里 1 号楼 2 单元 1704' }
  expect((await sees(member, request)).requester).toEqual(whole)
  expect((await sees(dispatcher, request)).requester).toEqual(whole)
  expect((await sees(supervisor, request)).requester).toEqual({ name: '欧**', phone: '138****5678', place: '槐树里 1 号楼' })
  expect((await sees(resident, request)).handler).toEqual({ code: 'M1', name: '李明1', title: '网格员' })
})

test('a resident knows a grid team by name and everybody else by their office', async () => {
  const { resident, member, handler, dispatcher, files, acts, sees } = here
  const request = await files(resident)
  await acts(dispatcher, request, 'accept', {})
  await acts(member, request, 'reassign', { handlerCode: 'H1', reason: '归口城管' })
  const seen = await sees(resident, request)
  expect(seen).toMatchObject({ handler: { name: '部门经办人', title: '部门经办人' }, next: '部门经办人会在明天 9:00 前答复您' })
  expect(seen.timeline.map(({ by }) => by)).toEqual(['您', '受理员', '网格员 李明1'])
  expect(seen.timeline.at(-1)?.title).toBe('李明1转给部门经办人办理')
  expect((await sees(handler, request)).as).toEqual(['handler', 'team'])
  expect(await here.told(handler)).toContain('有一件诉求转给您办理')
})

test('to whom a case is nothing it does not exist', async () => {
  const { app, neighbour, stranger, handler, secretary, files, tries, resident, district } = here
  const request = await files(resident)
  for (const who of [neighbour, stranger, handler, secretary]) {
    for (const key of ['GET /v1/requests/{id}', 'GET /v1/requests/{id}/export'] as const) {
      expect((await app.call(who, key, { params: { id: request.id } })).problem?.code).toBe('notFound')
    }
    expect(await tries(who, request, 'comment', { text: '看看' })).toBe('notFound')
  }
  const nobodys = { id: '01a20751-0000-7000-8000-000000000001' }
  expect(await tries(resident, nobodys, 'withdraw', {})).toBe('notFound')
  expect((await app.call(neighbour, 'GET /v1/requests', { query: { side: 'team' } })).problem?.code).toBe('notYourRole')
  const others = await app.does(stranger, 'GET /v1/requests', { query: { side: 'team', area: district.grids[0].code } })
  expect(others.rows).toEqual([])
})

test('an action is its party’s alone', async () => {
  const { resident, member, deputy, supervisor, files, tries, acts } = here
  const request = await files(resident)
  expect(await tries(resident, request, 'reply', { outcome: 'explained', text: '我自己答复' })).toBe('notYourRole')
  expect(await tries(supervisor, request, 'accept', {})).toBe('notYourRole')
  expect(await tries(member, request, 'supply', { text: '替她补充' })).toBe('notYourRole')
  expect(await tries(member, request, 'reply', { outcome: 'explained', text: '还没受理就答复' })).toBe('notNow')
  await acts(member, request, 'accept', {})
  expect(await tries(deputy, request, 'reply', { outcome: 'explained', text: '不是我在办' })).toBe('notHandler')
  expect(await tries(member, request, 'reply', { outcome: 'solved', text: '已经修好了' })).toBe('evidenceNeeded')
  expect(await tries(member, request, 'reassign', { handlerCode: 'M3', reason: '别的网格' })).toBe('badInput')
})
