import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { aCase } from '../../../testing/requests'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { device } from '../../../testing/taro'
import Rate from './index'

const replied = aCase({ state: 'replied', rateBy: '2026-12-08T06:00:00.000Z' })
const choose = async (name: string) => fireEvent.click(await screen.findByRole('radio', { name }))
const submit = async (name: string) => {
  const button = await screen.findByRole('button', { name })
  await act(() => {
    fireEvent.click(button)
    return Promise.resolve()
  })
}

beforeEach(() => signedInAs())

test('a bad rating must say why, and says beforehand that somebody else will do it', async () => {
  const calls = fakeApi({ 'GET /v1/requests/{id}': replied, 'POST /v1/requests/{id}/ratings': aCase({ state: 'rework' }) })
  show(<Rate />, { id: replied.id })
  await choose('联系过')
  await choose('没解决')
  await choose('不满意')
  await submit('提交，请换人重办')
  expect(await screen.findByText(/不满意时请选一个原因/)).toBeTruthy()
  fireEvent.click(screen.getByRole('checkbox', { name: '没有修好或没解决' }))
  await submit('提交，请换人重办')
  expect(calls.find(({ key }) => key === 'POST /v1/requests/{id}/ratings')?.body).toEqual({
    contacted: true,
    solved: false,
    satisfied: 2,
    reasons: ['notFixed'],
    text: '',
  })
  expect(device.redirectTo).toHaveBeenCalled()
})

test('reasons ticked before the answer was changed to a good one are not sent', async () => {
  const calls = fakeApi({ 'GET /v1/requests/{id}': replied, 'POST /v1/requests/{id}/ratings': aCase({ state: 'closed' }) })
  show(<Rate />, { id: replied.id })
  for (const name of ['联系过', '解决了', '不满意']) await choose(name)
  fireEvent.click(screen.getByRole('checkbox', { name: '太慢' }))
  await choose('满意')
  await submit('提交评价')
  expect(calls.find(({ key }) => key === 'POST /v1/requests/{id}/ratings')?.body).toMatchObject({ satisfied: 4, reasons: [] })
})

test('no question is answered for the resident: each open one is named', async () => {
  fakeApi({ 'GET /v1/requests/{id}': replied })
  show(<Rate />, { id: replied.id })
  await submit('提交评价')
  expect(await screen.findAllByText('请选一个')).toHaveLength(3)
  await choose('联系过')
  expect(screen.getAllByText('请选一个')).toHaveLength(2)
})

test('who will read a rating is said, and of a 举报 that nobody who handles it does', async () => {
  const readers = /能看到您的评价|并把这些告诉他/
  for (const anonymous of [false, true]) {
    const id = `019ab000-0000-7000-8000-0000000000${anonymous ? 'e1' : 'e2'}`
    fakeApi({ 'GET /v1/requests/{id}': { ...replied, id, anonymous } })
    const shown = show(<Rate />, { id })
    await choose('没解决')
    await choose('不满意')
    expect(readers.test(document.body.textContent)).toBe(!anonymous)
    shown.unmount()
  }
})

test('a case that waits for no rating offers none', async () => {
  fakeApi({ 'GET /v1/requests/{id}': aCase() })
  show(<Rate />, { id: replied.id })
  expect(await screen.findByText('现在还不能评')).toBeTruthy()
})
