import type { FileRequest } from '@doorstep/contract/requests/views'
import { kindNames } from '@doorstep/contract/requests/words'
import sharp from 'sharp'
import { signedIn } from '../testing/people/signed-in'
import { community, type Community } from './testing/requests'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())

const photo = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer()

test('an emergency stops the form and says whom to call; nothing is filed', async () => {
  const { app, resident, district } = here
  const gas = { kind: 'help', categoryCode: district.categories.emergency, text: '闻到煤气味' } as const
  const refused = await app.call(resident, 'POST /v1/requests', { body: gas })
  expect(refused).toMatchObject({ status: 409, problem: { code: 'emergency', phones: [{ number: '96777' }, { number: '119' }] } })
  const preview = await app.does(resident, 'POST /v1/request-previews', { body: { kind: 'help', categoryCode: 'GAS' } })
  expect(preview.emergency).toEqual([
    { name: '燃气抢修', number: '96777' },
    { name: '火警', number: '119' },
  ])
  expect((await app.does(resident, 'GET /v1/requests', {})).rows).toEqual([])
})

test('an answer can make it an emergency', async () => {
  const { app, resident } = here
  const answers = [
    { code: 'age', value: '81' },
    { code: 'kind', value: '其他' },
    { code: 'hurt', value: '有' },
  ]
  const body = { kind: 'consult', categoryCode: 'PENSION', text: '老人摔了', answers } as const
  expect((await app.call(resident, 'POST /v1/requests', { body })).problem).toMatchObject({
    code: 'emergency',
    phones: [{ number: '110' }, { number: '119' }, { number: '120' }],
  })
})

test.each([
  ['a required question left open', [{ code: 'age', value: '81' }], ['answers.kind']],
  [
    'a word for a number',
    [
      { code: 'age', value: '八十' },
      { code: 'kind', value: '其他' },
    ],
    ['answers.age'],
  ],
  [
    'an option that is none',
    [
      { code: 'age', value: '81' },
      { code: 'kind', value: '别的' },
    ],
    ['answers.kind'],
  ],
  [
    'two answers where one fits',
    [
      { code: 'age', value: '81' },
      { code: 'kind', value: ['其他', '高龄津贴'] },
    ],
    ['answers.kind'],
  ],
  [
    'a question nobody asked',
    [
      { code: 'age', value: '81' },
      { code: 'kind', value: '其他' },
      { code: 'colour', value: '红' },
    ],
    ['answers.colour'],
  ],
])('%s is pointed at', async (_says, answers, paths) => {
  const body = { kind: 'consult', categoryCode: 'PENSION', text: '怎么办理', answers } as const
  const { status, problem } = await here.app.call(here.resident, 'POST /v1/requests', { body })
  expect({ status, code: problem?.code, paths: problem?.errors?.map(({ path }) => path) }).toEqual({
    status: 400,
    code: 'answersNeeded',
    paths,
  })
})

test('answers are kept with the words they were asked in', async () => {
  const answers = [
    { code: 'kind', value: '高龄津贴' },
    { code: 'age', value: '81' },
  ]
  const request = await here.files(here.resident, { kind: 'consult', categoryCode: 'PENSION', text: '怎么办理', answers })
  expect(request.answers).toEqual([
    { ask: '老人今年多大年纪', value: '81' },
    { ask: '想问哪一项', value: '高龄津贴' },
  ])
})

test('a kind its category does not take, a category and a building nobody knows are refused', async () => {
  const { app, resident } = here
  const filing = async (form: object) =>
    (await app.call(resident, 'POST /v1/requests', { body: { kind: 'help', categoryCode: 'LIGHT', text: '灯坏了', ...form } })).problem
  expect(await filing({ kind: 'suggest' })).toMatchObject({
    code: 'badInput',
    errors: [{ path: 'kind', message: expect.stringContaining(kindNames.suggest) as string }],
  })
  expect(await filing({ categoryCode: 'NONE' })).toMatchObject({ code: 'notFound' })
  expect(await filing({ buildingCode: 'NONE' })).toMatchObject({ code: 'notFound' })
  expect(await filing({ text: '', fileIds: [] })).toMatchObject({ code: 'badInput' })
})

test('without a home the building is asked for; with one named, the case is that building’s grid’s', async () => {
  const { app, district, files } = here
  const guest = await signedIn(district, 'resident', { building: null })
  const body = { kind: 'help', categoryCode: 'LIGHT', text: '灯坏了' } as const
  expect((await app.call(guest, 'POST /v1/requests', { body })).problem?.code).toBe('homeNeeded')
  const [, second] = district.grids
  const request = await files(guest, { buildingCode: second.buildings[0].code, placeDetail: '2 单元 4 层' })
  expect(request).toMatchObject({ number: '槐2-261123-01', place: `${second.buildings[0].name} 2 单元 4 层`, handler: { code: 'M2' } })
})

test('before sending: who gets it, by when, who will see what; and that stays on the request, for whoever filed it', async () => {
  const preview = await here.app.does(here.resident, 'POST /v1/request-previews', { body: { kind: 'help', categoryCode: 'LIGHT' } })
  expect(preview).toMatchObject({
    grid: { name: '第一网格', community: { name: '槐树里社区' } },
    receiver: { name: '李明1', title: '网格员' },
    acceptBy: '2026-11-23T01:30:00.000Z',
    replyBy: '2026-11-24T01:30:00.000Z',
    rule: '公共照明属急修类，24 小时内处理',
    emergency: null,
  })
  expect(preview.seenBy.length).toBeGreaterThan(1)
  const { id } = await here.files(here.resident)
  expect((await here.sees(here.resident, { id })).seenBy).toEqual(preview.seenBy)
  expect((await here.sees(here.member, { id })).seenBy).toEqual([])
})

test('a photo alone is enough, and both sides see it; somebody else’s photo is refused', async () => {
  const { app, resident, neighbour, member, sees } = here
  const { id: fileId } = (await app.upload(resident, await photo(), 'a.jpg', 'image/jpeg')).body
  const body = { kind: 'help', categoryCode: 'LIGHT', fileIds: [fileId] } satisfies FileRequest
  expect((await app.call(neighbour, 'POST /v1/requests', { body })).problem).toMatchObject({
    code: 'badInput',
    errors: [{ path: 'fileIds.0' }],
  })
  const request = await app.does(resident, 'POST /v1/requests', { body })
  expect(request).toMatchObject({ title: '公共照明', files: [{ id: fileId, kind: 'photo' }] })
  expect((await sees(member, request)).timeline[0]?.files).toMatchObject([{ id: fileId }])
})

test('a retry with the same key is the same request', async () => {
  const { app, resident } = here
  const key = 'the-same-tap-twice'
  const body = { kind: 'help', categoryCode: 'LIGHT', text: '只报一次' } as const
  const [first, second] = await Promise.all([
    app.does(resident, 'POST /v1/requests', { body, key }),
    app.does(resident, 'POST /v1/requests', { body, key }),
  ])
  expect(second.number).toBe(first.number)
  const rows = (await app.does(resident, 'GET /v1/requests', {})).rows.filter(({ title }) => title === '只报一次')
  expect(rows).toHaveLength(1)
})

test('many at once get numbers without gaps or doubles', async () => {
  const { district, files } = here
  const third = district.grids[2].buildings[0].code
  const filed = await Promise.all(Array.from({ length: 12 }, () => files(here.resident, { buildingCode: third })))
  const expected = Array.from({ length: 12 }, (_, i) => `河1-261123-${String(i + 1).padStart(2, '0')}`)
  expect(filed.map(({ number }) => number).sort()).toEqual(expected)
})

test('filing for somebody records their consent; one in writing needs its photo', async () => {
  const { app, district, member, files } = here
  const onBehalf = { name: '张奶奶', phone: '13900001111', relation: '邻居', consent: { how: 'inPerson' } } as const
  const building = district.grids[0].buildings[1].code
  const request = await files(member, { buildingCode: building, onBehalf })
  expect(request).toMatchObject({
    onBehalfOf: { name: '张奶奶', relation: '邻居', phone: '13900001111' },
    as: ['requester', 'filer', 'handler', 'team'],
    timeline: [{ by: '您' }],
  })
  const { consent_id: consentId, filed_by_staff: filedBy } = await app.db
    .selectFrom('request')
    .where('district_id', '=', district.id)
    .where('id', '=', request.id)
    .select(['consent_id', 'filed_by_staff'])
    .executeTakeFirstOrThrow()
  const consent = await app.db
    .selectFrom('consent')
    .where('district_id', '=', district.id)
    .where('id', '=', consentId)
    .selectAll()
    .executeTakeFirstOrThrow()
  expect({ filedBy, how: consent.how, by: consent.account_id }).toEqual({ filedBy: 'M1', how: 'inPerson', by: member.accountId })
  expect(consent.subject_sealed).not.toContain('张奶奶')
  expect((await here.sees(here.deputy, request)).timeline[0]?.by).toBe('网格员 李明1')

  const written = { ...onBehalf, consent: { how: 'written' } } as const
  const body = { kind: 'help', categoryCode: 'LIGHT', text: '灯坏了', buildingCode: building, onBehalf: written } as const
  expect((await app.call(member, 'POST /v1/requests', { body })).problem?.code).toBe('consentNeeded')
  const { id: fileId } = (await app.upload(member, await photo(), 'a.jpg', 'image/jpeg')).body
  const proven = { ...onBehalf, consent: { how: 'written', fileId } } as const
  await files(member, { buildingCode: building, onBehalf: proven })
  // A proof that is used up, or that was dropped, is told from the request's own photos.
  const again = await app.call(member, 'POST /v1/requests', { body: { ...body, onBehalf: proven } })
  expect(again.problem).toMatchObject({ code: 'badInput', errors: [{ path: 'onBehalf.consent.fileId' }] })
})

test('what a resident files for a neighbour is at the neighbour’s door, and staff see whom to call', async () => {
  const { app, district, member, supervisor, files, sees } = here
  const she = await signedIn(district, 'resident', { name: '刘邻居' })
  const [home] = (await app.does(she, 'PUT /v1/account', { body: { phone: '13700002222' } })).homes
  const [own, other] = district.grids[0].buildings
  await app.does(she, 'PUT /v1/homes/{id}', {
    params: { id: home?.id ?? '' },
    body: { buildingCode: own.code, unit: '1 单元', room: '101' },
  })
  const person = { name: '张奶奶', phone: '13900001111', relation: '邻居', consent: { how: 'byPhone' } } as const
  const filed = await files(she, { onBehalf: { ...person, home: { buildingCode: other.code, unit: '3 单元', room: '502' } } })
  const place = `${other.name} 3 单元 502`
  expect(await sees(member, filed)).toMatchObject({
    onBehalfOf: { name: '张奶奶', relation: '邻居', phone: '13900001111', place },
    requester: { name: '刘邻居', phone: '13700002222' },
  })
  expect((await sees(supervisor, filed)).onBehalfOf).toEqual({ name: '张**', relation: '邻居', phone: '139****1111', place: other.name })
  // In her own building, too, it is never the filer's door.
  const same = await files(she, { buildingCode: own.code, onBehalf: person })
  expect((await sees(member, same)).onBehalfOf?.place).toBe(own.name)
  const body = { kind: 'help', categoryCode: 'LIGHT', text: '灯坏了', onBehalf: person } as const
  expect((await app.call(she, 'POST /v1/requests', { body })).problem).toMatchObject({ errors: [{ path: 'buildingCode' }] })
})

test('whom one acts for is remembered, chosen again with the consent that stands, and forgotten for good', async () => {
  const { app, district, files } = here
  const she = await signedIn(district, 'resident')
  const other = await signedIn(district, 'resident')
  const [, building] = district.grids[0].buildings
  const { id: fileId } = (await app.upload(she, await photo(), 'a.jpg', 'image/jpeg')).body
  const person = { name: '买买提·艾力', phone: '13900001111', relation: '邻居', consent: { how: 'written' as const } }
  const home = { buildingCode: building.code, unit: '3 单元', room: '502' }
  const first = await files(she, { onBehalf: { ...person, home, consent: { how: 'written', fileId } } })
  const people = async (who = she) => (await app.does(who, 'GET /v1/people')).rows
  const [known] = await people()
  expect(known).toMatchObject({
    name: '买买提·艾力',
    phone: '13900001111',
    relation: '邻居',
    home: { building: { code: building.code }, unit: '3 单元', room: '502' },
    consent: { how: 'written', at: '2026-11-23T01:00:00.000Z' },
  })
  expect(await people(other)).toEqual([])
  const kept = await app.db.selectFrom('acted_for').where('account_id', '=', she.accountId).selectAll().executeTakeFirstOrThrow()
  expect(JSON.stringify(kept)).not.toMatch(/艾力|13900001111|\b502\b/)

  // Chosen again: no new proof, the same consent, one person however the name is spelt.
  const personId = known?.id ?? ''
  const again = await files(she, { onBehalf: { ...person, name: '买买提•艾力', personId, home } })
  const consents = await app.db.selectFrom('request').where('id', 'in', [first.id, again.id]).select('consent_id').distinct().execute()
  expect(consents).toHaveLength(1)
  expect(await people()).toHaveLength(1)
  const body = { kind: 'help', categoryCode: 'LIGHT', text: '灯坏了', onBehalf: { ...person, name: '别人', personId, home } } as const
  expect((await app.call(she, 'POST /v1/requests', { body })).problem?.code).toBe('consentNeeded')

  const forget = async (who: typeof she) => (await app.call(who, 'DELETE /v1/people/{id}', { params: { id: personId } })).status
  expect([await forget(other), await forget(she), await forget(she)]).toEqual([404, 204, 404])
  expect(await people()).toEqual([])
})

test('of two homes the one chosen is recorded, and never the door of the other', async () => {
  const { app, district, member, files, sees } = here
  const she = await signedIn(district, 'resident')
  const [building] = district.grids[0].buildings
  const adds = (room: string, label: string) =>
    app.does(she, 'POST /v1/homes', { body: { buildingCode: building.code, unit: '1 单元', room, label } })
  const first = (await app.does(she, 'GET /v1/session')).homes[0]
  const [mothers, second] = [await adds('401', '妈妈家'), await adds('402', '出租屋')]
  const doorOf = async (request: { id: string }) => (await sees(member, request)).requester?.place
  expect(await doorOf(await files(she, { homeId: second.id }))).toBe(`${building.name} 1 单元 402`)
  expect(await doorOf(await files(she, { homeId: mothers.id, buildingCode: building.code }))).toBe(`${building.name} 1 单元 401`)
  await app.does(she, 'DELETE /v1/homes/{id}', { params: { id: second.id } })
  const body = { kind: 'help', categoryCode: 'LIGHT', text: '灯坏了', homeId: second.id } as const
  expect((await app.call(she, 'POST /v1/requests', { body })).problem).toMatchObject({ errors: [{ path: 'homeId' }] })
  expect(first?.current).toBe(true)
  const [, away] = district.grids[0].buildings
  const far = await app.does(she, 'POST /v1/homes', { body: { buildingCode: away.code, unit: '2 单元', room: '9', label: '新房' } })
  expect(far.current).toBe(false)
  expect(await doorOf(await files(she, { buildingCode: away.code }))).toBe(`${away.name} 2 单元 9`)
})

test('whom a request was filed for is told by phone and rates on the phone, by neither its filer nor its handler', async () => {
  const { app, district, member, deputy, dispatcher, supervisor, resident, files, settles, acts, sees, tries } = here
  const building = district.grids[0].buildings[1].code
  const onBehalf = { name: '张奶奶', phone: '13900001111', relation: '邻居', consent: { how: 'byPhone' } } as const
  const request = await files(member, { buildingCode: building, onBehalf })
  const params = { id: request.id }
  const calls = async (who = supervisor) =>
    (await app.does(who, 'GET /v1/requests', { query: { side: 'team', view: 'calls' } })).rows.filter(({ id }) => id === request.id).length
  const called = async (said: string, who = supervisor) =>
    (await app.call(who, 'POST /v1/staff/requests/{id}/called', { params, body: { said } })).problem?.code ?? null
  expect(await calls()).toBe(0)
  await settles(request)
  const owed = (await sees(supervisor, request)).toCall ?? ''
  expect((await sees(supervisor, request)).onBehalfOf).toMatchObject({ name: '张奶奶', phone: '13900001111' })
  // Whether she is satisfied is asked by nobody who is rated, nor by their team.
  for (const who of [member, deputy]) {
    expect(await calls(who)).toBe(0)
    expect((await sees(who, request)).toCall).toBeNull()
    expect(await called(owed, who)).toBe('notFound')
  }
  expect(owed).toMatch(/^您的诉求“楼道灯坏了三天”有答复了（已解决）：已经换了新灯泡，试过了会亮。请问/)
  expect(await calls()).toBe(1)
  expect(await called('早先的话')).toBe('notNow')
  expect(await called(owed)).toBeNull()
  expect([await calls(), await called(owed)]).toEqual([0, 'notNow'])
  expect((await sees(member, request)).timeline.at(-1)?.title).toBe('监督员打电话告诉了本人')

  expect((await sees(member, request)).actions).not.toContain('confirm')
  const rates = (who: typeof member) =>
    app.call(who, 'POST /v1/staff/requests/{id}/ratings', {
      params,
      body: { contacted: true, solved: false, satisfied: 1, reasons: ['notFixed'], text: '还是不亮' },
    })
  expect((await rates(member)).problem?.code).toBe('notYourRole')
  expect((await rates(resident)).problem?.code).toBe('notYourRole')
  expect((await sees(supervisor, request)).actions).toContain('reopen')
  const { body: rated } = await rates(dispatcher)
  expect(rated).toMatchObject({ state: 'rework', handler: { code: 'D1' }, rated: { satisfied: 1 } })
  expect(rated.timeline.at(-1)).toMatchObject({ by: '您', title: '您电话回访，本人不满意，换人重办' })
  expect((await rates(supervisor)).problem?.code).toBe('alreadyRated')
  const stored = await app.db
    .selectFrom('rating')
    .where('district_id', '=', district.id)
    .where('request_id', '=', request.id)
    .select(['account_id', 'recorded_by'])
    .execute()
  expect(stored).toEqual([{ account_id: null, recorded_by: 'DI' }])
  expect(await tries(member, request, 'comment', { text: '我再看看' })).not.toBeNull()
  await acts(deputy, request, 'reply', { outcome: 'explained', text: '已经换了整条线路' })
  // What was done again is asked about by another reviewer.
  expect((await rates(dispatcher)).problem?.code).toBe('notYourRole')
  expect((await rates(supervisor)).status).toBe(201)
})

test('whoever handled a case they filed for somebody does not rate their own work', async () => {
  const { app, district, member, files, settles } = here
  const onBehalf = { name: '张奶奶', relation: '邻居', consent: { how: 'byPhone' } } as const
  const request = await files(member, { buildingCode: district.grids[0].buildings[1].code, onBehalf })
  await settles(request)
  const body = { contacted: true, solved: true, satisfied: 5 } as const
  expect((await app.call(member, 'POST /v1/requests/{id}/ratings', { params: { id: request.id }, body })).problem?.code).toBe('notYourRole')
})

test('staff write down no rating of their own case, nor of one they filed for somebody', async () => {
  const { app, district, dispatcher, supervisor, files, settles } = here
  const own = await files(dispatcher, { buildingCode: district.grids[0].buildings[0].code })
  await settles(own)
  const body = { contacted: true, solved: true, satisfied: 5 } as const
  const code = async (who: typeof dispatcher, { id }: { id: string }) =>
    (await app.call(who, 'POST /v1/staff/requests/{id}/ratings', { params: { id }, body })).problem?.code
  expect(await code(dispatcher, own)).toBe('notYourRole')
  expect(await code(supervisor, own)).toBe('notYourRole')
  const onBehalf = { name: '张奶奶', relation: '邻居', consent: { how: 'byPhone' } } as const
  const filed = await files(dispatcher, { buildingCode: district.grids[0].buildings[1].code, onBehalf })
  await settles(filed)
  expect(await code(dispatcher, filed)).toBe('notYourRole')
})

test('staff are not asked to phone about a reply to what they filed for somebody, nor about one they are barred from', async () => {
  const { app, district, dispatcher, supervisor, files, settles, sees } = here
  const onBehalf = { name: '张奶奶', relation: '邻居', consent: { how: 'byPhone' } } as const
  const filed = await files(dispatcher, { buildingCode: district.grids[0].buildings[1].code, onBehalf })
  await settles(filed)
  const calls = async (who: typeof dispatcher, id = filed.id) =>
    (await app.does(who, 'GET /v1/requests', { query: { side: 'team', view: 'calls' } })).rows.filter((row) => row.id === id).length
  expect([await calls(dispatcher), await calls(supervisor)]).toEqual([0, 1])
  expect((await sees(dispatcher, filed)).toCall).toBeNull()

  const barred = await files(here.resident, { buildingCode: district.grids[0].buildings[1].code, onBehalf })
  await settles(barred)
  expect([await calls(dispatcher, barred.id), await calls(supervisor, barred.id)]).toEqual([1, 1])
  await app.db
    .updateTable('request')
    .set({ excluded_handlers: JSON.stringify(['DI']) })
    .where('district_id', '=', district.id)
    .where('id', '=', barred.id)
    .execute()
  expect([await calls(dispatcher, barred.id), await calls(supervisor, barred.id)]).toEqual([0, 1])
})

test('whom one files for does not live in a building that nobody knows or that is retired', async () => {
  const { app, district } = here
  const she = await signedIn(district, 'resident')
  const [own, gone] = district.grids[1].buildings
  await app.db
    .updateTable('building')
    .where('district_id', '=', district.id)
    .where('code', '=', gone.code)
    .set({ retired_at: app.clock.now() })
    .execute()
  for (const buildingCode of ['X1', gone.code]) {
    const onBehalf = { name: '张奶奶', relation: '邻居', consent: { how: 'byPhone' }, home: { buildingCode } } as const
    const body = { kind: 'help', categoryCode: 'LIGHT', text: '灯坏了', buildingCode: own.code, onBehalf } as const
    const { problem } = await app.call(she, 'POST /v1/requests', { body })
    expect(problem).toMatchObject({ code: 'badInput', errors: [{ path: 'onBehalf.home.buildingCode' }] })
  }
})

test('a grid member’s own case is somebody else’s to handle', async () => {
  const { district, files, member, tries } = here
  const request = await files(member, { buildingCode: district.grids[0].buildings[0].code })
  expect(request).toMatchObject({ handler: { code: 'D1' }, as: ['requester'] })
  expect(await tries(member, request, 'accept', {})).toBe('notYourRole')
})

test('a request made of messages carries their words and photos, and the conversation says so', async () => {
  const { app, district, resident, neighbour, files } = here
  const conversation = await app.does(resident, 'POST /v1/conversations', { body: { gridCode: district.grids[0].code } })
  const params = { id: conversation.id }
  const { id: fileId } = (await app.upload(resident, await photo(), 'a.jpg', 'image/jpeg')).body
  const say = (body: { kind: 'text'; text: string } | { kind: 'photo'; fileId: string }, n: number) =>
    app.does(resident, 'POST /v1/conversations/{id}/messages', {
      params,
      body: { ...body, clientId: `01a20751-0000-7000-8000-00000000000${n}` },
    })
  await say({ kind: 'text', text: '三楼灯不亮' }, 1)
  await say({ kind: 'photo', fileId }, 2)
  const fromMessages = { conversationId: conversation.id, seqs: [1, 2] }
  const request = await files(resident, { text: '', fromMessages })
  expect(request).toMatchObject({ text: '三楼灯不亮', files: [{ id: fileId }] })
  const { rows } = await app.does(resident, 'GET /v1/conversations/{id}/messages', { params })
  expect(rows.at(-1)).toMatchObject({ from: 'system', text: `已转为诉求 ${request.number}`, requestId: request.id })
  const body = { kind: 'help', categoryCode: 'LIGHT', fromMessages } as const
  expect((await app.call(neighbour, 'POST /v1/requests', { body })).problem?.code).toBe('notFound')
})

test('words WeChat calls risky are refused, filed or added to one’s own case; staff and a 举报 are not judged', async () => {
  const { app, member, district, files, acts } = here
  const resident = await signedIn(district, 'resident')
  // WeChat checks text only for a user who opened the mini-program within two hours.
  await app.does(null, 'POST /v1/sessions', { body: { code: app.standIn.mintCode(resident.openid), device: '测试' } })
  const risky = { kind: 'help', categoryCode: district.categories.ordinary, text: '测试违规词' } as const
  const refused = await app.call(resident, 'POST /v1/requests', { body: risky })
  expect(refused.problem).toMatchObject({ code: 'badInput', errors: [{ path: 'text' }] })

  const elsewhere = [
    { text: '路灯不亮', placeDetail: '测试违规词三号楼' },
    { text: '路灯不亮', placeDetail: '三号楼', answers: [{ code: 'since', value: ['昨天', '测试违规词'] }] },
  ].map((body) => app.call(resident, 'POST /v1/requests', { body: { ...risky, ...body } }))
  expect((await Promise.all(elsewhere)).map(({ problem }) => problem?.errors?.map(({ path }) => path))).toEqual([
    ['placeDetail'],
    ['answers.0.value.1'],
  ])

  const filed = await files(resident)
  const withdrawn = await app.call(resident, 'POST /v1/requests/{id}/withdraw', {
    params: { id: filed.id },
    body: { reason: '测试违规词' },
  })
  expect(withdrawn.problem).toMatchObject({ code: 'badInput', errors: [{ path: 'reason' }] })
  const added = await app.call(resident, 'POST /v1/requests/{id}/comment', { params: { id: filed.id }, body: { text: '测试违规词' } })
  expect(added.problem).toMatchObject({ code: 'badInput', errors: [{ path: 'text' }] })
  await acts(member, filed, 'comment', { text: '请不要发测试违规词' })
  const informs = await files(resident, {
    kind: 'report',
    categoryCode: district.categories.report,
    text: '测试违规词',
    buildingCode: district.grids[0].buildings[0].code,
  })
  await acts(resident, informs, 'comment', { text: '测试违规词' })
})

test('a 举报 names its place and is written anew: neither her home nor words the team has read may tell who she is', async () => {
  const { app, district, resident } = here
  const body = { kind: 'report', categoryCode: district.categories.report, text: '占道经营' } as const
  const homeless = await app.call(resident, 'POST /v1/requests', { body })
  expect(homeless.problem).toMatchObject({ code: 'badInput', errors: [{ path: 'buildingCode' }] })
  const conversation = await app.does(resident, 'POST /v1/conversations', { body: { gridCode: district.grids[0].code } })
  const quoting = {
    ...body,
    buildingCode: district.grids[0].buildings[0].code,
    fromMessages: { conversationId: conversation.id, seqs: [1] },
  }
  const quoted = await app.call(resident, 'POST /v1/requests', { body: quoting })
  expect(quoted.problem).toMatchObject({ code: 'badInput', errors: [{ path: 'fromMessages' }] })
})

test('what was to be said by phone goes with its occasion: supplied, or never rated', async () => {
  const { app, district, member, supervisor, resident, files, acts, settles, sees } = here
  const building = district.grids[0].buildings[1].code
  const onBehalf = { name: '张奶奶', phone: '13900001111', relation: '邻居', consent: { how: 'byPhone' } } as const
  const asked = await files(resident, { buildingCode: building, onBehalf })
  const accepted = await acts(member, asked, 'accept', {})
  // It may be read out when that time is over.
  expect(accepted.toCall).toMatch(/^您的诉求“楼道灯坏了三天”已经受理，约定\d+月\d+日 周. \d+:\d\d 前答复。$/)
  await acts(member, asked, 'askMore', { question: '几单元的灯？' })
  expect((await sees(member, asked)).toCall).toContain('要请您补充：几单元的灯？')
  await acts(resident, asked, 'supply', { text: '三单元' })
  expect((await sees(member, asked)).toCall).toBeNull()

  const unrated = await files(resident, { buildingCode: building, onBehalf })
  await settles(unrated)
  expect((await sees(supervisor, unrated)).toCall).toContain('满意吗')
  app.clock.advance({ days: 40 })
  await app.jobs.runDue()
  expect(await sees(supervisor, unrated)).toMatchObject({ state: 'closed', toCall: null })
})
