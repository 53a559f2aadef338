import { screen } from '@testing-library/react'
import { aResident } from '../../../testing/doorsteps'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { aServiceRating } from '../../../testing/venues'
import Ratings from './index'

test('a rating names its week and what was wrong, never a day or an hour of the service', async () => {
  signedInAs()
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/staff/booking-ratings': { rows: [aServiceRating(1)], next: null } })
  show(<Ratings />, { venue: 'V1' })
  expect(await screen.findByText('11月16日那一周 · 槐树社区党群服务站')).toBeTruthy()
  expect(screen.getByText(/等得太久、没有办成/)).toBeTruthy()
})
