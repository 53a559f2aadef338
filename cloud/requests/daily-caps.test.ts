import { randomUUID } from 'node:crypto'
import { ruleWords } from '@doorstep/contract/rule-words'
import { commentsPerDay, messagesPerDay, requestsPerDay } from '@doorstep/contract/rules'
import { community, type Community } from './testing/requests'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())
beforeEach(() => here.app.db.deleteFrom('tally').execute())

/** Sets how often the resident has done something today. */
const did = (what: string, count: number) =>
  here.app.db
    .insertInto('tally')
    .values({
      district_id: here.district.id,
      kind: `daily:${what}`,
      subject: here.resident.accountId,
      count,
      until_at: new Date('2026-11-23T16:00:00.000Z'),
    })
    .execute()
const filing = (form = {}) =>
  here.app.call(here.resident, 'POST /v1/requests', {
    body: { kind: 'help', categoryCode: here.district.categories.ordinary, text: '楼道灯坏了三天', ...form },
  })

test('beyond the day’s number of requests the resident is told in words until when, and the next day files again', async () => {
  await did('requests', requestsPerDay - 1)
  expect((await filing()).status).toBe(201)
  const refused = await filing()
  expect(refused.problem).toMatchObject({ status: 429, code: 'dailyCap', detail: ruleWords.requestsPerDay })
  expect(refused.headers['retry-after']).toBe(String(15 * 3600))
  here.app.clock.advance({ days: 1 })
  expect((await filing()).status).toBe(201)
  here.app.clock.advance({ days: -1 })
})

test('what was refused for another reason is not counted', async () => {
  await did('requests', requestsPerDay - 1)
  expect((await filing({ categoryCode: 'NO-SUCH' })).status).toBeGreaterThanOrEqual(400)
  expect((await filing()).status).toBe(201)
})

test('an emergency is answered with whom to call, and words of danger are taken, however much was sent', async () => {
  await did('requests', requestsPerDay)
  await did('messages', messagesPerDay)
  await did('comments', commentsPerDay)
  const emergency = await filing({ categoryCode: here.district.categories.emergency })
  expect(emergency.problem).toMatchObject({ code: 'emergency' })
  expect(emergency.problem?.phones?.length).toBeGreaterThan(0)
  const gas = await filing({ text: '三楼有很浓的煤气味' })
  expect(gas.status).toBe(201)
  expect((await filing({ placeDetail: '三楼，有煤气味' })).status).toBe(201)

  const [grid] = here.district.grids
  const { id } = await here.app.does(here.resident, 'POST /v1/conversations', { body: { gridCode: grid.code } })
  const says = (text: string) =>
    here.app.call(here.resident, 'POST /v1/conversations/{id}/messages', {
      params: { id },
      body: { clientId: randomUUID(), kind: 'text', text },
    })
  expect((await says('在吗')).problem).toMatchObject({ code: 'dailyCap', detail: ruleWords.messagesPerDay })
  expect((await says('我妈摔倒了，不动了')).status).toBe(201)

  const comments = (text: string) =>
    here.app.call(here.resident, 'POST /v1/requests/{id}/comment', { params: { id: gas.body.id }, body: { text } })
  expect((await comments('请快一点')).problem).toMatchObject({ code: 'dailyCap' })
  expect((await comments('现在着火了')).status).toBe(200)
})

test('reports have their own number, and staff are not counted', async () => {
  await did('requests', requestsPerDay)
  expect(
    (
      await filing({
        kind: 'report',
        categoryCode: here.district.categories.report,
        buildingCode: here.district.grids[0].buildings[0].code,
      })
    ).status,
  ).toBe(201)
  await here.app.db.updateTable('tally').set({ subject: here.member.accountId }).execute()
  const asStaff = await here.app.call(here.member, 'POST /v1/requests', {
    body: {
      kind: 'help',
      categoryCode: here.district.categories.ordinary,
      text: '楼道灯坏了',
      buildingCode: here.district.grids[0].buildings[0].code,
    },
  })
  expect(asStaff.problem?.code).not.toBe('dailyCap')
})
