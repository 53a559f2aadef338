import { sweep } from '../../platform/jobs/sweep'
import { roomSweeps } from '../../rooms'
import { community, type Community } from '../testing/requests'

let here: Community
beforeEach(async () => {
  here = await community()
})
afterEach(() => here.app.close())

const report = { kind: 'report', categoryCode: 'TIPOFF', text: '网格里有人收钱办事' } as const
const files = () => here.files(here.resident, { ...report, buildingCode: here.district.grids[0].buildings[0].code })
/** Gives a report to the grid member, as 0.2.0 did. */
const asBefore = ({ id }: { id: string }) => here.app.db.updateTable('request').set({ handler_code: 'M1' }).where('id', '=', id).execute()
const sweeps = () => sweep(here.app.db, here.app.clock, roomSweeps)

test('a 举报 that 0.2.0 gave to the team is handed on to those who receive reports, its promise unchanged', async () => {
  const { member, streetAdmin, resident, sees, told } = here
  const request = await files()
  const { promisedAt } = await sees(resident, request)
  await asBefore(request)
  await sweeps()
  const seen = await sees(streetAdmin, request)
  expect(seen).toMatchObject({ state: 'submitted', handler: { code: 'DI' }, promisedAt })
  expect(seen.timeline.at(-1)).toMatchObject({ did: 'reassign' })
  expect((await here.app.call(member, 'GET /v1/requests/{id}', { params: { id: request.id } })).status).toBe(404)
  const titles = await told(member)
  await sweeps()
  expect((await sees(streetAdmin, request)).timeline).toHaveLength(seen.timeline.length)
  expect(await told(member)).toEqual(titles)
})

test('a 举报 goes on when whoever has it joins the team; other requests and closed ones stay with the team', async () => {
  const { app, district, streetAdmin, resident, acts, sees } = here
  const [request, ended] = [await files(), await files()]
  const ordinary = await here.files(resident)
  await acts(resident, ended, 'withdraw', {})
  await asBefore(ended)
  const role = { district_id: district.id, staff_code: 'DI', role: 'gridTeam', area_code: district.grids[0].code } as const
  await app.db.insertInto('staff_role').values(role).execute()
  await sweeps()
  expect((await sees(streetAdmin, request)).handler?.code).toBe('SA')
  expect((await sees(resident, ordinary)).handler?.code).toBe('M1')
  const { handler_code: stays } = await app.db
    .selectFrom('request')
    .select('handler_code')
    .where('id', '=', ended.id)
    .executeTakeFirstOrThrow()
  expect(stays).toBe('M1')
})
