import { act, screen, waitFor } from '@testing-library/react'
import { watchNetwork } from '../../../platform/device/network'
import { fakeApi } from '../../../testing/fake-api'
import { aCase } from '../../../testing/requests'
import { show } from '../../../testing/show'
import { connect, onDevice } from '../../../testing/taro'
import FileRequest from './index'
import { api, drafts, filedWith, submit, tap, write } from './testing'

test('without network the words stay, and go out once by themselves when it is back, under the same key', async () => {
  watchNetwork()
  let online = false
  const keys: (string | undefined)[] = []
  fakeApi(
    api({
      'POST /v1/requests': ({ headers }) => {
        keys.push(headers['idempotency-key'])
        if (!online) throw new Error('request:fail')
        return aCase()
      },
    }),
  )
  show(<FileRequest />, { categoryCode: 'light' })
  await write('电梯停在四楼')
  await screen.findByText(/给李明，/)
  await act(() => {
    connect(false)
    return Promise.resolve()
  })
  await tap('提交')
  expect(await screen.findByText(/没有网络，内容已经存好/)).toBeTruthy()
  online = true
  await act(() => {
    connect(true)
    return Promise.resolve()
  })
  expect(await screen.findByText('槐3-261123-01')).toBeTruthy()
  expect(new Set(keys).size).toBe(1)
  expect(keys.length).toBeGreaterThanOrEqual(2)
})

test.each([
  ['filed', () => aCase(), []],
  [
    'refused',
    () => ({ problem: { code: 'dailyCap' as const, status: 429, detail: '请明天再提' } }),
    [{ waiting: false, refused: '请明天再提' }],
  ],
])('a form left while it is sent, and %s then, does not wait for the network', async (_, answer, left) => {
  const sent: { answer?: () => void } = {}
  fakeApi(api({ 'POST /v1/requests': () => new Promise((done) => (sent.answer = () => done(answer()))) }))
  const form = show(<FileRequest />, { categoryCode: 'light' })
  await write('电梯停在四楼')
  await submit()
  await waitFor(() => expect(sent.answer).toBeDefined())
  form.unmount()
  sent.answer?.()
  await waitFor(() => expect(onDevice()).toMatchObject({ 'outbox.requests': [] }))
  await act(() => new Promise((done) => setTimeout(done, 500)))
  expect(drafts()).toMatchObject(left)
  expect(drafts()).toHaveLength(left.length)
})

test.each([
  ['with its answer', () => aCase()],
  ['with the status alone', () => ({ bare: 201 })],
])('sent without network and told %s, it is filed once after she has left the form, and leaves no draft', async (_, answer) => {
  watchNetwork()
  let online = false
  const calls = fakeApi(
    api({
      'POST /v1/requests': () => {
        if (!online) throw new Error('request:fail')
        return answer()
      },
    }),
  )
  const form = show(<FileRequest />, { categoryCode: 'light' })
  await write('电梯停在四楼')
  await submit()
  await screen.findByText(/没有网络，内容已经存好/)
  form.unmount()
  expect(drafts()).toMatchObject([{ text: '电梯停在四楼', waiting: true }])
  expect(onDevice()).toMatchObject({ 'outbox.requests': [{ body: { text: '电梯停在四楼' } }] })
  online = true
  connect(false)
  connect(true)
  await waitFor(() => expect(onDevice()).toMatchObject({ 'outbox.requests': [] }))
  expect(drafts()).toEqual([])
  const tries = calls.filter(({ key }) => key === 'POST /v1/requests')
  expect(new Set(tries.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
})

test('what an earlier try has filed is not a draft again: it is said, and nothing can be sent a second time', async () => {
  const calls = fakeApi(api({ 'POST /v1/requests': { bare: 201 } }))
  show(<FileRequest />, { categoryCode: 'light' })
  await write('电梯停在四楼')
  await submit()
  expect(await screen.findByText('这一步已经办好了，请刷新看最新情况')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '提交' })).toBeNull()
  expect(drafts()).toEqual([])
  expect(filedWith(calls)).toHaveLength(1)
})

test('changed while it waits, it does not go out as it was', async () => {
  watchNetwork()
  fakeApi(api({ 'POST /v1/requests': () => Promise.reject(new Error('request:fail')) }))
  show(<FileRequest />, { categoryCode: 'light' })
  await write('电梯停在四楼')
  await submit()
  await screen.findByText(/没有网络，内容已经存好/)
  await tap('改一改')
  expect(onDevice()).toMatchObject({ 'outbox.requests': [] })
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '电梯停在四楼')
})
