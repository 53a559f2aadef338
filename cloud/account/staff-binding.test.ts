import { aDistrict } from '../testing/district'
import type { District } from '../testing/district'
import { testApp } from '../testing/app/app'
import type { TestApp } from '../testing/app/app'
import { signedIn } from '../testing/people/signed-in'
import type { SignedIn } from '../testing/people/signed-in'

let app: TestApp
let district: District
let streetAdmin: SignedIn
beforeAll(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
  streetAdmin = await signedIn(district, 'streetAdmin')
})
afterAll(() => app.close())

const invites = (who: SignedIn, code: string) => app.does(who, 'POST /v1/staff/{code}/invitations', { params: { code } })
const somebody = () => signedIn(district, 'resident')
const binds = (who: SignedIn, code: string) => app.call(who, 'POST /v1/staff-bindings', { body: { code } })
const unbind = (code: string) =>
  app.db.updateTable('staff').set({ account_id: null }).where('district_id', '=', district.id).where('code', '=', code).execute()
afterEach(() => unbind('M1'))

test('a code binds a WeChat identity to its staff member, roles at once, however it is typed', async () => {
  const { code, expiresAt } = await invites(streetAdmin, 'M1')
  expect(code).toMatch(/^[A-HJ-NP-Z2-9]{10}$/)
  expect(Date.parse(expiresAt) - app.clock.now().getTime()).toBe(14 * 86_400_000)
  const li = await somebody()
  const bound = await binds(li, ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `)
  const grid = { code: district.grids[0].code, name: district.grids[0].name }
  expect(bound.body.staff).toEqual({
    code: 'M1',
    name: '李明1',
    headOf: null,
    roles: [{ role: 'gridMember', area: grid.code, areaName: grid.name }],
    grids: [grid],
  })
  expect((await app.does(li, 'GET /v1/session')).staff?.code).toBe('M1')
})

test('a code works once', async () => {
  const { code } = await invites(streetAdmin, 'M1')
  expect(await binds(await somebody(), code)).toMatchObject({ status: 201 })
  await unbind('M1')
  expect(await binds(await somebody(), code)).toMatchObject({ status: 400, problem: { code: 'invitationRefused' } })
})

test('of several who use one code at once, one is bound', async () => {
  const { code } = await invites(streetAdmin, 'M1')
  const people = await Promise.all(Array.from({ length: 5 }, somebody))
  const answers = await Promise.all(people.map((person) => binds(person, code)))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400, 400])
})

test('a code ends after 14 days, and when a newer one is made', async () => {
  const old = await invites(streetAdmin, 'M1')
  const newer = await invites(streetAdmin, 'M1')
  expect(await binds(await somebody(), old.code)).toMatchObject({ problem: { code: 'invitationRefused' } })
  app.clock.advance({ days: 14 })
  expect(await binds(await somebody(), newer.code)).toMatchObject({ problem: { code: 'invitationRefused' } })
})

test('codes rest as a hash, also in the answer kept for repeats', async () => {
  const { code } = await invites(streetAdmin, 'M1')
  const rows = [
    await app.db.selectFrom('invitation').selectAll().where('district_id', '=', district.id).execute(),
    await app.db.selectFrom('idempotency').selectAll().where('district_id', '=', district.id).execute(),
  ]
  expect(JSON.stringify(rows)).not.toContain(code)
})

test('a staff identity that is bound cannot be taken over', async () => {
  const { code } = await invites(streetAdmin, 'M1')
  await signedIn(district, { staff: 'M1' })
  expect(await binds(await somebody(), code)).toMatchObject({ status: 409, problem: { code: 'alreadyBound' } })
  expect(await app.call(streetAdmin, 'POST /v1/staff/{code}/invitations', { params: { code: 'M1' } })).toMatchObject({
    status: 409,
    problem: { code: 'alreadyBound' },
  })
})

test('a WeChat identity serves as one staff member; after that one left, as another', async () => {
  const person = await somebody()
  const deputy = await invites(streetAdmin, 'D2')
  expect(await binds(person, deputy.code)).toMatchObject({ status: 201 })
  const { code } = await invites(streetAdmin, 'M1')
  expect(await binds(person, code)).toMatchObject({ status: 409, problem: { code: 'alreadyBound' } })
  await app.db
    .updateTable('staff')
    .set({ retired_at: app.clock.now() })
    .where('district_id', '=', district.id)
    .where('code', '=', 'D2')
    .execute()
  expect(await binds(person, code)).toMatchObject({ status: 201 })
})

test('guessing ends after five tries', async () => {
  const guesser = await somebody()
  for (let i = 0; i < 5; i += 1) expect(await binds(guesser, `GUESS${i}2345`)).toMatchObject({ problem: { code: 'invitationRefused' } })
  const { code } = await invites(streetAdmin, 'M1')
  expect(await binds(guesser, code)).toMatchObject({ status: 429, problem: { code: 'tooMany' } })
})

describe('who may invite whom', () => {
  test.each(['BS1', 'D3', 'ME', 'DI'])('a street administrator: %s, whose area lies in the street', async (code) => {
    expect(await app.call(streetAdmin, 'POST /v1/staff/{code}/invitations', { params: { code } })).toMatchObject({ status: 201 })
  })

  test.each(['SU', 'PA', 'H1', 'NOBODY'])('not: %s, who reaches beyond the street or does not exist', async (code) => {
    const answer = await app.call(streetAdmin, 'POST /v1/staff/{code}/invitations', { params: { code } })
    expect(answer).toMatchObject({ status: 404, problem: { code: 'notFound' } })
  })

  test('a platform administrator: everybody in the district', async () => {
    const platformAdmin = await signedIn(district, 'platformAdmin')
    for (const code of ['SU', 'H1', 'M3']) expect(await invites(platformAdmin, code)).toHaveProperty('code')
  })

  test('a street administrator never a platform administrator, wherever that one serves', async () => {
    const role = { district_id: district.id, staff_code: 'M3', role: 'platformAdmin', area_code: district.street }
    await app.db.insertInto('staff_role').values(role).execute()
    expect(await app.call(streetAdmin, 'POST /v1/staff/{code}/invitations', { params: { code: 'M3' } })).toMatchObject({ status: 404 })
    await app.db
      .deleteFrom('staff_role')
      .where('district_id', '=', district.id)
      .where('staff_code', '=', 'M3')
      .where('role', '=', 'platformAdmin')
      .execute()
  })

  test('nobody else: residents and other staff have not the role', async () => {
    for (const who of [await somebody(), await signedIn(district, 'supervisor'), await signedIn(district, 'gridMember')])
      expect(await app.call(who, 'POST /v1/staff/{code}/invitations', { params: { code: 'D1' } })).toMatchObject({
        status: 403,
        problem: { code: 'notYourRole' },
      })
  })

  test('a retired staff member is nobody', async () => {
    const { code } = await invites(streetAdmin, 'D1')
    await app.db
      .updateTable('staff')
      .set({ retired_at: app.clock.now() })
      .where('district_id', '=', district.id)
      .where('code', '=', 'D1')
      .execute()
    expect(await binds(await somebody(), code)).toMatchObject({ problem: { code: 'invitationRefused' } })
    expect(await app.call(streetAdmin, 'POST /v1/staff/{code}/invitations', { params: { code: 'D1' } })).toMatchObject({ status: 404 })
  })
})
