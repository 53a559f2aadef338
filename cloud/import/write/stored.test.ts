import { testDatabase } from '../../testing/database/database'
import { aDistrict } from '../../testing/district'
import { signedIn } from '../../testing/people/signed-in'
import { inTransaction } from '../../platform/database/database'
import { lockDistrict } from './stored'

test('people sign in for the first time while an import holds their district', async () => {
  const { db, close } = await testDatabase()
  const district = await aDistrict(db)
  const accounts = () => db.selectFrom('account').select('id').where('district_id', '=', district.id).execute()
  await inTransaction(db, async (tx) => {
    await lockDistrict(tx, district.id)
    await signedIn(district, 'resident')
  })
  expect(await accounts()).toHaveLength(1)
  await close()
})
