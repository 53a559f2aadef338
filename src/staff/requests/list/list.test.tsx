import type { RequestState } from '@doorstep/contract/requests/case'
import { screen } from '@testing-library/react'
import { aCase } from '../../../testing/requests'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import StaffRequests from '.'

beforeEach(() => signedInAs())

test.each([
  ['the time that is left, and the state', 'accepted', /^楼道灯坏了三天，槐树里 3 号楼 · .*，(剩|超时) [^，]+，已受理$/],
  ['no time while nothing is promised any more', 'replied', /^楼道灯坏了三天，槐树里 3 号楼 · 槐3-261123-01，[^，]+$/],
] as const satisfies [string, RequestState, RegExp][])('of a row is said what is seen: %s', async (_, state, name) => {
  fakeApi({ 'GET /v1/requests': { rows: [aCase({ state })], next: null } })
  show(<StaffRequests />, { view: 'open' })
  expect((await screen.findByRole('button', { name })).textContent).toContain('楼道灯坏了三天')
})
