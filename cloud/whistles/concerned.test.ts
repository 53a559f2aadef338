import { leaveNothingWith } from '../duty/departure'
import { inTransaction } from '../platform/database/database'
import { community, type Community } from '../requests/testing/requests'
import { signedIn, type SignedIn } from '../testing/people/signed-in'
import { callersOf } from './access'
import { record } from './history'
import { lockedWhistle } from './whistles-store'

let here: Community
beforeEach(async () => {
  here = await community()
})
afterEach(() => here.app.close())

const whistles = (who: SignedIn) =>
  here.app.does(who, 'POST /v1/staff/whistles', {
    body: { gridCode: here.district.grids[0].code, place: '1 号楼北侧', purpose: '路面塌了，一起看', unitCodes: ['CG'] },
  })

/** Returns whose sockets hear when something happens to a whistle. */
async function heard(id: string): Promise<string[]> {
  const rooms: string[] = []
  await inTransaction(here.app.db, async (tx) => {
    const context = {
      ...{ tx, districtId: here.district.id, clock: here.app.clock },
      notifySockets: (to: readonly string[], what: { what: string }) => void rooms.push(...to.map((room) => `${what.what} ${room}`)),
    }
    const whistle = await lockedWhistle(tx, here.district.id, id)
    if (whistle !== null) await record(context, whistle, { did: 'rang', by: null })
  })
  return rooms.sort()
}
const follows = async (id: string) =>
  inTransaction(here.app.db, async (tx) => {
    const whistle = await lockedWhistle(tx, here.district.id, id)
    return whistle === null ? [] : callersOf({ tx, districtId: here.district.id, clock: here.app.clock }, whistle)
  })

test('the sockets of whoever whistled and of the units called hear that it changed; a suggestion, of the street and whoever made it', async () => {
  const { id } = await whistles(here.streetAdmin)
  const [caller] = await follows(id)
  expect(await heard(id)).toEqual([`whistle s:${caller}`, 'whistle s:H1', 'whistle s:H2', 'whistle s:UH'].sort())
  const suggested = await whistles(here.secretary)
  const street = await follows(suggested.id)
  expect(street.length).toBeGreaterThan(1)
  expect(await heard(suggested.id)).toEqual([...street, 'BS1'].map((code) => `whistle s:${code}`).sort())
})

test('the whistles of who is on leave are followed up by their stand-in of the street, else by the street; who comes back has them again', async () => {
  const { app, district, told, streetAdmin } = here
  const { id } = await whistles(streetAdmin)
  const [caller = ''] = await follows(id)
  const [other = ''] = (await follows((await whistles(here.secretary)).id)).filter((code) => code !== caller)
  const away = (standIn: string | null) =>
    app.db
      .insertInto('absence')
      .values({
        ...{
          district_id: district.id,
          id: '01920000-0000-7000-8000-000000000001',
          unit_code: 'CG',
          staff_code: caller,
          stand_in_code: standIn,
        },
        ...{ from_at: app.clock.now(), until_at: new Date(app.clock.now().getTime() + 3_600_000) },
      })
      .execute()
  await away(null)
  expect(await follows(id)).toEqual([other])
  await app.db.updateTable('absence').set({ stand_in_code: other }).execute()
  expect(await follows(id)).toEqual([other])
  const { calls } = await app.does(here.handler, 'GET /v1/staff/whistles/{id}', { params: { id } })
  const params = { id: calls[0]?.id ?? '' }
  await app.does(here.handler, 'POST /v1/staff/whistle-calls/{id}/arrive', { params, body: {} })
  const heirs = await signedIn(district, { staff: other })
  expect((await told(heirs)).some((title) => title.endsWith('已到场'))).toBe(true)
  app.clock.advance({ hours: 2 })
  expect(await follows(id)).toEqual([caller])
})

test('whoever left leaves no open whistle alone: the street is told, may confirm and close it', async () => {
  const { app, district, told, streetAdmin, dispatcher } = here
  const { id } = await whistles(streetAdmin)
  const [gone = ''] = await follows(id)
  const at = app.clock.now()
  await app.db.updateTable('staff_role').set({ retired_at: at }).where('staff_code', '=', gone).execute()
  await app.db.updateTable('staff').set({ retired_at: at, account_id: null }).where('code', '=', gone).execute()
  await inTransaction(app.db, (tx) => leaveNothingWith({ tx, districtId: district.id, clock: app.clock }, [gone]))
  expect(await follows(id)).not.toContain(gone)
  expect(await told(dispatcher)).toContain('有吹哨由您接着跟进')
  await app.does(dispatcher, 'POST /v1/staff/whistles/{id}/close', { params: { id }, body: { text: '路面补好了' } })
})
