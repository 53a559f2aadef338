import { wav } from '../platform/files/sound-samples'
import { sweep } from '../platform/jobs/sweep'
import { testApp, type TestApp } from '../testing/app/app'
import { aPhoto } from '../testing/app/photo'
import { aDistrict, type District, type Grid } from '../testing/district'
import { signedIn, type SignedIn } from '../testing/people/signed-in'
import { roomSweeps } from '../rooms'

let app: TestApp
let district: District
let grid: Grid
let member: SignedIn

beforeEach(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
  ;[grid] = district.grids
  member = await signedIn(district, { staff: grid.member })
})
afterEach(() => app.close())

const uploads = async (who: SignedIn) => (await app.upload(who, await aPhoto(), 'a.jpg', 'image/jpeg')).body.id
const shows = (who: SignedIn, fileId: string | null) => app.call(who, 'PUT /v1/my-photo', { body: { fileId } })
const onCard = async () => (await app.does(null, 'GET /v1/grids/{code}', { params: { code: grid.code } })).member?.photo ?? null
const claimedBy = async (id: string) =>
  (await app.db.selectFrom('file').where('id', '=', id).select('claimed_by').executeTakeFirstOrThrow()).claimed_by

test('a photo is on the card for everybody who sees the card, and opens by its link', async () => {
  const id = await uploads(member)
  expect((await shows(member, id)).body).toMatchObject({ photo: { id, kind: 'photo' } })
  expect(await onCard()).toMatchObject({ id })
  expect((await app.does(member, 'GET /v1/my-duty')).photo).toMatchObject({ id })
  const served = await app.server.inject({ url: (await onCard())?.thumbUrl ?? '' })
  expect([served.statusCode, served.headers['content-type']]).toEqual([200, 'image/jpeg'])
})

test('another takes its place, the same again changes nothing, and none removes it: what is not shown is not kept', async () => {
  const [first, second] = [await uploads(member), await uploads(member)]
  await shows(member, first)
  await shows(member, second)
  expect((await shows(member, second)).status).toBe(200)
  expect(await onCard()).toMatchObject({ id: second })
  expect([await claimedBy(first), await claimedBy(second)]).toEqual([null, `staff:${grid.member}`])
  expect((await shows(member, null)).body).toEqual({ photo: null })
  expect([await onCard(), await claimedBy(second)]).toEqual([null, null])
})

test('only an own, unused photo can be shown, and only by somebody in a team', async () => {
  const deputy = await signedIn(district, { staff: grid.deputy })
  expect((await shows(member, await uploads(deputy))).problem).toMatchObject({ code: 'badInput', errors: [{ path: 'fileId' }] })
  const voice = (await app.upload(member, wav(1), 'a.wav', 'audio/wav')).body.id
  expect((await shows(member, voice)).problem).toMatchObject({ code: 'badInput', errors: [{ path: 'fileId' }] })
  const resident = await signedIn(district, 'resident')
  expect((await shows(resident, await uploads(resident))).problem).toMatchObject({ code: 'notYourRole' })
  expect(await onCard()).toBeNull()
})

test('it ends with the place in the team: the card shows it no more, and the file is let go within the hour', async () => {
  const id = await uploads(member)
  await shows(member, id)
  await app.db
    .updateTable('team_member')
    .set({ retired_at: app.clock.now() })
    .where('district_id', '=', district.id)
    .where('staff_code', '=', grid.member)
    .execute()
  await sweep(app.db, app.clock, roomSweeps)
  expect(await claimedBy(id)).toBeNull()
  const { photo_id: photo } = await app.db
    .selectFrom('staff')
    .where('district_id', '=', district.id)
    .where('code', '=', grid.member)
    .select('photo_id')
    .executeTakeFirstOrThrow()
  expect(photo).toBeNull()
})
