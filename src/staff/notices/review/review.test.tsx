import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { fakeApi } from '../../../testing/fake-api'
import { aStaffNotice } from '../../../testing/notices'
import { show, signedInAs } from '../../../testing/show'
import ReviewNotice from './index'

const { id } = aStaffNotice()
const tap = async (name: string) => {
  const button = await screen.findByRole('button', { name })
  await act(async () => {
    fireEvent.click(button)
    await Promise.resolve()
  })
}

beforeEach(() => signedInAs())

test('before it is submitted, its writer sees whom it reaches and submits it', async () => {
  const calls = fakeApi({
    'GET /v1/staff/notices/{id}': aStaffNotice(),
    'POST /v1/notices/{id}/submit': aStaffNotice({ state: 'review' }),
  })
  show(<ReviewNotice />, { id })
  expect(await screen.findByText('612 人')).toBeTruthy()
  await tap('提交审核')
  expect(calls.map(({ key }) => key)).toContain('POST /v1/notices/{id}/submit')
})

test('its writer has no button to approve it', async () => {
  fakeApi({ 'GET /v1/staff/notices/{id}': aStaffNotice({ state: 'review' }) })
  show(<ReviewNotice />, { id })
  expect(await screen.findByText('等另一位同志审核，通过后马上发给 612 人')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '通过并发布' })).toBeNull()
  expect(screen.queryByRole('button', { name: '退回修改' })).toBeNull()
})

test('the second person gives it back only with a reason', async () => {
  const calls = fakeApi({
    'GET /v1/staff/notices/{id}': aStaffNotice({ state: 'review', as: ['reviewer'] }),
    'POST /v1/notices/{id}/return': aStaffNotice({ returnedReason: '请写明恢复时间' }),
  })
  show(<ReviewNotice />, { id })
  expect(await screen.findByRole('button', { name: '通过并发布' })).toBeTruthy()
  await tap('退回修改')
  await tap('退回修改')
  expect(await screen.findByText('请写一句原因')).toBeTruthy()
  fireEvent.input(screen.getByRole('textbox', { name: '哪里要改' }), { target: { value: '请写明恢复时间' } })
  expect(screen.queryByText('请写一句原因')).toBeNull()
  await tap('退回修改')
  await waitFor(() =>
    expect(calls.filter(({ key }) => key === 'POST /v1/notices/{id}/return').map(({ body }) => body)).toEqual([
      { reason: '请写明恢复时间' },
    ]),
  )
})
