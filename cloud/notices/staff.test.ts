import { actionsIn } from '@doorstep/contract/machine'
import { noticeMachine } from '@doorstep/contract/notices'
import sharp from 'sharp'
import { testApp, type TestApp } from '../testing/app/app'
import { aDistrict, type District } from '../testing/district'
import { signedIn, type SignedIn } from '../testing/people/signed-in'

let app: TestApp
let district: District
let secretary: SignedIn
let street: SignedIn
let member: SignedIn
let stranger: SignedIn

beforeEach(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
  secretary = await signedIn(district, 'branchSecretary')
  street = await signedIn(district, 'streetAdmin')
  member = await signedIn(district, 'gridMember')
  stranger = await signedIn(district, { staff: district.staff.otherSecretary })
})
afterEach(() => app.close())

const form = (more: Partial<{ title: string; audience: string[]; branchCode: string; fileIds: string[] }> = {}) => ({
  title: '周三停水通知',
  text: '因管道检修，周三上午 9 点到 12 点停水，请提前存水。',
  branchCode: 'B1',
  audience: [district.communities[0]],
  ...more,
})
const draft = (who: SignedIn, more = {}) => app.does(who, 'POST /v1/notices', { body: form(more) })
const submit = (who: SignedIn, id: string) => app.call(who, 'POST /v1/notices/{id}/submit', { params: { id } })
const approve = (who: SignedIn, id: string) => app.call(who, 'POST /v1/notices/{id}/approve', { params: { id } })
const giveBack = (who: SignedIn, id: string) =>
  app.call(who, 'POST /v1/notices/{id}/return', { params: { id }, body: { reason: '请写明时间' } })
const withdraw = (who: SignedIn, id: string) =>
  app.call(who, 'POST /v1/notices/{id}/withdraw', { params: { id }, body: { reason: '检修改期' } })
const edit = (who: SignedIn, id: string, more = {}) => app.call(who, 'PUT /v1/notices/{id}', { params: { id }, body: form(more) })
const look = (who: SignedIn, id: string) => app.call(who, 'GET /v1/staff/notices/{id}', { params: { id } })
async function titles(who: SignedIn) {
  await app.jobs.runDue()
  return (await app.does(who, 'GET /v1/inbox')).rows.map(({ title }) => title)
}
async function photo(who: SignedIn): Promise<string> {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
    .png()
    .toBuffer()
  return (await app.upload(who, bytes, 'a.png', 'image/png')).body.id
}

test('a secretary drafts for the branch; only the author sees a draft', async () => {
  await signedIn(district, 'resident')
  const notice = await draft(secretary)
  expect(notice).toMatchObject({
    state: 'draft',
    author: '赵书记',
    reviewer: null,
    branch: { code: 'B1', name: '槐树里家门口党支部' },
    audience: [{ code: district.communities[0], name: '槐树里社区' }],
    reaches: 1,
    as: ['author'],
  })
  expect((await look(secretary, notice.id)).status).toBe(200)
  for (const other of [street, member, stranger]) expect((await look(other, notice.id)).status).toBe(404)
})

test('the way of a notice: returned with a reason, changed, submitted again, published by another person, withdrawn', async () => {
  const { id } = await draft(secretary)
  expect((await submit(secretary, id)).body.state).toBe('review')
  expect(await titles(street)).toEqual(['有公告等您审核'])
  app.clock.advance({ minutes: 5 })
  expect((await giveBack(street, id)).body).toMatchObject({ state: 'draft', returnedReason: '请写明时间', as: ['reviewer'] })
  expect(await titles(secretary)).toEqual(['公告请修改后再交'])
  expect((await edit(secretary, id, { title: '周三上午停水通知' })).body.title).toBe('周三上午停水通知')
  app.clock.advance({ minutes: 5 })
  expect((await submit(secretary, id)).body.returnedReason).toBeNull()
  expect(await titles(street)).toEqual(['有公告等您审核', '有公告等您审核'])
  app.clock.advance({ minutes: 5 })
  expect((await approve(street, id)).body).toMatchObject({
    state: 'published',
    reviewer: '吴街道',
    publishedAt: '2026-11-23T01:15:00.000Z',
  })
  expect((await withdraw(secretary, id)).body).toMatchObject({ state: 'withdrawn', withdrawnReason: '检修改期' })
})

test('nobody approves or returns what they wrote', async () => {
  const { id } = await draft(secretary)
  await submit(secretary, id)
  for (const answer of [await approve(secretary, id), await giveBack(secretary, id)]) {
    expect([answer.status, answer.problem?.code]).toEqual([403, 'ownNotice'])
  }
  expect((await look(secretary, id)).body.state).toBe('review')
})

test('a secretary may review what a grid member writes for the branch, a grid member may review nothing', async () => {
  const { id } = await draft(member, { audience: [district.grids[0].code] })
  await submit(member, id)
  expect(await titles(secretary)).toEqual(['有公告等您审核'])
  expect((await approve(await signedIn(district, { staff: district.grids[1].member }), id)).status).toBe(403)
  expect((await approve(secretary, id)).body.state).toBe('published')
})

test('a reviewer of another area finds no such notice', async () => {
  const { id } = await draft(secretary)
  await submit(secretary, id)
  for (const answer of [
    await approve(stranger, id),
    await giveBack(stranger, id),
    await withdraw(stranger, id),
    await look(stranger, id),
  ]) {
    expect(answer.status).toBe(404)
  }
})

test('only the author changes or submits it', async () => {
  const { id } = await draft(secretary)
  await submit(secretary, id)
  await giveBack(street, id)
  expect((await edit(street, id)).status).toBe(404)
  expect((await submit(street, id)).status).toBe(404)
})

test('each action is refused with notNow in every state the machine does not allow it in', async () => {
  const acts = {
    edit: (id: string) => edit(secretary, id),
    submit: (id: string) => submit(secretary, id),
    approve: (id: string) => approve(street, id),
    return: (id: string) => giveBack(street, id),
    withdraw: (id: string) => withdraw(street, id),
  }
  const { id } = await draft(secretary)
  await submit(secretary, id)
  await giveBack(street, id)
  const refusals = async (state: 'draft' | 'review' | 'published' | 'withdrawn') => {
    const allowed: string[] = [...actionsIn(noticeMachine, state, ['author']), ...actionsIn(noticeMachine, state, ['reviewer'])]
    for (const [action, act] of Object.entries(acts)) {
      if (!allowed.includes(action)) expect([state, action, (await act(id)).problem?.code]).toEqual([state, action, 'notNow'])
    }
  }
  await refusals('draft')
  await submit(secretary, id)
  await refusals('review')
  await approve(street, id)
  await refusals('published')
  await withdraw(street, id)
  await refusals('withdrawn')
})

test('two reviewers at once publish it once', async () => {
  const { id } = await draft(member, { audience: [district.grids[0].code] })
  await submit(member, id)
  const answers = await Promise.all([approve(secretary, id), approve(street, id)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('the audience stays within the writer’s own area', async () => {
  const refused: [SignedIn, string][] = [
    [secretary, district.communities[1]],
    [secretary, district.street],
    [member, district.grids[1].code],
    [member, district.communities[0]],
    [street, String(district.id)],
    [street, '990101001001999'],
  ]
  for (const [who, area] of refused) {
    const { status, problem } = await app.call(who, 'POST /v1/notices', { body: form({ audience: [area] }) })
    expect([status, problem?.errors?.[0]?.path]).toEqual([400, 'audience'])
  }
  expect((await draft(secretary, { audience: [district.grids[1].code, district.grids[1].code] })).audience).toHaveLength(1)
})

test('nobody writes for a branch that is not theirs', async () => {
  for (const [who, branchCode] of [
    [secretary, 'B2'],
    [member, 'B2'],
    [street, 'NONE'],
  ] as const) {
    expect((await app.call(who, 'POST /v1/notices', { body: form({ branchCode }) })).status).toBe(404)
  }
})

test('a photo taken out of a draft is let go: its writer may use it again, and after a day it is dropped', async () => {
  const [kept, again, dropped] = [await photo(secretary), await photo(secretary), await photo(secretary)]
  const notice = await draft(secretary, { fileIds: [kept, again, dropped] })
  await edit(secretary, notice.id, { fileIds: [kept] })
  await draft(secretary, { fileIds: [again] })
  app.clock.advance({ hours: 24 })
  await app.jobs.runDue()
  const left = await app.db.selectFrom('file').select('id').where('id', 'in', [kept, again, dropped]).orderBy('id').execute()
  expect(left.map(({ id }) => id)).toEqual([kept, again].sort())
})

test('a dropped photo is named by its place among all photos of the form, those already stored included', async () => {
  const [first, second, dropped] = [await photo(secretary), await photo(secretary), await photo(street)]
  const notice = await draft(secretary, { fileIds: [first, second] })
  const refused = await edit(secretary, notice.id, { fileIds: [first, second, dropped] })
  expect([refused.status, refused.problem?.errors?.map(({ path }) => path)]).toEqual([400, ['fileIds.2']])
  const before = await edit(secretary, notice.id, { fileIds: [first, dropped, second] })
  expect(before.problem?.errors?.map(({ path }) => path)).toEqual(['fileIds.1'])
})

test('photos stay in their order; one that is not the writer’s is refused and nothing is kept', async () => {
  const [first, second] = [await photo(secretary), await photo(secretary)]
  const notice = await draft(secretary, { fileIds: [first, second] })
  expect(notice.photos.map(({ id }) => id)).toEqual([first, second])
  const third = await photo(secretary)
  expect((await edit(secretary, notice.id, { fileIds: [third, first] })).body.photos.map(({ id }) => id)).toEqual([third, first])
  const foreign = await app.call(secretary, 'POST /v1/notices', { body: form({ fileIds: [await photo(street)] }) })
  expect([foreign.status, foreign.problem?.errors?.[0]?.path]).toEqual([400, 'fileIds.0'])
  expect((await app.does(secretary, 'GET /v1/staff/notices')).rows).toHaveLength(1)
})

test('the list holds what waits for me first, then the latest change, each once across pages', async () => {
  const mine = await draft(secretary)
  app.clock.advance({ minutes: 1 })
  const waiting = await draft(member, { audience: [district.grids[0].code] })
  await submit(member, waiting.id)
  app.clock.advance({ minutes: 1 })
  const sent = await draft(secretary, { title: '已提交的一条' })
  await submit(secretary, sent.id)
  app.clock.advance({ minutes: 1 })
  await draft(member, { audience: [district.grids[0].code] })
  const seen: string[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof listed>> = await listed(after)
    seen.push(...page.rows.map(({ id }) => id))
    after = page.next
  } while (after !== null)
  expect(seen).toEqual([waiting.id, sent.id, mine.id])
  const drafts = await app.does(secretary, 'GET /v1/staff/notices', { query: { state: 'draft' } })
  expect(drafts.rows.map(({ id }) => id)).toEqual([mine.id])
  expect((await app.does(stranger, 'GET /v1/staff/notices')).rows).toEqual([])
})
const listed = (after: string | null) =>
  app.does(secretary, 'GET /v1/staff/notices', { query: { limit: '1', ...(after === null ? {} : { after }) } })
