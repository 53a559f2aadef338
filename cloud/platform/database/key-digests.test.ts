import { randomUUID } from 'node:crypto'
import { roomDigests } from '../../rooms'
import { testApp, type TestApp } from '../../testing/app/app'
import { aDistrict, type District } from '../../testing/district'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { hashOf } from '../http/idempotency'
import { bareDigest, hashToken } from '../process/crypto'
import { uuidv7 } from '../process/ids'
import { keyStoredDigests } from './key-digests'

let app: TestApp
let district: District
let resident: SignedIn
beforeEach(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
  resident = await signedIn(district, 'resident')
})
afterEach(() => app.close())

const requestDigests = async () =>
  (await app.db.selectFrom('idempotency').where('district_id', '=', district.id).select('body_hash').execute()).map((row) => row.body_hash)
const codeDigests = async () =>
  (await app.db.selectFrom('invitation').where('district_id', '=', district.id).select('code_hash').execute()).map((row) => row.code_hash)

test('a stored request is not found by trying rooms, nor an invitation by trying codes', async () => {
  const buildingCode = district.grids[0].buildings[0].code
  await app.does(resident, 'POST /v1/homes', { body: { buildingCode, unit: '2 单元', room: '401' } })
  const { code } = await app.does(await signedIn(district, 'streetAdmin'), 'POST /v1/staff/{code}/invitations', { params: { code: 'M1' } })
  const stored = [...(await requestDigests()), ...(await codeDigests())]
  expect(stored).toHaveLength(3)
  const tried = Array.from({ length: 500 }, (_, room) => ({ buildingCode, unit: '2 单元', room: String(room) }))
  const guesses = new Set([...tried.map((body) => hashOf(undefined, undefined, body, undefined)), hashToken(code)])
  for (const digest of stored) {
    expect(digest).not.toMatch(bareDigest)
    expect(guesses.has(digest)).toBe(false)
  }
})

/** Stores what an earlier version would have: a remembered request and an invitation, each with a bare digest. */
async function asBefore(name: string, code: string): Promise<string> {
  const key = randomUUID()
  await app.does(resident, 'PUT /v1/account', { key, body: { name } })
  await app.db
    .updateTable('idempotency')
    .set({ body_hash: hashOf(undefined, undefined, { name }, undefined) })
    .where('key', '=', key)
    .execute()
  await app.db
    .insertInto('invitation')
    .values({
      district_id: district.id,
      id: uuidv7(),
      staff_code: 'M1',
      code_hash: hashToken(code),
      created_at: app.clock.now(),
      expires_at: new Date(app.clock.now().getTime() + 86_400_000),
    })
    .execute()
  return key
}

test.each([
  ['before they are keyed', false],
  ['after', true],
])('digests of an earlier version work on: %s', async (_when, keyed) => {
  const key = await asBefore('王阿姨', 'ABCDEFGH23')
  if (keyed) {
    await keyStoredDigests(app.db, app.deps.keys, roomDigests)
    await keyStoredDigests(app.db, app.deps.keys, roomDigests)
  }
  for (const digest of [...(await requestDigests()), ...(await codeDigests())]) expect(bareDigest.test(digest)).toBe(!keyed)
  expect((await app.call(resident, 'PUT /v1/account', { key, body: { name: '王阿姨' } })).status).toBe(200)
  expect((await app.call(resident, 'PUT /v1/account', { key, body: { name: '别人' } })).problem?.code).toBe('keyReused')
  expect((await app.does(resident, 'POST /v1/staff-bindings', { body: { code: 'abcde-fgh23' } })).staff?.code).toBe('M1')
})

test('more than one statement’s worth of digests is keyed, and no other row is touched', async () => {
  await app.db
    .insertInto('idempotency')
    .values(
      Array.from({ length: 2100 }, (_, n) => ({
        district_id: district.id,
        account_id: resident.accountId,
        key: `key-${n}`,
        endpoint: 'POST /v1/homes',
        body_hash: n === 7 ? '' : hashToken(String(n)),
        created_at: app.clock.now(),
      })),
    )
    .execute()
  await keyStoredDigests(app.db, app.deps.keys, roomDigests)
  const digests = await requestDigests()
  expect(digests.filter((digest) => bareDigest.test(digest))).toEqual([])
  expect(digests.filter((digest) => digest === '')).toHaveLength(1)
  expect(new Set(digests).size).toBe(2100)
})
