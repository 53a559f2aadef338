import { act, fireEvent, screen } from '@testing-library/react'
import { aResident } from '../../../testing/grids'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { aVenue, someFigures, someVenues } from '../../../testing/venues'
import FiguresPage from './index'

test('an hour in which too few were served says so, never that they waited no time', async () => {
  signedInAs()
  const hours = [
    { hour: 9, tickets: 12, served: 10, minutes: 0 },
    { hour: 10, tickets: 3, served: 0, minutes: null },
  ]
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/staff/booking-figures': someFigures(7, { hours }) })
  show(<FiguresPage />, { venue: 'V1' })
  const chart = await screen.findByRole('img', { name: /^几点人多/ })
  expect(chart.getAttribute('aria-label')).toBe('几点人多：9 点取号 12 个，等候 0 分钟（10 位）；10 点取号 3 个，等候说不准（不到 5 位）')
})

test('a chart draws how long people waited, by the hour', async () => {
  signedInAs()
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/staff/booking-figures': someFigures(7) })
  show(<FiguresPage />, { venue: 'V1' })
  const chart = await screen.findByRole('img', { name: /^几点等得久/ })
  expect(chart.getAttribute('aria-label')).toMatch(/^几点等得久：8 点等候 5 分钟（10 位）；9 点/)
})

test('who comes without a place compares all of them, and taps one to see its figures', async () => {
  signedInAs()
  const calls = fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/venues': { rows: [aVenue({ code: 'HS-DQ0', name: '甲站' }), aVenue({ code: 'HS-DQ1', name: '乙站' })] },
    'GET /v1/staff/booking-figures': someFigures(30),
    'GET /v1/staff/place-figures': someVenues(2),
  })
  show(<FiguresPage />)
  expect(
    await screen.findByRole('group', {
      name: '全部，预约 910，没有到 8% · 62/760，自己取消 9% · 82/910，服务点取消 2% · 22/910，等候 12 分钟',
    }),
  ).toBeTruthy()
  expect(screen.getByRole('group', { name: /^自己取消 9%，41\/455/ })).toBeTruthy()
  expect(screen.getByRole('group', { name: /^服务点取消 2%，11\/455/ })).toBeTruthy()
  await act(() => {
    fireEvent.click(screen.getByRole('button', { name: /^槐树社区党群服务站 2，预约 455/ }))
    return Promise.resolve()
  })
  expect(calls.filter(({ key }) => key === 'GET /v1/staff/booking-figures').at(-1)).toMatchObject({ query: { venue: 'HS-DQ1' } })
})
