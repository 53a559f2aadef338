import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { setElder } from '../../../platform/device/elder'
import { aCase } from '../../../testing/requests'
import { aResident } from '../../../testing/grids'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { device, onDevice } from '../../../testing/taro'
import { stored } from '../../../platform/device/storage'
import RequestDetail from './index'

const one = aCase()
const api = (over: Answers = {}): Answers => ({ 'GET /v1/requests/{id}': one, 'GET /v1/session': aResident(), ...over })
const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => Promise.resolve(fireEvent.click(button)))
}

beforeEach(() => signedInAs())
afterEach(() => act(() => setElder(false)))

test('a word about a case that was refused by the network stays in its field', async () => {
  fakeApi(api({ 'POST /v1/requests/{id}/comment': () => Promise.reject(new Error('request:fail')) }))
  const first = show(<RequestDetail />, { id: one.id })
  await tap('留言')
  fireEvent.input(screen.getByRole('textbox', { name: '留言' }), { target: { value: '晚上还是不亮' } })
  await tap('发送留言')
  expect(await screen.findByText(/没有网络/)).toBeTruthy()
  first.unmount()
  show(<RequestDetail />, { id: one.id })
  await tap('留言')
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: '留言' }).value).toBe('晚上还是不亮')
})

test('whoever writes of an emergency under a case is told at once whom to call', async () => {
  fakeApi(api())
  show(<RequestDetail />, { id: one.id })
  await tap('留言')
  fireEvent.input(screen.getByRole('textbox', { name: '留言' }), { target: { value: '楼道里有煤气味' } })
  expect(await screen.findByRole('button', { name: '拨打 119 火警' })).toBeTruthy()
})

test('a word that an earlier try has sent is gone from its field, and what it changed is read again', async () => {
  const calls = fakeApi(api({ 'POST /v1/requests/{id}/comment': { bare: 201 } }))
  show(<RequestDetail />, { id: one.id })
  await tap('留言')
  fireEvent.input(screen.getByRole('textbox', { name: '留言' }), { target: { value: '晚上还是不亮' } })
  await tap('发送留言')
  await waitFor(() => expect(screen.queryByRole('textbox', { name: '留言' })).toBeNull())
  expect(Object.keys(onDevice())).not.toContain(`draft.requests.comment.${one.id}`)
  await waitFor(() => expect(calls.filter(({ key }) => key === 'GET /v1/requests/{id}')).toHaveLength(2))
})

test('of a report no grid member is offered or named, in elder mode neither, and who hears her voice is said', async () => {
  fakeApi(api({ 'GET /v1/requests/{id}': aCase({ kind: 'report', anonymous: true, state: 'submitted' }) }))
  act(() => setElder(true))
  show(<RequestDetail />, { id: one.id })
  await tap('留言')
  expect(screen.getByText(/办理的人会听到您的声音/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: '请网格员代我办' })).toBeNull()
})

test('in elder mode the grid member of the case can be asked to do it, by a recorded word', async () => {
  fakeApi(api())
  show(<RequestDetail />, { id: one.id })
  await tap('留言')
  expect(screen.queryByRole('button', { name: '请网格员代我办' })).toBeNull()
  act(() => setElder(true))
  await tap('请网格员代我办')
  expect(device.navigateTo).toHaveBeenCalledWith({ url: `/resident/messages/chat/index?grid=${one.grid.code}&voice=1&hint=proxy` })
})

test.each([
  ['留言', 'comment', '发送留言', ['comment']],
  ['补充说明', 'supply', '提交补充', ['supply', 'comment']],
  ['申诉一次', 'contest', '提交申诉', ['contest']],
] as const)('%s opens where the finger is, with the field ready, and can be said and shown', async (button, action, sends, actions) => {
  const voice = { id: '019ab000-0000-7000-8000-0000000000e1', url: '/f/v', seconds: 4 }
  stored<object>(`draft.requests.${action}.${one.id}`, () => undefined).set({ text: '', photos: [], voice })
  const calls = fakeApi(api({ 'GET /v1/requests/{id}': aCase({ actions: [...actions] }), [`POST /v1/requests/{id}/${action}`]: one }))
  show(<RequestDetail />, { id: one.id })
  await tap(button)
  const sheet = screen.getByRole('dialog', { name: button })
  expect(sheet.contains(document.activeElement)).toBe(true)
  expect(document.activeElement?.tagName).toBe('TEXTAREA')
  expect(screen.getByRole('button', { name: /^加照片/ })).toBeTruthy()
  await tap(sends)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(calls.find(({ key }) => key === `POST /v1/requests/{id}/${action}`)?.body).toEqual({
    text: '说了一段语音，请点开听',
    fileIds: [voice.id],
  })
})

test('a voice note and a photo the server has dropped since are marked and said, never left out unseen', async () => {
  const voice = { id: '019ab000-0000-7000-8000-0000000000e1', url: '/f/v', seconds: 4 }
  const photo = { id: '019ab000-0000-7000-8000-0000000000f1', url: '/f/1' }
  stored<object>(`draft.requests.comment.${one.id}`, () => undefined).set({ text: '', photos: [photo], voice })
  const gone = [0, 1].map((at) => ({ path: `fileIds.${at}`, message: '这个附件已失效' }))
  const calls = fakeApi(
    api({
      'POST /v1/requests/{id}/comment': ({ body }) =>
        body.fileIds?.length ? { problem: { code: 'badInput', status: 400, detail: '', errors: gone } } : one,
    }),
  )
  show(<RequestDetail />, { id: one.id })
  await tap('留言')
  await tap('发送留言')
  expect(await screen.findByText(/这段语音存得太久，已经过期/)).toBeTruthy()
  expect(screen.getByText('语音已过期')).toBeTruthy()
  expect(screen.getByLabelText('照片 1，已过期')).toBeTruthy()
  await tap('发送留言')
  expect(await screen.findByText('请写几句，或者说一段话')).toBeTruthy()
  fireEvent.input(screen.getByRole('textbox', { name: '留言' }), { target: { value: '晚上还是不亮' } })
  expect(screen.queryByText('请写几句，或者说一段话')).toBeNull()
  await tap('发送留言')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(calls.filter(({ key }) => key.endsWith('/comment')).at(-1)?.body).toEqual({ text: '晚上还是不亮', fileIds: [] })
})
