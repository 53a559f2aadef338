import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { whoOf } from '../../bookings/core/person'
import { subjectOf } from '../../requests/people/resident'
import { roomSeals } from '../../rooms'
import { testApp, type TestApp } from '../../testing/app/app'
import { aDistrict, type District } from '../../testing/district'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { keysFrom } from '../process/crypto'
import { checkDataKey } from './check-key'

const refused = 'DATA_KEY must be the key this database was sealed with'
const another = () => keysFrom(randomBytes(32))
let app: TestApp
let place: District
let resident: SignedIn

beforeEach(async () => {
  app = await testApp()
  place = await aDistrict(app.db)
  resident = await signedIn(place, 'resident')
})
afterEach(() => app.close())

const check = (keys = app.deps.keys) => checkDataKey(app.db, keys, roomSeals)
const stored = async () =>
  (await app.db.selectFrom('district').select('key_check').where('district_id', '=', place.id).execute())[0]?.key_check
const seal = () =>
  app.does(resident, 'POST /v1/homes', { body: { buildingCode: place.grids[0].buildings[1].code, unit: '2单元', room: '301' } })

test('the first start stores what only its key can make; another key is refused from then on, its own is not', async () => {
  await check()
  expect(await stored()).not.toBeNull()
  await check()
  await expect(check(another())).rejects.toThrow(refused)
})

test('a filled database of a version without a check value takes only the key that opens what is sealed', async () => {
  await seal()
  await expect(check(another())).rejects.toThrow(refused)
  expect(await stored()).toBeNull()
  await check()
  await expect(check(another())).rejects.toThrow(refused)
})

test('another key that finds a district without sealed values leaves no check value there: the right one starts afterwards', async () => {
  const beside = JSON.stringify({ district_id: place.id + 1, phone_sealed: app.deps.keys.seal('13800000000', 'account.phone') })
  await sql`insert into district select (jsonb_populate_record(district, ${beside}::jsonb)).* from district`.execute(app.db)
  await sql`insert into account select (jsonb_populate_record(account, ${beside}::jsonb)).* from account`.execute(app.db)
  await expect(check(another())).rejects.toThrow(refused)
  expect(await stored()).toBeNull()
  await check()
})

test('one damaged value does not make the right key wrong, and loses a field, not a page', async () => {
  await seal()
  const { id } = await app.does(resident, 'POST /v1/requests', {
    body: { kind: 'help', categoryCode: place.categories.ordinary, text: '楼道灯坏了' },
  })
  await sql`update home set room_sealed = 'k1.AAAA' where district_id = ${place.id} and room_sealed is not null`.execute(app.db)
  await sql`update request set place_sealed = 'k1.AAAA', on_behalf_sealed = 'k1.AAAA' where district_id = ${place.id}`.execute(app.db)
  const { homes } = await app.does(resident, 'GET /v1/session')
  expect(homes.filter(({ unit }) => unit === '2单元')).toMatchObject([{ room: null }])
  const member = await signedIn(place, 'gridMember')
  expect(await app.does(member, 'GET /v1/requests/{id}', { params: { id } })).toMatchObject({ text: '楼道灯坏了' })
})

test('a list stays whole when a value in it does not open, and who was meant is somebody else, not the filer', () => {
  const seen: string[] = []
  const lossy = keysFrom(randomBytes(32), (at) => seen.push(at))
  expect(lossy.open(app.deps.keys.seal('13800000000', 'account.phone'), 'account.phone')).toBeNull()
  expect(lossy.open('nonsense', 'home.room')).toBeNull()
  expect(seen).toEqual(['account.phone', 'home.room'])
  expect(subjectOf({ deps: app.deps }, { on_behalf_sealed: 'k1.AAAA' })).toMatchObject({ name: '姓名读不出' })
  expect(whoOf({ deps: app.deps }, { for_sealed: 'k1.AAAA' })).toMatchObject({ name: '姓名读不出' })
})
