import { conversationWorld, type ConversationWorld } from './testing/two-sides'

let sides: ConversationWorld

beforeEach(async () => {
  sides = await conversationWorld()
})
afterEach(() => sides.app.close())

async function passSeconds(seconds: number) {
  sides.app.clock.advance({ seconds })
  await sides.app.jobs.runDue()
}

test('however many answers come, the resident is told once until she reads on', async () => {
  const { app, member, opens, says, inbox } = sides
  const { resident, id } = await opens()
  await says(member, id, '第一句')
  await says(member, id, '第二句')
  await passSeconds(5)
  await says(member, id, '第三句')
  await passSeconds(60)
  expect(await inbox(resident)).toEqual(['李明1回复了您'])
  const { rows, unread } = await app.does(resident, 'GET /v1/inbox')
  expect(unread).toBe(1)
  expect(rows[0]).toMatchObject({ kind: 'reply', text: '第一句', target: { kind: 'conversation', id }, read: false })

  await app.does(resident, 'PUT /v1/conversations/{id}/marks', { params: { id }, body: { read: 3 } })
  expect(await app.does(resident, 'GET /v1/inbox')).toMatchObject({ unread: 0, rows: [{ read: true }] })
  await says(member, id, '第四句')
  await passSeconds(5)
  expect(await inbox(resident)).toEqual(['李明1回复了您', '李明1回复了您'])
})

test('who has the conversation open and reads at once is not told of it', async () => {
  const { app, member, opens, says, inbox } = sides
  const { resident, id } = await opens()
  await says(member, id, '在吗')
  await app.does(resident, 'PUT /v1/conversations/{id}/marks', { params: { id }, body: { read: 1 } })
  await passSeconds(60)
  expect(await inbox(resident)).toEqual([])
  await says(member, id, '还在吗')
  await passSeconds(60)
  expect(await inbox(resident)).toEqual(['李明1回复了您'])
})

test('a resident’s message is a task of whoever is on duty, and leaves their inbox when they read it', async () => {
  const { app, place, member, deputy, opens, says, inbox } = sides
  await app.does(member, 'POST /v1/absences', {
    body: { gridCode: place.grids[0].code, standInCode: 'D1', fromDay: '2026-11-23', untilDay: '2026-11-23' },
  })
  const { resident, id } = await opens('刘叔')
  await says(resident, id, '路灯\n不亮了')
  await passSeconds(5)
  expect(await inbox(member)).not.toContain('刘叔发来消息')
  const { rows } = await app.does(deputy, 'GET /v1/inbox')
  expect(rows.find(({ title }) => title === '刘叔发来消息')).toMatchObject({
    kind: 'task',
    text: '路灯 不亮了',
    target: { kind: 'staffConversation', id },
  })
  await app.does(deputy, 'PUT /v1/conversations/{id}/marks', { params: { id }, body: { read: 1 } })
  const left = await app.does(deputy, 'GET /v1/inbox', { query: { unread: '1' } })
  expect(left.rows.map(({ title }) => title)).not.toContain('刘叔发来消息')
})
