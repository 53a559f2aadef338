import { randomUUID } from 'node:crypto'
import { postFiled } from './filed'
import { conversationWorld, type ConversationWorld } from './testing/two-sides'

let sides: ConversationWorld

beforeAll(async () => {
  sides = await conversationWorld()
})
afterAll(() => sides.app.close())

const propose = (
  who: ConversationWorld['resident'],
  id: string,
  changed: { seqs?: number[]; categoryCode?: string; clientId?: string; kind?: 'report' } = {},
) =>
  sides.app.call(who, 'POST /v1/conversations/{id}/proposals', {
    params: { id },
    body: { clientId: randomUUID(), seqs: [2, 1], categoryCode: 'LIGHT', text: '3 号楼楼道灯坏了三天', ...changed },
  })

test('the grid member proposes a request made of messages: an answer that files nothing', async () => {
  const { app, place, member, opens, says, seen, all } = sides
  const { resident, id } = await opens()
  await says(resident, id, '楼道灯坏了')
  await says(resident, id, '三天了')
  const clientId = randomUUID()
  const [first, again] = [await propose(member, id, { clientId }), await propose(member, id, { clientId })]
  expect(first.status).toBe(201)
  expect(again.body).toEqual(first.body)
  expect(await all(resident, id)).toMatchObject([
    {},
    {},
    { from: 'them', kind: 'proposal', proposal: { categoryCode: 'LIGHT', text: '3 号楼楼道灯坏了三天', seqs: [1, 2] }, requestId: null },
  ])
  expect(await seen(resident, id)).toMatchObject({ waitingSince: null, lastText: '[转为诉求] 3 号楼楼道灯坏了三天' })
  expect(await app.db.selectFrom('request').where('district_id', '=', place.id).select('id').execute()).toEqual([])
})

test('a proposal names messages of this conversation and a category in use', async () => {
  const { app, place, member, opens, says } = sides
  const { resident, id } = await opens()
  await says(resident, id, '楼道灯坏了')
  expect((await propose(member, id, { seqs: [1, 2] })).problem).toMatchObject({ code: 'badInput', errors: [{ path: 'seqs' }] })
  expect((await propose(member, id, { seqs: [1], categoryCode: 'NONE' })).problem).toMatchObject({ errors: [{ path: 'categoryCode' }] })
  await app.db
    .updateTable('category')
    .set({ retired_at: app.clock.now() })
    .where('district_id', '=', place.id)
    .where('code', '=', 'PENSION')
    .execute()
  expect((await propose(member, id, { seqs: [1], categoryCode: 'PENSION' })).problem).toMatchObject({ errors: [{ path: 'categoryCode' }] })
})

test('a 举报 is never made of messages: neither as the kind, nor by a category that has nothing else', async () => {
  const { member, opens, says } = sides
  const { resident, id } = await opens()
  await says(resident, id, '有人占道经营')
  expect((await propose(member, id, { seqs: [1], kind: 'report' })).problem).toMatchObject({ code: 'badInput', errors: [{ path: 'kind' }] })
  expect((await propose(member, id, { seqs: [1], categoryCode: 'TIPOFF' })).problem).toMatchObject({ errors: [{ path: 'kind' }] })
})

test('a resident proposes nothing, and a team nothing in another grid’s conversation', async () => {
  const { opens, says, resident: stranger } = sides
  const { resident, id } = await opens()
  await says(resident, id, '楼道灯坏了')
  expect((await propose(resident, id)).problem).toMatchObject({ status: 403, code: 'notYourRole' })
  expect((await propose(stranger, id)).problem).toMatchObject({ status: 403, code: 'notYourRole' })
  const { app, place } = sides
  const own = await app.does(sides.member, 'POST /v1/conversations', { body: { gridCode: place.grids[1].code } })
  await says(sides.member, own.id, '我也是居民')
  expect((await propose(sides.member, own.id, { seqs: [1] })).problem).toMatchObject({ status: 403, code: 'notYourRole' })
})

test('what the system says about a case stands in both sides’ order and leads to the case', async () => {
  const { app, place, opens, says, all, seen } = sides
  const { resident, id } = await opens()
  await says(resident, id, '楼道灯坏了')
  const requestId = randomUUID()
  const hints: (readonly string[])[] = []
  await app.db
    .transaction()
    .execute((tx) =>
      postFiled(
        { tx, districtId: place.id, clock: app.clock, notifySockets: (to) => void hints.push(to) },
        { conversationId: id, requestId, number: '槐1-261123-01', proposalId: undefined, seqs: [1], categoryCode: 'LIGHT', text: '' },
      ),
    )
  expect(hints).toEqual([[`a:${resident.accountId}`, `g:${place.grids[0].code}`]])
  expect(await all(resident, id)).toMatchObject([
    { seq: 1 },
    { seq: 2, from: 'system', name: '', requestId, text: '已转为诉求 槐1-261123-01' },
  ])
  expect(await seen(resident, id)).toMatchObject({ unread: 1, waitingSince: expect.any(String) as string })
})

describe('a proposal that nobody answers', () => {
  const title = '有一件诉求等您确认'
  const undecided = '建议转的诉求，居民一直没有确认'
  const after = async (days: number) => {
    sides.app.clock.advance({ days })
    await sides.app.jobs.runDue()
  }
  const count = async (who: ConversationWorld['resident'], said: string, id: string) => {
    const { rows } = await sides.app.does(who, 'GET /v1/inbox', { query: { limit: '50' } })
    return rows.filter((row) => row.title === said && row.target !== null && 'id' in row.target && row.target.id === id).length
  }

  test('she is reminded after 1 and 3 days; after 7 whoever made it decides, and may propose it anew', async () => {
    const { member, opens, says } = sides
    const { resident, id } = await opens()
    await says(resident, id, '楼道灯坏了')
    await propose(member, id, { seqs: [1] })
    await after(1)
    expect(await count(resident, title, id)).toBe(1)
    await after(2)
    expect([await count(resident, title, id), await count(member, undecided, id)]).toEqual([2, 0])
    await after(4)
    expect([await count(resident, title, id), await count(member, undecided, id)]).toEqual([2, 1])
    await propose(member, id, { seqs: [1] })
    await after(1)
    expect(await count(resident, title, id)).toBe(3)
  })

  test('after 7 days it is over: it is not at home and cannot be confirmed any more, until the team makes it anew', async () => {
    const { app, place, member, opens, says } = sides
    const { resident, id } = await opens()
    await says(resident, id, '楼道灯坏了')
    const { body } = await propose(member, id, { seqs: [1] })
    const confirms = (proposalId: string) =>
      app.call(resident, 'POST /v1/requests', {
        body: {
          kind: 'help',
          categoryCode: 'LIGHT',
          text: '灯坏了',
          buildingCode: place.grids[0].buildings[0].code,
          fromMessages: { conversationId: id, seqs: [1], proposalId },
        },
      })
    const atHome = async () => (await app.does(resident, 'GET /v1/underway')).proposals.map(({ message }) => message.id)
    expect(await atHome()).toEqual([body.id])
    await after(7)
    expect(await atHome()).toEqual([])
    expect((await confirms(body.id)).problem?.code).toBe('proposalExpired')
    const again = await propose(member, id, { seqs: [1] })
    expect(await atHome()).toEqual([again.body.id])
    expect((await confirms(again.body.id)).status).toBe(201)
  })

  test('one that was filed, or replaced by another, says nothing any more', async () => {
    const { app, place, member, opens, says } = sides
    const { resident, id } = await opens()
    await says(resident, id, '楼道灯坏了')
    await propose(member, id, { seqs: [1] })
    const { body } = await propose(member, id, { seqs: [1] })
    await app.does(resident, 'POST /v1/requests', {
      body: {
        kind: 'help',
        categoryCode: 'LIGHT',
        text: '灯坏了',
        buildingCode: place.grids[0].buildings[0].code,
        fromMessages: { conversationId: id, seqs: [1], proposalId: body.id },
      },
    })
    await after(8)
    expect([await count(resident, title, id), await count(member, undecided, id)]).toEqual([0, 0])
  })
})

describe('a proposal is answered once', () => {
  const text = '3 号楼楼道灯坏了三天'
  const confirm = (
    who: ConversationWorld['resident'],
    conversationId: string,
    over: { proposalId?: string; seqs?: number[]; text?: string },
  ) =>
    sides.app.call(who, 'POST /v1/requests', {
      body: {
        kind: 'help',
        categoryCode: 'LIGHT',
        text: over.text ?? text,
        buildingCode: sides.place.grids[0].buildings[0].code,
        fromMessages: { conversationId, seqs: over.seqs ?? [1, 2], proposalId: over.proposalId },
      },
    })
  const twoSaid = async () => {
    const { opens, says } = sides
    const { resident, id } = await opens()
    await says(resident, id, '楼道灯坏了')
    await says(resident, id, '三天了')
    return { resident, id }
  }
  const proposed = async (id: string, changed: Parameters<typeof propose>[2] = {}) => (await propose(sides.member, id, changed)).body.id

  test('filed under its own name, whatever else was filed in between, and not a second time', async () => {
    const { all } = sides
    const { resident, id } = await twoSaid()
    const proposalId = await proposed(id)
    // One she makes of messages herself answers nothing.
    const own = await confirm(resident, id, { seqs: [1], text: '另一件事' })
    expect(own.status).toBe(201)
    const filed = await confirm(resident, id, { proposalId, text: '灯坏了，我改过' })
    expect(filed.status).toBe(201)
    expect((await all(resident, id)).slice(2)).toMatchObject([
      { id: proposalId },
      { requestId: own.body.id, answers: null },
      { requestId: filed.body.id, answers: proposalId },
    ])
    const again = await confirm(resident, id, { proposalId })
    expect(again.problem).toMatchObject({
      status: 409,
      code: 'proposalAnswered',
      next: [{ does: 'myRequest', id: filed.body.id }],
    })
  })

  test('an older one is replaced by the newer one, before and after the newer one was filed', async () => {
    const { resident, id } = await twoSaid()
    const older = await proposed(id)
    const newer = await proposed(id, { seqs: [1] })
    expect((await confirm(resident, id, { proposalId: older })).problem).toMatchObject({ status: 409, code: 'proposalReplaced' })
    expect((await confirm(resident, id, { proposalId: newer, seqs: [1] })).status).toBe(201)
    expect((await confirm(resident, id, { proposalId: older })).problem).toMatchObject({ code: 'proposalReplaced' })
  })

  test('an app that names no proposal files it word for word, and once', async () => {
    const { all } = sides
    const { resident, id } = await twoSaid()
    const proposalId = await proposed(id)
    expect((await confirm(resident, id, { seqs: [2, 1] })).status).toBe(201)
    expect((await all(resident, id)).at(-1)).toMatchObject({ answers: proposalId })
    expect((await confirm(resident, id, {})).problem?.code).toBe('proposalAnswered')
  })

  test('two devices that confirm it at once file one request', async () => {
    const { app, place, all } = sides
    const { resident, id } = await twoSaid()
    const proposalId = await proposed(id)
    const answers = await Promise.all([1, 2].map(() => confirm(resident, id, { proposalId })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect((await all(resident, id)).filter(({ answers: one }) => one === proposalId)).toHaveLength(1)
    const { count } = await app.db
      .selectFrom('request')
      .where('district_id', '=', place.id)
      .where('account_id', '=', resident.accountId)
      .select((request) => request.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(1)
  })

  test('one that is not in this conversation is not found there', async () => {
    const [here, elsewhere] = [await twoSaid(), await twoSaid()]
    const proposalId = await proposed(elsewhere.id)
    const answer = await confirm(here.resident, here.id, { proposalId })
    expect(answer.problem).toMatchObject({ code: 'badInput', errors: [{ path: 'fromMessages' }] })
  })
})
