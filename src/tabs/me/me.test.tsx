import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { stored } from '../../platform/device/storage'
import { fileRequest } from '../../platform/sending/request-queue'
import { aResident } from '../../testing/grids'
import { aCase } from '../../testing/requests'
import { fakeApi } from '../../testing/fake-api'
import { show, signedInAs } from '../../testing/show'
import { device } from '../../testing/taro'
import MeTab from './index'

const tap = async (name: string | RegExp, which = 0) => {
  const buttons = await screen.findAllByRole('button', { name })
  const button = buttons.at(which)
  if (!button) throw new Error(`no button ${String(name)}`)
  await act(() => Promise.resolve(fireEvent.click(button)))
}
const staff = {
  code: 'W003',
  name: '李明',
  headOf: null,
  roles: [{ role: 'gridMember' as const, area: '990101001001003', areaName: '第 3 网格' }],
  grids: [{ code: '990101001001003', name: '第 3 网格' }],
}
const card = { 'GET /v1/grids/{code}': { problem: { code: 'notFound' as const, status: 404, detail: '没有找到' } } }

test('a resident sees no way into the staff rooms, and none is asked for', async () => {
  signedInAs()
  const calls = fakeApi({ ...card, 'GET /v1/session': aResident() })
  show(<MeTab />)
  await screen.findByRole('button', { name: '我的诉求' })
  expect(screen.queryByRole('button', { name: /工作入口/ })).toBeNull()
  expect(calls.map(({ key }) => key)).not.toContain('GET /v1/staff/inbox')
})

test('a grid member sees how many wait', async () => {
  signedInAs()
  fakeApi({
    ...card,
    'GET /v1/session': aResident({ staff }),
    'GET /v1/staff/inbox': { rows: [], next: null, counts: { waiting: 7, handling: 2, overdue: 1 } },
  })
  show(<MeTab />)
  expect(await screen.findByRole('button', { name: '工作入口，李明 · 网格员，7 件等处理' })).toBeTruthy()
  await tap(/^服务点/)
  expect(device.navigateTo).toHaveBeenCalledWith({ url: '/staff/venues/index' })
})

test('a dispatcher keeps no place and is offered none', async () => {
  signedInAs()
  const dispatcher = { ...staff, headOf: null, roles: [{ role: 'dispatcher' as const, area: '990101', areaName: '全区' }] }
  fakeApi({
    ...card,
    'GET /v1/session': aResident({ staff: dispatcher }),
    'GET /v1/staff/inbox': { rows: [], next: null, counts: { waiting: 0, handling: 0, overdue: 0 } },
  })
  show(<MeTab />)
  expect(await screen.findByRole('button', { name: /^工作入口/ })).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^服务点/ })).toBeNull()
})

test('a request begun and not sent is found again', async () => {
  signedInAs()
  stored<object>('draft.requests.file', () => undefined).set({ text: '楼道堆了很多纸箱' })
  fakeApi({ ...card, 'GET /v1/session': aResident() })
  show(<MeTab />)
  await tap('没写完的诉求，楼道堆了很多纸箱')
  expect(device.navigateTo).toHaveBeenCalledWith({ url: '/resident/requests/file/index' })
})

test('signing out asks first, then revokes the session and shows the way back in', async () => {
  signedInAs()
  const calls = fakeApi({ ...card, 'GET /v1/session': aResident(), 'DELETE /v1/session': undefined })
  show(<MeTab />)
  await tap('退出登录')
  expect(calls.map(({ key }) => key)).not.toContain('DELETE /v1/session')
  await tap('退出登录', -1)
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('DELETE /v1/session'))
  expect(await screen.findByRole('button', { name: '微信登录' })).toBeTruthy()
})

test('a request that waited for the network is not said to wait any more once it is filed, while the page lies open', async () => {
  signedInAs()
  stored<object>('draft.requests.file.1', () => undefined).set({ text: '单元门口灯坏了', submission: 's1', waiting: true })
  fakeApi({ ...card, 'GET /v1/session': aResident(), 'POST /v1/requests': aCase() })
  show(<MeTab />)
  expect(await screen.findByText('已提交，连上网会自动发出')).toBeTruthy()
  const body = { kind: 'help' as const, categoryCode: 'light', text: '单元门口灯坏了' }
  await act(() => fileRequest({ draft: 'requests.file.1', submission: 's1', body }))
  await waitFor(() => expect(screen.queryByText('已提交，连上网会自动发出')).toBeNull())
})
