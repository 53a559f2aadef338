import { randomUUID } from 'node:crypto'
import { postSystemMessage } from './system'
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
  const said = await app.db
    .transaction()
    .execute((tx) =>
      postSystemMessage(
        { tx, districtId: place.id, clock: app.clock, notifySockets: (to) => void hints.push(to) },
        { conversationId: id, text: '已转为诉求 槐1-261123-01', requestId },
      ),
    )
  expect(said).toEqual({ seq: 2 })
  expect(hints).toEqual([[`a:${resident.accountId}`, `g:${place.grids[0].code}`]])
  expect(await all(resident, id)).toMatchObject([
    { seq: 1 },
    { seq: 2, from: 'system', name: '', requestId, text: '已转为诉求 槐1-261123-01' },
  ])
  expect(await seen(resident, id)).toMatchObject({ unread: 1, waitingSince: expect.any(String) as string })
})
