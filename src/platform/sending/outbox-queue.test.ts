import { waitFor } from '@testing-library/react'
import { onlineManager } from '@tanstack/react-query'
import { fakeApi } from '../../testing/fake-api'
import { signedInAs } from '../../testing/show'
import { device, onDevice } from '../../testing/taro'
import { discard, flushOutbox, onSent, post, retry, unsent, watchOutbox } from './outbox-queue'

const conversation = '0198f0aa-0000-7000-8000-00000000000c'
const message = (clientId: string, text: string) => ({
  seq: 1,
  id: '0198f0aa-0000-7000-8000-000000000001',
  clientId,
  kind: 'text' as const,
  from: 'me' as const,
  name: '王阿姨',
  text,
  file: null,
  proposal: null,
  requestId: null,
  at: '2026-11-23T06:30:00.000Z',
})
const offline = () => device.request.mockImplementation(() => Promise.reject(Object.assign(new Error(), { errMsg: 'request:fail' })))

beforeAll(() => watchOutbox())
beforeEach(() => signedInAs())
afterEach(() => unsent().forEach(({ message: { clientId } }) => discard(clientId)))

test('written without network, it is queued on the device and sent once when the network is back', async () => {
  offline()
  const clientId = post(conversation, { kind: 'text', text: '灯又坏了' })
  await waitFor(() => expect(unsent()).toMatchObject([{ state: 'queued', problem: { code: 'offline' } }]))
  expect(onDevice()['outbox.messages']).toMatchObject([{ conversationId: conversation, message: { clientId, text: '灯又坏了' } }])

  const arrived: string[] = []
  const stop = onSent((_, sent) => arrived.push(sent.text))
  const calls = fakeApi({ 'POST /v1/conversations/{id}/messages': ({ body }) => message(body.clientId, 'text' in body ? body.text : '') })
  onlineManager.setOnline(false)
  onlineManager.setOnline(true)
  await waitFor(() => expect(unsent()).toEqual([]))
  stop()
  expect(arrived).toEqual(['灯又坏了'])
  expect(calls).toHaveLength(1)
  expect(calls[0]?.headers['idempotency-key']).toBe(clientId)
})

test('messages leave in the order they were written, one at a time', async () => {
  const calls = fakeApi({ 'POST /v1/conversations/{id}/messages': ({ body }) => message(body.clientId, 'text' in body ? body.text : '') })
  post(conversation, { kind: 'text', text: '一' })
  post(conversation, { kind: 'text', text: '二' })
  post(conversation, { kind: 'text', text: '三' })
  await flushOutbox()
  expect(calls.map(({ body }) => body?.text)).toEqual(['一', '二', '三'])
})

test('what the API refuses waits for the person, holds nobody up, and keeps its id when tried again', async () => {
  let refuse = true
  const calls = fakeApi({
    'POST /v1/conversations/{id}/messages': ({ body }) =>
      refuse && 'text' in body && body.text === '坏'
        ? { problem: { code: 'badInput', detail: '有无法保存的字符', status: 400 } }
        : message(body.clientId, 'text' in body ? body.text : ''),
  })
  const bad = post(conversation, { kind: 'text', text: '坏' })
  post(conversation, { kind: 'text', text: '好' })
  await waitFor(() => expect(unsent()).toMatchObject([{ state: 'failed', message: { clientId: bad }, problem: { code: 'badInput' } }]))
  expect(calls.map(({ body }) => body?.text)).toEqual(['坏', '好'])
  refuse = false
  retry(bad)
  await waitFor(() => expect(unsent()).toEqual([]))
  expect(calls[2]?.body?.clientId).toBe(bad)
})

test('what an earlier try has sent leaves the queue, though the answer shows nothing of it', async () => {
  fakeApi({ 'POST /v1/conversations/{id}/messages': { bare: 201 } })
  post(conversation, { kind: 'text', text: '灯又坏了' })
  await flushOutbox()
  expect(unsent()).toEqual([])
})

test('a message the API fails over holds back its own conversation and no other', async () => {
  const other = '0198f0aa-0000-7000-8000-00000000000d'
  const calls = fakeApi({
    'POST /v1/conversations/{id}/messages': ({ params, body }) =>
      params.id === conversation
        ? { problem: { code: 'internal', detail: '我们这边出了点问题', status: 500 } }
        : message(body.clientId, 'text' in body ? body.text : ''),
  })
  post(conversation, { kind: 'text', text: '一' })
  post(conversation, { kind: 'text', text: '二' })
  post(other, { kind: 'text', text: '三' })
  await flushOutbox()
  expect(calls.map(({ body }) => body?.text)).toEqual(['一', '三'])
  expect(unsent()).toMatchObject([
    { message: { text: '一' }, state: 'queued', problem: { code: 'internal' } },
    { message: { text: '二' }, state: 'queued' },
  ])
})
