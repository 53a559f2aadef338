import { randomUUID } from 'node:crypto'
import { signedIn } from '../testing/people/signed-in'
import { conversationWorld, type ConversationWorld } from './testing/two-sides'

let sides: ConversationWorld

beforeAll(async () => {
  sides = await conversationWorld()
})
afterAll(() => sides.app.close())

const form = { title: '收到', text: '您好，已收到，我会尽快去看。', use: 'message' as const }

test('a staff member keeps, changes and removes templates of their own', async () => {
  const { app, member } = sides
  const kept = await app.does(member, 'POST /v1/templates', { body: form })
  expect(kept).toMatchObject(form)
  const changed = await app.does(member, 'PUT /v1/templates/{id}', {
    params: { id: kept.id },
    body: { ...form, title: '已收到', use: 'reply' },
  })
  expect(changed).toEqual({ id: kept.id, title: '已收到', text: form.text, use: 'reply' })
  expect(await app.does(member, 'GET /v1/templates')).toEqual({ rows: [changed] })
  await app.does(member, 'DELETE /v1/templates/{id}', { params: { id: kept.id } })
  expect(await app.does(member, 'GET /v1/templates')).toEqual({ rows: [] })
})

test('a title of two lines, kept by an earlier version, is read as it is and can be changed', async () => {
  const { app, member } = sides
  const { id } = await app.does(member, 'POST /v1/templates', { body: form })
  await app.db.updateTable('template').set({ title: '收\n到' }).where('id', '=', id).execute()
  const [kept] = (await app.does(member, 'GET /v1/templates')).rows
  expect(kept?.title).toBe('收\n到')
  const again = await app.call(member, 'PUT /v1/templates/{id}', { params: { id }, body: { ...form, title: '收\n到' } })
  expect(again.problem?.errors?.map(({ path }) => path)).toEqual(['title'])
  expect(await app.does(member, 'PUT /v1/templates/{id}', { params: { id }, body: form })).toMatchObject(form)
  await app.does(member, 'DELETE /v1/templates/{id}', { params: { id } })
})

test('another’s template is not found, and residents keep none', async () => {
  const { app, place, member, resident } = sides
  const { id } = await app.does(member, 'POST /v1/templates', { body: form })
  const other = await signedIn(place, { staff: 'M2' })
  for (const params of [{ id }, { id: randomUUID() }]) {
    expect((await app.call(other, 'PUT /v1/templates/{id}', { params, body: form })).problem).toMatchObject({ code: 'notFound' })
    expect((await app.call(other, 'DELETE /v1/templates/{id}', { params })).problem).toMatchObject({ code: 'notFound' })
  }
  expect((await app.call(resident, 'POST /v1/templates', { body: form })).problem).toMatchObject({ status: 403 })
  expect((await app.does(member, 'GET /v1/templates')).rows).toMatchObject([{ id }])
})

test('the hundred and first template is refused with what to do', async () => {
  const { app, deputy } = sides
  for (let n = 0; n < 100; n += 1) await app.does(deputy, 'POST /v1/templates', { body: { ...form, title: `第${n}条` } })
  const { problem } = await app.call(deputy, 'POST /v1/templates', { body: form })
  expect(problem).toMatchObject({ code: 'badInput', errors: [{ path: 'title' }] })
}, 60_000)
