import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { watchNetwork } from '../../../platform/device/network'
import { stored } from '../../../platform/device/storage'
import { fakeApi } from '../../../testing/fake-api'
import { connect } from '../../../testing/taro'
import { book, bookApi, booked, held, letGo, note, open, openSheet, replaced, sent, tap, typed } from '../testing'

test('a known person books in the sheet at one tap, however often it is tapped, and the place is not let go', async () => {
  const calls = fakeApi(bookApi())
  const { unmount } = await openSheet()
  const button = await screen.findByRole('button', { name: book })
  await act(async () => {
    fireEvent.click(button)
    fireEvent.click(button)
    await Promise.resolve()
  })
  await waitFor(() => expect(replaced()).toEqual([`/resident/bookings/detail/index?id=${held.id}`]))
  expect(booked(calls)).toEqual([{ holdId: held.id }])
  unmount()
  await act(() => Promise.resolve())
  expect(letGo(calls)).toEqual([])
})

test('it says until when the place is held, until when one can cancel, and what counts after that', async () => {
  fakeApi(bookApi())
  await openSheet()
  expect(screen.getByRole('group', { name: '位置给您留着，还剩 4 分钟' })).toBeTruthy()
  expect(screen.getByText(/^明天 7:00 前可以自己取消或改时间；再晚取消，算临时取消，不计爽约/)).toBeTruthy()
  expect(screen.getByText('请准备：身份证或社保卡，空腹')).toBeTruthy()
})

test('what was typed survives closing the sheet and the page', async () => {
  fakeApi(bookApi())
  const { unmount } = await openSheet()
  await note('坐轮椅')
  await tap('button', '关闭')
  unmount()
  await openSheet()
  expect(typed(/要提前告诉/)).toBe('坐轮椅')
})

test('without network it says so at the button, and books once it is back', async () => {
  watchNetwork()
  const calls = fakeApi(bookApi())
  await openSheet()
  act(() => connect(false))
  await tap('button', /没有网络，连上后再约；您填的内容还在/)
  expect(booked(calls)).toEqual([])
  act(() => connect(true))
  await tap('button', book)
  await waitFor(() => expect(booked(calls)).toHaveLength(1))
})

test('who is not signed in is asked to in the sheet; nothing is held behind her back', async () => {
  stored<string>('session.token', () => undefined).clear()
  const calls = fakeApi(bookApi())
  open({ code: 'S-CHECK' })
  await tap('radio', /9:00 到/)
  expect(await screen.findByRole('button', { name: '登录后约 明天 9:00' })).toBeTruthy()
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/holds')
})

test('who is not signed in holds nothing by saying how many come', async () => {
  stored<string>('session.token', () => undefined).clear()
  const calls = fakeApi(bookApi())
  open()
  await tap('radio', /9:00 到/)
  await tap('button', '几个人来，加一')
  expect(await screen.findByRole('group', { name: '几个人来，2 人' })).toBeTruthy()
  expect(sent(calls, 'POST /v1/holds')).toEqual([])
})
