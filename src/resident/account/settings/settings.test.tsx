import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { setElder } from '../../../platform/device/elder'
import { aResident } from '../../../testing/grids'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import Settings from './index'

const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => Promise.resolve(fireEvent.click(button)))
}
const write = async (name: string, value: string) => fireEvent.input(await screen.findByRole('textbox', { name }), { target: { value } })

test('a number that cannot be one is said at its field and not sent', async () => {
  signedInAs()
  const calls = fakeApi({ 'GET /v1/session': aResident(), 'PUT /v1/account': aResident() })
  show(<Settings />)
  await write('电话', '12')
  await tap('保存')
  expect(await screen.findByText('请填写正确的电话号码，例如 13800000000')).toBeTruthy()
  expect(calls.map(({ key }) => key)).not.toContain('PUT /v1/account')
  await write('电话', '13800000000')
  expect(screen.queryByText('请填写正确的电话号码，例如 13800000000')).toBeNull()
})

test('an empty phone field leaves the masked number as it is; deleting it is its own button', async () => {
  signedInAs()
  const calls = fakeApi({ 'GET /v1/session': aResident(), 'PUT /v1/account': aResident() })
  show(<Settings />)
  await write('怎么称呼您', '赵阿姨')
  await tap('保存')
  await screen.findByText('保存好了')
  await tap(/删掉留的电话/)
  await screen.findByText('电话已删掉')
  expect(calls.filter(({ key }) => key === 'PUT /v1/account').map(({ body }) => body)).toEqual([{ name: '赵阿姨' }, { phone: null }])
})

test('the size of type can be chosen without an account', async () => {
  fakeApi({})
  show(<Settings />)
  const largest = screen.getByRole('radio', { name: '最大' })
  await act(() => Promise.resolve(fireEvent.click(largest)))
  expect(screen.getByRole('radio', { name: '最大' }).getAttribute('aria-checked')).toBe('true')
  await act(() => Promise.resolve(fireEvent.click(screen.getByRole('radio', { name: '跟随微信' }))))
  expect(screen.getByRole('radio', { name: '跟随微信' }).getAttribute('aria-checked')).toBe('true')
})

test('saying one is 60 is one switch without proof, and offers the larger type', async () => {
  signedInAs()
  const calls = fakeApi({ 'GET /v1/session': aResident(), 'PUT /v1/account': aResident() })
  show(<Settings />)
  const sixty = await screen.findByRole('switch', { name: /我已满 60 岁/ })
  await act(() => Promise.resolve(fireEvent.click(sixty)))
  expect(calls.find(({ key }) => key === 'PUT /v1/account')?.body).toEqual({ elder: true })
  await tap('换成长辈版')
  expect(screen.getByRole('switch', { name: /^长辈版/ }).getAttribute('aria-checked')).toBe('true')
  act(() => setElder(false))
})
