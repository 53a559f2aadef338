import { randomUUID } from 'node:crypto'
import { api } from '@doorstep/contract/api'
import type { Endpoint } from '@doorstep/contract/endpoints'
import { community, type Community } from '../../requests/testing/requests'
import { roomRoutes } from '../../rooms'
import { signedIn } from '../../testing/people/signed-in'
import { sightOf } from './replay'

let here: Community
beforeEach(async () => {
  here = await community()
})
afterEach(() => here.app.close())

const accepting = (id: string, key: string) => ({ params: { id }, key, body: { note: '马上去看' } })
const retire = (staff: string, of: { role?: string } = {}) =>
  here.app.db
    .updateTable('staff_role')
    .set({ retired_at: here.app.clock.now() })
    .where('staff_code', '=', staff)
    .$if(of.role !== undefined, (roles) => roles.where('role', '=', of.role ?? ''))
    .execute()

test('a retry after the role ended is refused, also when another role is left', async () => {
  const { app, member, resident, files, district } = here
  const { id } = await files(resident)
  const key = randomUUID()
  const first = await app.call(member, 'POST /v1/requests/{id}/accept', accepting(id, key))
  expect((await app.call(member, 'POST /v1/requests/{id}/accept', accepting(id, key))).body).toEqual(first.body)
  await app.db
    .insertInto('staff_role')
    .values({ district_id: district.id, staff_code: 'M1', role: 'gridMember', area_code: district.grids[2].code })
    .execute()
  await retire('M1', { role: 'gridMember' })
  await app.db.updateTable('staff_role').set({ retired_at: null }).where('area_code', '=', district.grids[2].code).execute()
  const again = await app.call(member, 'POST /v1/requests/{id}/accept', accepting(id, key))
  expect([again.status, again.problem?.code]).toEqual([403, 'notYourRole'])
  await retire('M1')
  expect((await app.call(member, 'POST /v1/requests/{id}/accept', accepting(id, key))).problem?.code).toBe('notYourRole')
})

describe('a retry of a secretary', () => {
  const key = randomUUID()
  const sent = { key, body: { title: '已派电工', text: '电工下午到', use: 'message' as const } }
  const written = () => signedIn(here.district, 'branchSecretary')
  const moved = () => here.app.db.updateTable('staff_role').set({ branch_code: 'B2' }).where('staff_code', '=', 'BS1').execute()

  test('is refused once another branch is theirs, also in the same area', async () => {
    const secretary = await written()
    await here.app.does(secretary, 'POST /v1/templates', sent)
    await moved()
    expect((await here.app.call(secretary, 'POST /v1/templates', sent)).problem?.code).toBe('notYourRole')
  })

  test('is answered when the version that remembered the answer did not store the branch', async () => {
    const secretary = await written()
    const first = await here.app.does(secretary, 'POST /v1/templates', sent)
    const { keys } = here.app.deps
    const { reply } = await here.app.db.selectFrom('idempotency').select('reply').where('key', '=', key).executeTakeFirstOrThrow()
    const stored = JSON.parse(keys.unseal(String(reply), 'idempotency.answer')) as { standing: { grants: object[] } }
    const grants = [{ role: 'branchSecretary', area: here.district.communities[0] }]
    expect(stored.standing.grants).toEqual([{ ...grants[0], unit: null, branch: 'B1' }])
    const older = JSON.stringify({ ...stored, standing: { ...stored.standing, grants } })
    await here.app.db
      .updateTable('idempotency')
      .set({ reply: JSON.stringify(keys.seal(older, 'idempotency.answer')) })
      .where('key', '=', key)
      .execute()
    expect(await here.app.does(secretary, 'POST /v1/templates', sent)).toEqual(first)
  })
})

test('a retry of an ended session is refused', async () => {
  const { app, resident, files } = here
  const { id } = await files(resident)
  const sent = { params: { id }, key: randomUUID(), body: { text: '请尽快' } }
  await app.does(resident, 'POST /v1/requests/{id}/comment', sent)
  await app.does(resident, 'DELETE /v1/session', {})
  expect((await app.call(resident, 'POST /v1/requests/{id}/comment', sent)).problem?.code).toBe('sessionEnded')
})

test('whoever may no longer see the thing gets the status without the body', async () => {
  const { app, member, handler, dispatcher, resident, files, acts } = here
  const { id } = await files(resident)
  await acts(member, { id }, 'accept', {})
  await acts(member, { id }, 'reassign', { handlerCode: 'H1', reason: '归口城管' })
  const sent = { params: { id }, key: randomUUID(), body: { text: '已经派人去看' } }
  const first = await app.call(handler, 'POST /v1/requests/{id}/handle', sent)
  expect(first.body.text).toBe('楼道灯坏了三天')
  await acts(dispatcher, { id }, 'reassign', { handlerCode: 'M1', reason: '还是网格办' })
  const again = await app.call(handler, 'POST /v1/requests/{id}/handle', sent)
  expect([again.status, again.problem, again.body]).toEqual([200, undefined, ''])
  expect((await app.call(handler, 'GET /v1/requests/{id}', { params: { id } })).status).toBe(404)
})

test('what staff did as a resident may is not replayed to them once they may not see it', async () => {
  const { app, deputy, resident, files } = here
  const { id } = await files(resident)
  const sent = { params: { id }, key: randomUUID(), body: { text: '我去看看' } }
  expect((await app.does(deputy, 'POST /v1/requests/{id}/comment', sent)).requester?.name).toBe('王阿姨')
  await retire('D1')
  const again = await app.call(deputy, 'POST /v1/requests/{id}/comment', sent)
  const anew = await app.call(deputy, 'POST /v1/requests/{id}/comment', { ...sent, key: randomUUID() })
  expect([again.status, again.problem?.code]).toEqual([404, 'notFound'])
  expect([anew.status, anew.problem?.code]).toEqual([again.status, again.problem?.code])
})

test('what one did as a resident is replayed, whatever roles one had then', async () => {
  const { app, deputy, district } = here
  const body = { kind: 'help' as const, categoryCode: 'LIGHT', text: '我家楼道灯坏了', buildingCode: district.grids[0].buildings[0].code }
  const sent = { key: randomUUID(), body }
  const first = await app.does(deputy, 'POST /v1/requests', sent)
  await retire('D1')
  expect((await app.does(deputy, 'POST /v1/requests', sent)).id).toBe(first.id)
})

test('a message, a reading and a rating sent with a role that ended are refused as they would be anew', async () => {
  const { app, member, dispatcher, resident, district, files, settles } = here
  const { id } = await app.does(resident, 'POST /v1/conversations', { body: { gridCode: district.grids[0].code } })
  const says = (text: string) => ({ params: { id }, body: { clientId: randomUUID(), kind: 'text' as const, text } })
  await app.does(resident, 'POST /v1/conversations/{id}/messages', says('灯坏了'))
  const message = { ...says('我去看看'), key: randomUUID() }
  await app.does(member, 'POST /v1/conversations/{id}/messages', message)
  const onBehalf = { name: '张奶奶', phone: '13900001111', relation: '邻居', consent: { how: 'byPhone' } } as const
  const request = await files(resident, { buildingCode: district.grids[0].buildings[1].code, onBehalf })
  await settles(request)
  const rating = { params: { id: request.id }, key: randomUUID(), body: { contacted: true, solved: true, satisfied: 5 } }
  await app.does(dispatcher, 'POST /v1/staff/requests/{id}/ratings', rating)
  await retire('M1')
  await retire('DI')
  const codes = async (key: string | undefined) => [
    (await app.call(member, 'POST /v1/conversations/{id}/messages', { ...message, key: key ?? message.key })).problem?.code,
    (await app.call(dispatcher, 'POST /v1/staff/requests/{id}/ratings', { ...rating, key: key ?? rating.key })).problem?.code,
  ]
  expect(await codes(undefined)).toEqual(['notFound', 'notYourRole'])
  expect(await codes(randomUUID())).toEqual(await codes(undefined))
})
test('a code that is shown once is not shown again to whoever lost the role', async () => {
  const { app, streetAdmin, district } = here
  const sent = { params: { code: 'D2' }, key: randomUUID() }
  const first = await app.does(streetAdmin, 'POST /v1/staff/{code}/invitations', sent)
  expect(await app.does(streetAdmin, 'POST /v1/staff/{code}/invitations', sent)).toEqual(first)
  await app.db
    .insertInto('staff_role')
    .values({ district_id: district.id, staff_code: 'SA', role: 'platformAdmin', area_code: district.communities[1] })
    .execute()
  await retire('SA', { role: 'streetAdmin' })
  expect((await app.call(streetAdmin, 'POST /v1/staff/{code}/invitations', sent)).problem?.code).toBe('notYourRole')
})

describe('an answer remembered by another version', () => {
  /** Stores a remembered answer as 0.2.0 did: the reply alone, without what later versions added. */
  async function olden(key: string, reply: object): Promise<void> {
    const sealed = here.app.deps.keys.seal(JSON.stringify(reply), 'idempotency.reply')
    await here.app.db
      .updateTable('idempotency')
      .set({ reply: JSON.stringify(sealed) })
      .where('key', '=', key)
      .execute()
  }

  test('is read anew in the present form, where there is a read of it', async () => {
    const { app, resident, files } = here
    const { id } = await files(resident)
    const sent = { params: { id }, key: randomUUID(), body: { text: '请尽快' } }
    const reply = await app.does(resident, 'POST /v1/requests/{id}/comment', sent)
    await olden(sent.key, Object.fromEntries(Object.entries(reply).filter(([name]) => name !== 'actions')))
    const again = await app.does(resident, 'POST /v1/requests/{id}/comment', sent)
    expect(again.actions).toContain('withdraw')
    expect(again).toEqual(await app.does(resident, 'GET /v1/requests/{id}', { params: { id } }))
  })

  test('that does not open is answered with its status alone', async () => {
    const { app, district } = here
    const she = await signedIn(district, 'resident')
    const sent = { key: randomUUID(), body: { buildingCode: district.grids[0].buildings[1].code, label: '妈妈家' } }
    await app.does(she, 'POST /v1/homes', sent)
    await app.db
      .updateTable('idempotency')
      .set({ reply: JSON.stringify('k1.AAAA') })
      .where('key', '=', sent.key)
      .execute()
    const again = await app.call(she, 'POST /v1/homes', sent)
    expect([again.status, again.problem, again.body]).toEqual([201, undefined, ''])
  })

  test('is answered with its status alone, where there is none', async () => {
    const { app, district } = here
    const she = await signedIn(district, 'resident')
    const sent = { key: randomUUID(), body: { buildingCode: district.grids[0].buildings[1].code, label: '妈妈家' } }
    const reply = await app.does(she, 'POST /v1/homes', sent)
    await olden(sent.key, reply)
    const again = await app.call(she, 'POST /v1/homes', sent)
    expect([again.status, again.body]).toEqual([201, ''])
  })
})

test('every command that answers with something is checked by a read of it, or is of the caller’s own or of their roles', () => {
  const unchecked = (Object.entries(api) as [string, Endpoint][])
    .filter(([key, { replies, idempotent }]) => !key.startsWith('GET ') && !('204' in replies) && idempotent !== false)
    .filter(([, { who }]) => who.includes('resident') || who.includes('anyone'))
    .filter(([key, endpoint]) => sightOf(key, endpoint, roomRoutes) === null)
    .map(([key, { relation }]) => `${key} ${relation}`)
  // Whatever is added here answers with nothing but the caller's own.
  expect(unchecked).toEqual([
    'POST /v1/homes own',
    'PUT /v1/homes/{id} own',
    'PUT /v1/homes/{id}/current own',
    'POST /v1/grid-corrections own',
    'POST /v1/holds own',
    'POST /v1/waiting own',
    'POST /v1/inbox/read own',
    'POST /v1/files own',
  ])
})
