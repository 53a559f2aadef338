import { canned } from './answer'
import { appJson, dist, routes } from './dist'
import { launch } from './host'

const token = 'a'.repeat(22)

/** Links that name a page as 0.2.0 called it: cards shared in chats, codes on posters, starred pages. */
test.each([
  ['services/detail/index', { code: 'S-1' }, '/resident/services/detail/index?code=S-1'],
  ['grids/card/index', { code: '990101001001003' }, '/resident/grids/card/index?code=990101001001003'],
  ['notices/detail/index', { id: '1' }, '/resident/notices/detail/index?id=1'],
  ['branches/detail/index', { code: 'B-01' }, '/resident/branches/detail/index?code=B-01'],
  ['queue/check-in/index', { scene: token }, `/resident/queue/check-in/index?scene=${token}`],
  ['queue/check-in/index', { q: encodeURIComponent(`checkin=${token}`) }, `/resident/queue/check-in/index?q=checkin%3D${token}`],
  ['bookings/book/index', { holdId: '1' }, '/resident/services/detail/index?holdId=1'],
  ['grids/find/index', {}, '/resident/grids/find/index'],
  ['/staff/cases/detail/index', { id: '1' }, '/staff/requests/detail/index?id=1'],
  ['staff/sheet/index', { venue: 'V-01' }, '/staff/bookings/sheet/index?venue=V-01'],
])('a link of 0.2.0 to %s opens the page it is now', async (path, query, to) => {
  const host = launch(dist, canned().answer)
  expect(await host.notFound(path, query)).toEqual([{ api: 'redirectTo', url: to }])
  expect(routes).toContain(to.slice(1).split('?')[0])
  expect(host.errors).toEqual([])
})

test('a link to a page that never was opens home', async () => {
  const host = launch(dist, canned().answer)
  expect(await host.notFound('cases/detail/index')).toEqual([{ api: 'switchTab', url: '/tabs/home/index' }])
  expect(appJson.pages).toContain('tabs/home/index')
})
