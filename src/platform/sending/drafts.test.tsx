import { act, renderHook } from '@testing-library/react'
import '../../testing/show'
import { fire, onDevice } from '../../testing/taro'
import { useDraft } from './drafts'
import { stored } from '../device/storage'
import { signOut } from '../api/session'
import { fakeApi } from '../../testing/fake-api'

const empty = { text: '', kind: null as string | null, photos: [] as string[] }
const form = () => renderHook(() => useDraft('requests.file', empty))

test('text typed a moment before the page goes to the background is there when it opens again', () => {
  const first = form()
  act(() => first.result.current.note({ text: '楼道灯坏了' }))
  act(() => fire('didHide'))
  expect(onDevice()).toEqual({ 'draft.requests.file': { ...empty, text: '楼道灯坏了' } })
  expect(form().result.current.values.text).toBe('楼道灯坏了')
})

test('leaving the page keeps it too', () => {
  const first = form()
  act(() => first.result.current.note({ text: '楼道灯坏了' }))
  first.unmount()
  expect(form().result.current.values.text).toBe('楼道灯坏了')
})

test('typing does not draw again, a choice does, and both are in what is sent', () => {
  let draws = 0
  const { result } = renderHook(() => {
    draws += 1
    return useDraft('requests.file', empty)
  })
  const before = draws
  act(() => result.current.note({ text: '灯' }))
  expect(draws).toBe(before)
  act(() => result.current.set({ kind: 'help' }))
  expect(draws).toBe(before + 1)
  expect(result.current.now()).toEqual({ text: '灯', kind: 'help', photos: [] })
})

test('what was being typed when somebody signed out is not written after that', async () => {
  fakeApi({ 'DELETE /v1/session': undefined })
  const first = form()
  act(() => first.result.current.note({ text: '只给我自己看' }))
  await signOut()
  first.unmount()
  expect(form().result.current.values.text).toBe('')
  const next = form()
  act(() => next.result.current.note({ text: '下一个人写的' }))
  next.unmount()
  expect(form().result.current.values.text).toBe('下一个人写的')
})

test('what arrives after the form was left is in the draft at once', () => {
  const first = form()
  act(() => first.result.current.note({ text: '楼道灯坏了' }))
  first.unmount()
  first.result.current.set({ photos: ['1'] })
  expect(form().result.current.values).toEqual({ ...empty, text: '楼道灯坏了', photos: ['1'] })
})

test('a draft that was sent or deleted after its form was left does not come back with what arrives', () => {
  const first = form()
  act(() => first.result.current.note({ text: '楼道灯坏了' }))
  first.unmount()
  stored('draft.requests.file', () => undefined).clear()
  first.result.current.set({ photos: ['1'] })
  testClock.pass(1)
  expect(onDevice()).toEqual({})
})

test('a sent form leaves nothing behind', () => {
  const first = form()
  act(() => first.result.current.note({ text: '楼道灯坏了' }))
  act(() => first.result.current.clear())
  first.unmount()
  expect(onDevice()).toEqual({})
})

test('a form that stays open after it was sent goes on from what was saved, and keeps nothing on the device', () => {
  const first = form()
  act(() => first.result.current.note({ text: '王阿姨' }))
  act(() => first.result.current.clear({ ...empty, text: '王阿姨' }))
  expect(first.result.current.values.text).toBe('王阿姨')
  first.unmount()
  expect(onDevice()).toEqual({})
})

test('a draft of an older form gives what still fits', () => {
  stored<unknown>('draft.requests.file', () => undefined).set({ text: '旧的', photos: 'not a list', gone: 1 })
  expect(form().result.current.values).toEqual({ ...empty, text: '旧的' })
})
