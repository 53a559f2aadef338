import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { community, type Community } from '../testing/requests'
import { waterCompany } from '../testing/units'

let here: Community
let water: SignedIn
beforeEach(async () => {
  here = await community()
  water = await waterCompany(here)
})
afterEach(() => here.app.close())

const count = (titles: readonly string[], title: string) => titles.filter((said) => said === title).length
const at = (wall: string) => here.app.clock.set(new Date(`2026-${wall.replace(' ', 'T')}:00.000+08:00`))
const told = async (who: SignedIn, title: string) => count(await here.told(who), title)

test('a unit that joins in is warned at half and at four fifths; late, its head and the lead, then the street hear, again and again', async () => {
  const { resident, dispatcher, streetAdmin, handler, files, acts, sees } = here
  const [head, lead] = [await signedIn(here.district, 'unitHead'), water]
  const request = await files(resident)
  await acts(dispatcher, request, 'dispatch', { unitCode: 'WATER', joining: ['CG'], reason: '管子漏水', outside: '先关水才能修灯' })
  await acts(lead, request, 'accept', {})
  at('11-23 21:00')
  expect([await told(handler, '协办时限过半'), await told(lead, '协办时限过半')]).toEqual([1, 0])
  at('11-24 05:00')
  expect(await told(handler, '协办时限快到了')).toBe(1)
  at('11-24 09:01')
  for (const who of [handler, head, lead]) expect(await told(who, '协办超时了')).toBe(1)
  expect(await told(streetAdmin, '协办还没有回报')).toBe(0)
  at('11-25 09:00')
  for (const who of [handler, head, lead, streetAdmin]) expect(await told(who, '协办还没有回报')).toBe(1)
  at('12-01 09:00')
  expect(await told(streetAdmin, '协办还没有回报')).toBe(1)
  at('12-02 09:00')
  expect(await told(streetAdmin, '协办还没有回报')).toBe(2)
  const rang = (await sees(lead, request)).timeline.filter(({ did }) => did === 'rang').map(({ text }) => text)
  expect(rang).toEqual(
    expect.arrayContaining(['协办超时了，已提醒城市管理局、主办单位', '协办还没有回报，已提醒城市管理局、主办单位、街道']),
  )
  expect(JSON.stringify(await sees(resident, request))).not.toContain('协办还没有回报')
  await acts(handler, request, 'report', { text: '线路没有问题' })
  at('12-20 09:00')
  expect(await told(streetAdmin, '协办还没有回报')).toBe(2)
})

test('after downtime a unit that joins in hears only that it is late, and nothing of what is over', async () => {
  const { resident, dispatcher, handler, files, acts } = here
  const withJoining = async () => {
    const request = await files(resident)
    await acts(dispatcher, request, 'dispatch', { unitCode: 'WATER', joining: ['CG'], reason: '管子漏水', outside: '先关水' })
    return request
  }
  await withJoining()
  const withdrawn = await withJoining()
  await acts(resident, withdrawn, 'withdraw', {})
  at('11-26 10:00')
  const titles = (await here.told(handler)).filter((title) => title.startsWith('协办'))
  expect(titles).toEqual(['协办超时了'])
})

test('a dispute is decided in time: its reviewer hears at four fifths and at the end, then supervisors and street, until it is', async () => {
  const { resident, dispatcher, streetAdmin, supervisor, files, acts, sees } = here
  const request = await files(resident)
  await acts(dispatcher, request, 'dispatch', { unitCode: 'WATER', reason: '管子漏水', outside: '先关水' })
  await acts(water, request, 'dispute', { reason: '灯归城管' })
  expect((await sees(supervisor, request)).parts[0]?.dispute).toMatchObject({
    decideBy: new Date('2026-11-25T18:00:00.000+08:00').toISOString(),
    overdue: false,
  })
  at('11-24 10:00')
  expect(await told(supervisor, '交办异议快到时限了')).toBe(0)
  at('11-25 08:00')
  expect(await told(supervisor, '交办异议快到时限了')).toBe(1)
  at('11-25 18:01')
  expect([await told(supervisor, '交办异议超时了'), await told(streetAdmin, '交办异议超时了')]).toEqual([1, 0])
  at('11-26 09:00')
  for (const who of [supervisor, streetAdmin]) expect(await told(who, '交办异议还没有定下来')).toBe(1)
  at('12-03 09:00')
  for (const who of [supervisor, streetAdmin]) expect(await told(who, '交办异议还没有定下来')).toBe(2)
  const after = await acts(supervisor, request, 'decide', { unitCode: 'WATER', reason: '漏水引起的' })
  expect(after.parts[0]?.dispute).toMatchObject({ decision: 'kept', overdue: true })
  at('12-20 09:00')
  expect(await told(supervisor, '交办异议还没有定下来')).toBe(2)
})

test('whoever decides instead of a reviewer on leave is who the bell rings for', async () => {
  const { resident, dispatcher, supervisor, files, acts, sees, app, district } = here
  const [grid] = district.grids
  const request = await files(resident)
  await acts(dispatcher, request, 'dispatch', { unitCode: 'WATER', reason: '管子漏水', outside: '先关水' })
  await acts(water, request, 'dispute', { reason: '灯归城管' })
  expect((await sees(dispatcher, request)).furtherActions).not.toContain('decide')
  await app.db
    .insertInto('absence')
    .values({
      ...{ district_id: district.id, id: '019ab000-0000-7000-8000-000000000001', grid_code: grid.code, staff_code: 'SU' },
      ...{ stand_in_code: grid.deputy, from_at: app.clock.now(), until_at: new Date('2026-12-30T00:00:00Z') },
    })
    .execute()
  expect((await sees(supervisor, request)).furtherActions).not.toContain('decide')
  expect((await sees(dispatcher, request)).furtherActions).toContain('decide')
  at('11-25 18:01')
  expect([await told(supervisor, '交办异议超时了'), await told(dispatcher, '交办异议超时了')]).toEqual([0, 1])
})

test('a unit that is given something else no longer waits for its dispute', async () => {
  const { resident, dispatcher, supervisor, files, acts } = here
  const request = await files(resident)
  await acts(dispatcher, request, 'dispatch', { unitCode: 'WATER', reason: '管子漏水', outside: '先关水' })
  await acts(water, request, 'dispute', { reason: '灯归城管' })
  await acts(dispatcher, request, 'dispatch', { unitCode: 'CG', reason: '看过了，是灯' })
  at('12-03 09:00')
  expect((await here.told(supervisor)).filter((title) => title.startsWith('交办异议'))).toEqual([])
})
