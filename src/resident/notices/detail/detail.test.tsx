import { fireEvent, screen, waitFor } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { aNotice, aSecretary } from '../../../testing/notices'
import { show, signedInAs } from '../../../testing/show'
import NoticeDetailPage from './index'

const id = aNotice().id
const reader = 'PUT /v1/notices/{id}/reader'

test('opening a notice counts one view of a signed-in reader', async () => {
  signedInAs()
  const calls = fakeApi({
    'GET /v1/session': aSecretary(),
    'GET /v1/notices/{id}': aNotice(),
    [reader]: { views: 121, likes: 12, liked: false, favourite: false },
  })
  show(<NoticeDetailPage />, { id })
  expect(await screen.findByText('请提前存水。')).toBeTruthy()
  await waitFor(() => expect(calls.filter(({ key }) => key === reader)).toMatchObject([{ body: {} }]))
})

test('somebody who is not signed in reads it, and is not signed in for being counted', async () => {
  const calls = fakeApi({ 'GET /v1/notices/{id}': aNotice() })
  show(<NoticeDetailPage />, { id })
  expect(await screen.findByText('请提前存水。')).toBeTruthy()
  expect(calls.map(({ key, query }) => [key, query])).toEqual([['GET /v1/notices/{id}', {}]])
})

test('a like is switched and its number follows', async () => {
  signedInAs()
  const calls = fakeApi({
    'GET /v1/session': aSecretary(),
    'GET /v1/notices/{id}': aNotice({ read: true }),
    [reader]: ({ body }) => ({ views: 120, likes: body.liked ? 13 : 12, liked: body.liked ?? false, favourite: false }),
  })
  show(<NoticeDetailPage />, { id })
  fireEvent.click(await screen.findByRole('button', { name: '赞 12' }))
  expect(await screen.findByRole('button', { name: '赞 13，已赞，再点取消' })).toBeTruthy()
  expect(calls.filter(({ key }) => key === reader).map(({ body }) => body)).toContainEqual({ liked: true })
})

test('a notice kept in the same breath as it is liked is both liked and kept', async () => {
  signedInAs()
  const calls = fakeApi({
    'GET /v1/session': aSecretary(),
    'GET /v1/notices/{id}': aNotice({ read: true }),
    [reader]: ({ body }) => ({ views: 120, likes: body.liked ? 13 : 12, liked: body.liked ?? false, favourite: body.favourite ?? false }),
  })
  show(<NoticeDetailPage />, { id })
  fireEvent.click(await screen.findByRole('button', { name: '赞 12' }))
  fireEvent.click(screen.getByRole('button', { name: '收藏' }))
  expect(await screen.findByRole('button', { name: '已收藏，再点取消' })).toBeTruthy()
  expect(await screen.findByRole('button', { name: '赞 13，已赞，再点取消' })).toBeTruthy()
  const bodies = calls.filter(({ key }) => key === reader).map(({ body }) => body)
  expect(bodies).toContainEqual({ liked: true })
  expect(bodies).toContainEqual({ favourite: true })
})

test('a withdrawn notice says so and why, and offers nothing to do with it', async () => {
  fakeApi({ 'GET /v1/notices/{id}': aNotice({ withdrawn: true, text: '', withdrawnReason: '停水改期到 27 日' }) })
  show(<NoticeDetailPage />, { id })
  expect(await screen.findByText('这条公告已经撤回，请不要再按它办')).toBeTruthy()
  expect(screen.getByText('撤回原因：停水改期到 27 日')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /赞/ })).toBeNull()
})

test('its letters can be made larger and come back', async () => {
  fakeApi({ 'GET /v1/notices/{id}': aNotice() })
  show(<NoticeDetailPage />, { id })
  fireEvent.click(await screen.findByRole('button', { name: '把字放大' }))
  fireEvent.click(screen.getByRole('button', { name: '字回到原来大小' }))
  expect(screen.getByRole('button', { name: '把字放大' })).toBeTruthy()
})
