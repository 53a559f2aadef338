import { randomUUID } from 'node:crypto'
import { community, type Community } from '../../requests/testing/requests'
import { boundRemembered } from './idempotency'

let here: Community
beforeEach(async () => {
  here = await community()
})
afterEach(() => here.app.close())

const stored = () =>
  here.app.db
    .selectFrom('idempotency')
    .select(['key', 'status', 'reply'])
    .where('account_id', '=', here.resident.accountId)
    .orderBy('created_at')
    .execute()
const sizeOf = async (key: string) => JSON.stringify((await stored()).find((row) => row.key === key)?.reply).length

test('of a long case a retry of a comment is answered whole, and little of it is stored', async () => {
  const { app, resident, files } = here
  const { id } = await files(resident)
  const comment = (key: string, text: string) =>
    app.call(resident, 'POST /v1/requests/{id}/comment', { key, params: { id }, body: { text } })
  const [short, long] = [randomUUID(), randomUUID()]
  await comment(short, '还没有人来')
  for (const part of ['一', '二', '三', '四', '五']) await comment(randomUUID(), part.repeat(2000))
  const first = await comment(long, '六'.repeat(2000))
  expect(await sizeOf(long)).toBeLessThan(await sizeOf(short))
  const again = await comment(long, '六'.repeat(2000))
  expect(again.status).toBe(first.status)
  expect(again.body).toEqual(first.body)
  expect((await comment(long, '七'.repeat(2000))).problem?.code).toBe('keyReused')
})

describe('what is remembered of one account is bounded', () => {
  const keys = Array.from({ length: 4 }, () => randomUUID())
  const hold = (key: string) =>
    here.app.call(here.resident, 'POST /v1/homes', { key, body: { buildingCode: here.district.grids[0].buildings[1].code } })
  beforeEach(async () => {
    for (const key of keys) {
      here.app.clock.advance({ seconds: 1 })
      await hold(key)
    }
  })

  test('by rows: the oldest are forgotten, nobody else’s', async () => {
    const other = await here.app.db.selectFrom('idempotency').select('key').where('account_id', '<>', here.resident.accountId).execute()
    await boundRemembered(here.app.db, here.district.id, { rows: 2, bytes: 1e9 })
    expect((await stored()).map(({ key }) => key)).toEqual(keys.slice(2))
    const left = await here.app.db.selectFrom('idempotency').select('key').where('account_id', '<>', here.resident.accountId).execute()
    expect(left).toEqual(other)
  })

  test('by bytes: the oldest lose their body, and a retry still does nothing twice', async () => {
    const { app, resident, district } = here
    const { homes } = await app.does(resident, 'GET /v1/session')
    const newest = JSON.stringify((await stored()).at(-1)?.reply).length
    await boundRemembered(app.db, district.id, { rows: 1e6, bytes: Math.round(newest * 1.5) })
    expect((await stored()).map(({ reply }) => reply === null)).toEqual([true, true, true, false])
    const [oldest = ''] = keys
    const again = await hold(oldest)
    expect([again.status, again.body]).toEqual([201, ''])
    expect((await app.does(resident, 'GET /v1/session')).homes).toEqual(homes)
  })

  test('and nothing is lost within the bounds', async () => {
    const before = await stored()
    await boundRemembered(here.app.db, here.district.id)
    expect(await stored()).toEqual(before)
  })
})
