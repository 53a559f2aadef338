import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import StaffBinding from './index'

const tap = async () => {
  const button = await screen.findByRole('button', { name: '绑定' })
  await act(() => Promise.resolve(fireEvent.click(button)))
}
const write = (code: string) => fireEvent.input(screen.getByRole('textbox', { name: '邀请码' }), { target: { value: code } })

test('what is wrong with a code is said at its field once, until it is written anew', async () => {
  signedInAs()
  const detail = '这个邀请码不对，或者已经用过'
  fakeApi({ 'POST /v1/staff-bindings': { problem: { code: 'invitationRefused', status: 400, detail } } })
  show(<StaffBinding />)
  await tap()
  expect(screen.getByText('请填写邀请码')).toBeTruthy()
  write('ABCD1234')
  expect(screen.queryByText('请填写邀请码')).toBeNull()
  await tap()
  expect(await screen.findAllByText(detail)).toHaveLength(1)
  write('ABCD1235')
  expect(screen.queryByText(detail)).toBeNull()
})
