import { dayMs, timeMark } from '@doorstep/contract/time-words'
import { act, renderHook, waitFor } from '@testing-library/react'
import { QueryClientProvider } from '@tanstack/react-query'
import type { PropsWithChildren } from 'react'
import { fakeApi } from '../../testing/fake-api'
import '../../testing/show'
import { device, fire } from '../../testing/taro'
import { setLiveOpen } from './live-state'
import { queryClient, refresh, usePages, useRead, useSend } from './query'

const wrapper = ({ children }: PropsWithChildren) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
const row = (n: number) => ({
  id: `0198f0aa-0000-7000-8000-00000000000${n}`,
  kind: 'reply' as const,
  title: `第 ${n} 条`,
  text: '',
  target: null,
  at: '2026-11-23T06:30:00.000Z',
  read: false,
})

test('a list reads page after page by its cursor and appends', async () => {
  const calls = fakeApi({
    'GET /v1/inbox': ({ query }) =>
      query.after === 'p2' ? { rows: [row(2)], next: null, unread: 2 } : { rows: [row(1)], next: 'p2', unread: 2 },
  })
  const { result } = renderHook(() => usePages('GET /v1/inbox', { query: {} }), { wrapper })
  await waitFor(() => expect(result.current.value).toHaveLength(1))
  expect(result.current.hasMore).toBe(true)
  act(() => result.current.more())
  await waitFor(() => expect(result.current.value?.map(({ title }) => title)).toEqual(['第 1 条', '第 2 条']))
  expect(result.current.hasMore).toBe(false)
  expect(calls.map(({ query }) => query.after)).toEqual([undefined, 'p2'])
})

test('a read without network says so, and keeps what it had', async () => {
  fakeApi({ 'GET /v1/inbox': { rows: [row(1)], next: null, unread: 1 } })
  const { result } = renderHook(() => useRead('GET /v1/inbox', {}), { wrapper })
  await waitFor(() => expect(result.current.value?.unread).toBe(1))
  device.request.mockImplementation(() => Promise.reject(Object.assign(new Error(), { errMsg: 'request:fail' })))
  await act(() => result.current.again())
  await waitFor(() => expect(result.current.problem?.code).toBe('offline'))
  expect(result.current.value?.unread).toBe(1)
})

test('a page opened by a link without what it is about says so and asks nothing', async () => {
  const calls = fakeApi({})
  const { result } = renderHook(() => useRead('GET /v1/tickets/{id}', { params: { id: '' } }, { live: true }), { wrapper })
  await waitFor(() => expect(result.current.problem).toMatchObject({ code: 'incompleteLink' }))
  expect(result.current.waiting).toBe(false)
  expect(calls).toEqual([])
})

test('a hidden page is not drawn again by what arrives meanwhile; shown again, it is up to date', async () => {
  let unread = 1
  fakeApi({ 'GET /v1/inbox': () => ({ rows: [], next: null, unread }) })
  let draws = 0
  const { result } = renderHook(
    () => {
      draws += 1
      return useRead('GET /v1/inbox', {})
    },
    { wrapper },
  )
  await waitFor(() => expect(result.current.value?.unread).toBe(1))
  act(() => fire('didHide'))
  const before = draws
  unread = 2
  await act(() => refresh('GET /v1/inbox'))
  expect(draws).toBe(before)
  act(() => fire('didShow'))
  await waitFor(() => expect(result.current.value?.unread).toBe(2))
})

test('the same submission tried again after no answer carries the same key; a changed one its own', async () => {
  const keys: (string | undefined)[] = []
  device.request.mockImplementation(({ header }) => {
    keys.push(header?.['idempotency-key'])
    return Promise.reject(Object.assign(new Error(), { errMsg: 'request:fail timeout' }))
  })
  const { result } = renderHook(() => useSend('POST /v1/conversations'), { wrapper })
  const go = (gridCode: string) =>
    act(async () => {
      await result.current.send({ body: { gridCode } })
    })
  await go('990101001001001')
  await go('990101001001001')
  await go('990101001001002')
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).not.toBe(keys[0])
  expect(result.current.problem?.code).toBe('timeout')
})

test('a second tap while the first runs sends nothing more', async () => {
  let answer: (reply: { unread: number }) => void = () => undefined
  const calls = fakeApi({ 'POST /v1/inbox/read': () => new Promise((resolve) => (answer = resolve)) })
  const { result } = renderHook(() => useSend('POST /v1/inbox/read'), { wrapper })
  let both: Promise<unknown> = Promise.resolve()
  act(() => {
    both = Promise.all([result.current.send({ body: {} }), result.current.send({ body: {} })])
  })
  await waitFor(() => expect(calls).toHaveLength(1))
  expect(result.current.sending).toBe(true)
  answer({ unread: 0 })
  await act(() => both)
  expect(calls).toHaveLength(1)
  expect(result.current.sending).toBe(false)
})

test('a page that stays open over midnight words its times by the new day, and so does what the device kept', async () => {
  const text = `李明会在${timeMark('2026-11-24T01:42:00.000Z')} 前答复您`
  fakeApi({ 'GET /v1/inbox': { rows: [{ ...row(1), text }], next: null, unread: 1 } })
  const { result } = renderHook(() => useRead('GET /v1/inbox', { query: { unread: '1' } }), { wrapper })
  await waitFor(() => expect(result.current.value?.rows[0]?.text).toBe('李明会在明天 9:42 前答复您'))
  device.request.mockImplementation(() => Promise.reject(Object.assign(new Error(), { errMsg: 'request:fail' })))
  act(() => fire('didHide'))
  testClock.pass(dayMs / 1000)
  act(() => fire('didShow'))
  expect(result.current.value?.rows[0]?.text).toBe('李明会在今天 9:42 前答复您')
})

test('what no hint of the socket tells of is polled though the socket is open', async () => {
  let unread = 1
  fakeApi({ 'GET /v1/inbox': () => ({ rows: [], next: null, unread: unread++ }) })
  setLiveOpen(true)
  const { result, unmount } = renderHook(() => useRead('GET /v1/inbox', {}, { live: 'unhinted' }), { wrapper })
  await waitFor(() => expect(result.current.value?.unread).toBeGreaterThan(1), { timeout: 20_000 })
  unmount()
  setLiveOpen(false)
}, 30_000)
