import { aDistrict } from '../testing/district'
import type { District } from '../testing/district'
import { testApp } from '../testing/app/app'
import type { TestApp } from '../testing/app/app'
import { openidOf } from './account-store'
import { signedIn } from '../testing/people/signed-in'
import type { SignedIn } from '../testing/people/signed-in'

let app: TestApp
let district: District
beforeAll(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
})
afterAll(() => app.close())

const enters = async (openid: string, device?: string) => {
  const code = app.standIn.mintCode(openid)
  return app.does(null, 'POST /v1/sessions', { body: device === undefined ? { code } : { code, device } })
}
const rowsOf = (openid: string) =>
  app.db.selectFrom('account').selectAll().where('district_id', '=', district.id).where('openid', '=', openid).execute()

test('the openid beside a session is asked of one shard, by the district itself', () => {
  const { sql, parameters } = app.db
    .selectFrom('session')
    .select((session) => openidOf(session, district.id).as('openid'))
    .compile()
  expect(sql).toContain('"account"."district_id" = $1')
  expect(parameters).toEqual([district.id])
})

describe('sign-in', () => {
  test('the first time makes an account, the next time finds it', async () => {
    const first = await enters('openid-first-time')
    expect(first.me).toEqual({
      account: { id: first.me.account.id, name: null, phone: null, elder: false },
      homes: [],
      staff: null,
      unread: { inbox: 0, messages: 0 },
    })
    const again = await enters('openid-first-time')
    expect(again.me.account.id).toBe(first.me.account.id)
    expect(again.token).not.toBe(first.token)
    expect(await app.does(again, 'GET /v1/session')).toEqual(again.me)
  })

  test('at once on several devices makes one account', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => enters('openid-at-once')))
    expect(new Set(all.map(({ me }) => me.account.id)).size).toBe(1)
    expect(await rowsOf('openid-at-once')).toHaveLength(1)
  })

  test('keeps no token and no WeChat session key, only a hash', async () => {
    const { token } = await enters('openid-hash')
    const stored = await app.db.selectFrom('session').selectAll().where('district_id', '=', district.id).execute()
    expect(JSON.stringify(stored)).not.toContain(token)
  })

  test.each([
    ['a code nobody minted', () => ({ code: 'made-up' }), 400, 'wechatCodeRefused'],
    ['no code', () => ({ code: ' ' }), 400, 'badInput'],
    ['an over-long code', () => ({ code: 'x'.repeat(129) }), 400, 'badInput'],
    ['a high-risk person’s code', blockedCode, 403, 'wechatBlocked'],
  ])('with %s is refused', async (_, body, status, code) => {
    expect(await app.call(null, 'POST /v1/sessions', { body: body() })).toMatchObject({ status, problem: { code } })
  })

  test('says that WeChat cannot be reached, and makes nothing', async () => {
    app.standIn.faults.push({ path: '/sns/jscode2session', reset: true })
    const code = app.standIn.mintCode('openid-unreachable')
    expect(await app.call(null, 'POST /v1/sessions', { body: { code } })).toMatchObject({
      status: 503,
      problem: { code: 'wechatUnreachable' },
    })
    expect(await rowsOf('openid-unreachable')).toEqual([])
  })

  test('without a session nothing of one’s own can be read', async () => {
    expect(await app.call(null, 'GET /v1/session')).toMatchObject({ status: 401, problem: { code: 'signInNeeded' } })
    expect(await app.call({ token: 'x'.repeat(43) }, 'GET /v1/session')).toMatchObject({ status: 401, problem: { code: 'badToken' } })
  })
})

function blockedCode() {
  app.standIn.block('openid-blocked')
  return { code: app.standIn.mintCode('openid-blocked') }
}

describe('sessions', () => {
  test('are listed newest first and can be ended one by one', async () => {
    const old = await enters('openid-sessions', '旧手机')
    app.clock.advance({ minutes: 1 })
    const now = await enters('openid-sessions', '新手机')
    const { rows } = await app.does(now, 'GET /v1/sessions')
    expect(rows.map(({ device, current }) => [device, current])).toEqual([
      ['新手机', true],
      ['旧手机', false],
    ])
    const [, other] = rows
    expect(await app.call(now, 'DELETE /v1/sessions/{id}', { params: { id: other?.id ?? '' } })).toMatchObject({ status: 204 })
    expect(await app.call(old, 'GET /v1/session')).toMatchObject({ status: 401, problem: { code: 'sessionEnded' } })
    expect(await app.call(now, 'GET /v1/session')).toMatchObject({ status: 200 })
  })

  test('sign out ends the session at once', async () => {
    const session = await enters('openid-out')
    expect(await app.call(session, 'DELETE /v1/session')).toMatchObject({ status: 204 })
    expect(await app.call(session, 'GET /v1/session')).toMatchObject({ status: 401, problem: { code: 'sessionEnded' } })
  })

  test('of somebody else cannot be ended', async () => {
    const mine = await enters('openid-mine')
    const theirs = await enters('openid-theirs')
    const { rows } = await app.does(theirs, 'GET /v1/sessions')
    expect(await app.call(mine, 'DELETE /v1/sessions/{id}', { params: { id: rows[0]?.id ?? '' } })).toMatchObject({ status: 404 })
    expect(await app.call(theirs, 'GET /v1/session')).toMatchObject({ status: 200 })
  })

  test('end 30 days after their last use, and use renews them', async () => {
    const session = await enters('openid-sliding')
    app.clock.advance({ days: 20 })
    expect(await app.call(session, 'GET /v1/session')).toMatchObject({ status: 200 })
    app.clock.advance({ days: 20 })
    expect(await app.call(session, 'GET /v1/session')).toMatchObject({ status: 200 })
    app.clock.advance({ days: 30 })
    expect(await app.call(session, 'GET /v1/session')).toMatchObject({ status: 401 })
  })

  test('are at most 20: the oldest end', async () => {
    const first = await enters('openid-many')
    for (let i = 0; i < 20; i += 1) {
      app.clock.advance({ seconds: 1 })
      await enters('openid-many')
    }
    // Newer sessions ended it, not its owner: the device may sign in again by itself.
    expect(await app.call(first, 'GET /v1/session')).toMatchObject({ status: 401, problem: { code: 'badToken' } })
    const { rows } = await app.does(await enters('openid-many'), 'GET /v1/sessions')
    expect(rows).toHaveLength(20)
  })
})

describe('profile', () => {
  test('a phone is masked to its owner, sealed at rest, and one number has one index however it is written', async () => {
    const her = await enters('openid-phone')
    const changed = await app.does(her, 'PUT /v1/account', { body: { name: '王阿姨', phone: '0543-12345678' } })
    expect(changed.account).toMatchObject({ name: '王阿姨', phone: '054****5678' })
    const [dashed] = await rowsOf('openid-phone')
    expect(JSON.stringify(dashed)).not.toContain('12345678')
    await app.does(her, 'PUT /v1/account', { body: { phone: '054312345678' } })
    const [plain] = await rowsOf('openid-phone')
    expect(plain?.phone_index).toBe(dashed?.phone_index)
    expect(plain?.phone_sealed).not.toBe(dashed?.phone_sealed)
    expect(plain?.name).toBe('王阿姨')
  })

  test('what is left out stays, null clears', async () => {
    const her = await enters('openid-clears')
    await app.does(her, 'PUT /v1/account', { body: { name: '王阿姨', phone: '13800006021' } })
    expect((await app.does(her, 'PUT /v1/account', { body: { name: null } })).account).toMatchObject({ name: null, phone: '138****6021' })
    expect((await app.does(her, 'PUT /v1/account', { body: { phone: null } })).account).toMatchObject({ phone: null })
    expect((await rowsOf('openid-clears'))[0]).toMatchObject({ phone_sealed: null, phone_index: null })
  })

  test.each(['(0543)12345678', '+86 543 1234 5678', '\u202D0543-12345678\u202C', '0543-12345678转801'])(
    'the number %j is the one of 0.2.0 that was stored as digits',
    async (phone) => {
      const her = await enters(`openid-${phone}`)
      await app.does(her, 'PUT /v1/account', { body: { phone } })
      const [row] = await rowsOf(`openid-${phone}`)
      expect(row?.phone_index).toBe(app.deps.keys.blind('054312345678', 'account.phone'))
    },
  )

  test('a name is stored with one kind of dot and nothing unseen', async () => {
    const her = await enters('openid-dotted')
    const { account } = await app.does(her, 'PUT /v1/account', { body: { name: '买买提\u2022艾力\u200B' } })
    expect(account.name).toBe('买买提\u00B7艾力')
  })

  test.each([{ phone: '12' }, { phone: '1380000602x' }, { name: '' }, { name: '长'.repeat(41) }])('%j is refused', async (body) => {
    expect(await app.call(await enters('openid-profile'), 'PUT /v1/account', { body })).toMatchObject({
      status: 400,
      problem: { code: 'badInput' },
    })
  })
})

describe('homes', () => {
  let her: SignedIn
  let first: string
  let second: string
  beforeEach(async () => {
    her = await signedIn(district, 'resident', { building: null })
    first = district.grids[0].buildings[0].code
    second = district.grids[2].buildings[1].code
  })
  const shown = async () => (await app.does(her, 'GET /v1/session')).homes.map(({ building, current }) => [building.code, current])

  test('the first is the current one, with its grid; unit and room are sealed at rest', async () => {
    const home = await app.does(her, 'POST /v1/homes', { body: { buildingCode: first, unit: '1 单元', room: '4019' } })
    expect(home).toMatchObject({
      unit: '1 单元',
      room: '4019',
      label: '我家',
      current: true,
      building: { gridCode: district.grids[0].code },
    })
    const row = await app.db
      .selectFrom('home')
      .selectAll()
      .where('district_id', '=', district.id)
      .where('id', '=', home.id)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain('4019')
  })

  test('another can be made the current one, and removing it gives the place back', async () => {
    await app.does(her, 'POST /v1/homes', { body: { buildingCode: first } })
    const { id } = await app.does(her, 'POST /v1/homes', { body: { buildingCode: second, label: '妈妈家' } })
    expect(await shown()).toEqual([
      [first, true],
      [second, false],
    ])
    expect(await app.does(her, 'PUT /v1/homes/{id}/current', { params: { id } })).toMatchObject({ label: '妈妈家', current: true })
    expect(await shown()).toEqual([
      [second, true],
      [first, false],
    ])
    expect(await app.call(her, 'DELETE /v1/homes/{id}', { params: { id } })).toMatchObject({ status: 204 })
    expect(await shown()).toEqual([[first, true]])
    expect(await app.call(her, 'DELETE /v1/homes/{id}', { params: { id } })).toMatchObject({ status: 404 })
  })

  test('a move brings the new grid and keeps the home', async () => {
    const { id } = await app.does(her, 'POST /v1/homes', { body: { buildingCode: first, unit: '1 单元' } })
    const moved = await app.does(her, 'PUT /v1/homes/{id}', { params: { id }, body: { buildingCode: second, label: '新家' } })
    expect(moved).toMatchObject({ id, current: true, unit: null, label: '新家', building: { gridCode: district.grids[2].code } })
  })

  test('are at most five, also when six are added at once', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => app.call(her, 'POST /v1/homes', { body: { buildingCode: first } })))
    expect(all.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 201, 409])
    expect(all.find(({ status }) => status === 409)?.problem?.code).toBe('tooManyHomes')
    expect((await shown()).filter(([, current]) => current)).toHaveLength(1)
  })

  test('the same tap twice adds one', async () => {
    const body = { buildingCode: first }
    const [one, two] = [
      await app.does(her, 'POST /v1/homes', { body, key: 'tapped-twice-1' }),
      await app.does(her, 'POST /v1/homes', { body, key: 'tapped-twice-1' }),
    ]
    expect(two).toEqual(one)
    expect(await shown()).toHaveLength(1)
  })

  test('in a building nobody knows, or that was retired, are refused', async () => {
    expect(await app.call(her, 'POST /v1/homes', { body: { buildingCode: 'NOWHERE-1' } })).toMatchObject({ status: 404 })
    const gone = district.grids[1].buildings[1].code
    await app.db
      .updateTable('building')
      .set({ retired_at: app.clock.now() })
      .where('district_id', '=', district.id)
      .where('code', '=', gone)
      .execute()
    expect(await app.call(her, 'POST /v1/homes', { body: { buildingCode: gone } })).toMatchObject({ status: 404 })
  })

  test('of somebody else can be neither seen, changed, chosen nor removed', async () => {
    const { id } = await app.does(her, 'POST /v1/homes', { body: { buildingCode: first } })
    const other = await signedIn(district, 'resident')
    const params = { id }
    expect(await app.call(other, 'PUT /v1/homes/{id}', { params, body: { buildingCode: second } })).toMatchObject({ status: 404 })
    expect(await app.call(other, 'PUT /v1/homes/{id}/current', { params })).toMatchObject({ status: 404 })
    expect(await app.call(other, 'DELETE /v1/homes/{id}', { params })).toMatchObject({ status: 404 })
    expect(await shown()).toEqual([[first, true]])
  })
})
