import { EventEmitter, once } from 'node:events'
import { testDatabase } from '../../testing/database/database'
import { aDistrict } from '../../testing/district'
import { signedIn } from '../../testing/people/signed-in'
import { inTransaction, type Tx } from '../../platform/database/database'
import { touchReference } from '../../platform/snapshot/versions'
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

test('who changes a team member and an import that changes the same one run once each', async () => {
  const { db, close } = await testDatabase()
  const district = await aDistrict(db)
  const rename = (tx: Tx, name: string) =>
    tx.updateTable('staff').set({ name }).where('district_id', '=', district.id).where('code', '=', 'M1').execute()
  const [locked, renamed] = [new EventEmitter(), new EventEmitter()]
  const [isLocked, isRenamed] = [once(locked, 'done'), once(renamed, 'done')]
  const runs: string[] = []
  await Promise.all([
    inTransaction(db, async (tx) => {
      runs.push('import')
      await lockDistrict(tx, district.id)
      locked.emit('done')
      await isRenamed
      await rename(tx, '李明')
      await touchReference(tx, district.id, 'staff')
    }),
    inTransaction(db, async (tx) => {
      runs.push('command')
      await isLocked
      await rename(tx, '李敏')
      renamed.emit('done')
      await touchReference(tx, district.id, 'staff')
    }),
  ])
  expect(runs.sort()).toEqual(['command', 'import'])
  await close()
})

test('imports of a district run one at a time, those of another beside it', async () => {
  const { db, close } = await testDatabase()
  const district = await aDistrict(db)
  const ended: string[] = []
  const imports = (id: number, name: string) =>
    inTransaction(db, async (tx) => {
      await lockDistrict(tx, id)
      ended.push(name)
    })
  let second: Promise<void> | undefined
  await inTransaction(db, async (tx) => {
    await lockDistrict(tx, district.id)
    second = imports(district.id, 'second')
    await imports(district.id + 1, 'elsewhere')
    ended.push('first')
  })
  await second
  expect(ended).toEqual(['elsewhere', 'first', 'second'])
  await close()
})
