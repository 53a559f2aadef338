import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { testDatabase } from '../testing/database/database'
import { aDistrict } from '../testing/district'
import { planOf, recorded } from '../testing/every-list/explain'
import { signedIn } from '../testing/people/signed-in'
import { digestThumbnails } from './thumb-digests'

test('the hourly look for photos without a digest asks for the bytes of those alone, and reads no others', async () => {
  const database = recorded(await testDatabase())
  const { db, pool } = database
  const district = await aDistrict(db)
  const { accountId } = await signedIn(district, 'resident')
  const photo = {
    district_id: district.id,
    account_id: accountId,
    kind: 'photo',
    mime: 'image/jpeg',
    bytes: 1,
    sha256: 'a',
    created_at: new Date(),
  }
  const digested = Array.from({ length: 3000 }, () => ({ ...photo, id: randomUUID(), thumb_sha256: 'a' }))
  const old = [randomUUID(), randomUUID()].sort()
  await db.insertInto('file').values(digested).execute()
  await db
    .insertInto('file')
    .values(old.map((id) => ({ ...photo, id })))
    .execute()
  await sql`analyze file`.execute(db)

  const asked: string[] = []
  const open = (key: string) => {
    asked.push(key)
    return Promise.resolve(null)
  }
  const nothing = () => Promise.resolve()
  const statements = await database.during(() =>
    digestThumbnails(db, { open, put: nothing, remove: nothing, ready: nothing, sweep: nothing }),
  )
  expect(asked).toEqual(old.map((id) => expect.stringContaining(id) as string))
  const plans = await Promise.all(statements.filter(({ text }) => text.includes('"file"')).map((one) => planOf(pool, one)))
  expect(plans.length).toBeGreaterThan(0)
  for (const plan of plans) expect(plan).toMatchObject({ indexes: ['file_thumbless'], readThrough: [] })
  await database.close()
})
