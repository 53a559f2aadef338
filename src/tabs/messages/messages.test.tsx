import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { setElder } from '../../platform/device/elder'
import { lookAt } from '../../platform/place/current-grid'
import { fakeApi } from '../../testing/fake-api'
import { aSecretary } from '../../testing/notices'
import { show, signedInAs } from '../../testing/show'
import { aConversation, aGridCard } from '../../testing/conversations'
import { device } from '../../testing/taro'
import MessagesTab from './index'

const building = {
  code: 'B0023',
  name: '槐树里 3 号楼',
  address: '清河路 8 号',
  gridCode: '990101001001003',
  gridName: '第 3 网格',
  communityName: '槐树社区',
  units: [],
}
const me = { ...aSecretary(), staff: null }

test('before anything is known, the way leads to finding the grid', async () => {
  fakeApi({})
  show(<MessagesTab />)
  fireEvent.click(await screen.findByRole('button', { name: '找我的网格' }))
  expect(device.navigateTo).toHaveBeenCalledWith({ url: '/resident/grids/find/index' })
})

test('长辈版 cuts neither the name nor the last words', async () => {
  signedInAs()
  fakeApi({ 'GET /v1/session': me, 'GET /v1/conversations': { rows: [aConversation({ lastText: '明天能来吗' })], next: null } })
  show(<MessagesTab />)
  const cut = async () => (await screen.findByText('明天能来吗')).className.split(' ').includes('clip')
  expect(await cut()).toBe(true)
  act(() => setElder(true))
  expect(await cut()).toBe(false)
  act(() => setElder(false))
})

test('a conversation shows its last words, what is new, and leads there; the other side hears that it arrived', async () => {
  signedInAs()
  const talk = aConversation({ lastSeq: 7, lastText: '我下午去看', lastAt: '2026-11-23T06:00:00.000Z', unread: 2 })
  const calls = fakeApi({
    'GET /v1/session': me,
    'GET /v1/conversations': { rows: [talk], next: null },
    'GET /v1/inbox': { rows: [], next: null, unread: 3 },
    'GET /v1/grids/{code}': aGridCard(),
    'PUT /v1/conversations/{id}/marks': undefined,
  })
  show(<MessagesTab />)
  expect(await screen.findByRole('button', { name: /^通知，.*3 条未读/ })).toBeTruthy()
  fireEvent.click(await screen.findByRole('button', { name: /^李明 · .*我下午去看.*2 条未读/ }))
  expect(device.navigateTo).toHaveBeenCalledWith({ url: `/resident/messages/chat/index?id=${talk.id}` })
  await waitFor(() => expect(calls.find(({ key }) => key.startsWith('PUT'))?.body).toEqual({ delivered: 7 }))
})

test('a door nobody there has been written to leads to its grid member', async () => {
  signedInAs()
  lookAt(building)
  fakeApi({
    'GET /v1/session': me,
    'GET /v1/conversations': { rows: [], next: null },
    'GET /v1/inbox': { rows: [], next: null, unread: 0 },
    'GET /v1/grids/{code}': aGridCard(),
  })
  show(<MessagesTab />)
  fireEvent.click(await screen.findByRole('button', { name: '给李明发消息' }))
  expect(device.navigateTo).toHaveBeenCalledWith({ url: '/resident/messages/chat/index?grid=990101001001003' })
})
