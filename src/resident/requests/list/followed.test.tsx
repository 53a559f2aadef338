import type { FollowedRequest } from '@doorstep/contract/requests/following'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { device } from '../../../testing/taro'
import RequestList from '.'

beforeEach(() => signedInAs())

const aFollowed = (over: Partial<FollowedRequest> = {}): FollowedRequest => ({
  id: '0198f0aa-0000-7000-8000-000000000501',
  categoryName: '楼道灯、路灯不亮',
  categoryCode: 'light',
  place: '槐树里 3 号楼',
  buildingCode: 'HS-3',
  filedOn: '2026-11-20',
  closedOn: null,
  state: 'accepted',
  outcome: null,
  promisedOn: '2026-11-25',
  overdue: false,
  ...over,
})
const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => Promise.resolve(fireEvent.click(button)))
}
const opened = async (...rows: FollowedRequest[]) => {
  const calls = fakeApi({
    'GET /v1/requests': { rows: [], next: null },
    'GET /v1/followed-requests': { rows, next: null },
    'DELETE /v1/requests/{id}/follow': undefined,
  })
  show(<RequestList />)
  const tab = await screen.findByRole('tab', { name: '我也遇到的' })
  await act(() => Promise.resolve(fireEvent.click(tab)))
  return calls
}

test('what is followed says how it stands and by when, that it is somebody else’s, and can be left', async () => {
  const calls = await opened(aFollowed())
  expect(await screen.findByText('楼道灯、路灯不亮 · 槐树里 3 号楼')).toBeTruthy()
  expect(screen.getByText(/约定后天前答复/)).toBeTruthy()
  expect(screen.getByText(/不能催办、评价或撤回/)).toBeTruthy()
  await tap('不再跟进')
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('DELETE /v1/requests/{id}/follow'))
})

test('what is over can be filed as not solved here, with its category, building and link', async () => {
  await opened(aFollowed({ state: 'closed', outcome: 'partly', closedOn: '2026-11-22', promisedOn: null }))
  expect(await screen.findByText(/已办结，结果是部分解决/)).toBeTruthy()
  await tap('我这里还没好')
  const [opening] = device.navigateTo.mock.calls as unknown as [{ url: string }][]
  expect(decodeURIComponent(opening?.[0].url ?? '')).toMatch(/requests\/file.*categoryCode=light.*buildingCode=HS-3.*again=0198f0aa/)
})

test('late is said; what is not shown to others any more says so, and one’s own may be filed', async () => {
  await opened(
    aFollowed({ overdue: true }),
    aFollowed({ id: '0198f0aa-0000-7000-8000-000000000502', state: null, categoryName: '', promisedOn: null }),
  )
  expect(await screen.findByText('已超时')).toBeTruthy()
  expect(screen.getByText(/不再向别人公开进展/)).toBeTruthy()
  expect(screen.getAllByRole('button', { name: '我还是要单独提交' })).toHaveLength(2)
})
