import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { aResident } from '../../../testing/grids'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { aManagedVenue } from '../../../testing/venues'
import Feeds from './index'

const feed = {
  id: '019ab000-0000-7000-8500-000000000001',
  name: '我的手机',
  venueCode: null,
  createdAt: '2026-11-23T01:00:00.000Z',
  lastReadAt: null,
}

test.each([
  ['gives services there makes an address of those, for the whole place is not theirs', ['HS-YZ'], { name: '我的手机' }],
  ['keeps the place makes one of all of it', null, { name: '我的手机', venue: 'HS-DQ' }],
])('who %s', async (_, only, sent) => {
  signedInAs()
  const calls = fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/staff/venues': { rows: [aManagedVenue({ only })] },
    'GET /v1/staff/feeds': { rows: [] },
    'POST /v1/staff/feeds': { feed, url: '/v1/feeds/x' },
  })
  show(<Feeds />, { venue: 'HS-DQ' })
  await screen.findByText('做一个日历地址')
  await waitFor(() => expect(screen.queryByText('整个服务点') === null).toBe(only !== null))
  const make = () => act(() => Promise.resolve(fireEvent.click(screen.getByRole('button', { name: '做一个' }))))
  await make()
  expect(screen.getByText(/^请起个名字/)).toBeTruthy()
  fireEvent.input(screen.getByLabelText('名字'), { target: { value: '我的手机' } })
  expect(screen.queryByText(/^请起个名字/)).toBeNull()
  await make()
  expect(calls.find(({ key }) => key === 'POST /v1/staff/feeds')?.body).toEqual(sent)
})
