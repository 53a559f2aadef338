import { screen } from '@testing-library/react'
import { aResident } from '../../testing/doorsteps'
import { fakeApi } from '../../testing/fake-api'
import { show, signedInAs } from '../../testing/show'
import { someFigures } from '../../testing/venues'
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
  expect(chart.getAttribute('aria-label')).toBe('几点人多:9 点取号 12 个,等候 0 分钟(10 位);10 点取号 3 个,等候说不准(不到 5 位)')
})
