import { fireEvent, screen } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { aCategory } from '../../../testing/requests'
import { show } from '../../../testing/show'
import { device } from '../../../testing/taro'
import FileRequest from './index'
import { api, gasLeak, pick, submit, tap, write } from './testing'

test('an emergency category stops the form and offers the phone to call', async () => {
  const calls = fakeApi(api())
  show(<FileRequest />)
  await pick(/闻到燃气味/)
  expect(screen.queryByRole('textbox')).toBeNull()
  await tap('拨打燃气抢修 0999-0000777')
  expect(device.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '0999-0000777' })
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/requests')
})

const trapped = {
  code: 'trapped',
  ask: '现在有人困在里面吗',
  type: 'singlevaluelist' as const,
  required: true,
  options: ['没有', '有'],
  stopAt: '有',
}

test('an answer that means danger stops the form too', async () => {
  fakeApi(api({ 'GET /v1/categories': { rows: [aCategory({ questions: [trapped] })] } }))
  show(<FileRequest />, { categoryCode: 'light' })
  fireEvent.click(await screen.findByRole('radio', { name: '有' }))
  expect(await screen.findByRole('button', { name: /119/ })).toBeTruthy()
})

test('a form that an answer stops says what to do first, not how to fill it in, and what was written stays', async () => {
  const lift = aCategory({ code: 'lift', name: '电梯坏了', hint: '写明几单元，停在几层', questions: [trapped] })
  fakeApi(api({ 'GET /v1/categories': { rows: [lift] } }))
  show(<FileRequest />, { categoryCode: 'lift' })
  await write('停在四楼了')
  fireEvent.click(await screen.findByRole('radio', { name: '有' }))
  expect(await screen.findByText(/不要扒门/)).toBeTruthy()
  expect(screen.queryByText('写明几单元，停在几层')).toBeNull()
  expect(screen.getByRole('button', { name: '拨打电梯救援 96333' })).toBeTruthy()
  await tap('不是紧急情况，改回答')
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '停在四楼了')
  expect(screen.getByRole('radio', { name: '有' }).getAttribute('aria-checked')).toBe('false')
})

test('what the form tells of is answered with the phone at once, and can still be filed', async () => {
  fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  await write('煤气漏了，楼道灯也坏了')
  expect(await screen.findByText(/先关阀、开窗/)).toBeTruthy()
  await submit()
  expect(await screen.findByText('槐3-261123-01')).toBeTruthy()
})

test('changed to an emergency and back, what was written goes along into the category chosen then', async () => {
  const pets = aCategory({ code: 'pets', name: '养犬' })
  fakeApi(api({ 'GET /v1/categories': { rows: [aCategory(), gasLeak, pets] } }))
  show(<FileRequest />, { categoryCode: 'light' })
  await write('狗叫了一夜')
  await pick(/^闻到燃气味/)
  expect(await screen.findByText(/您写的内容还在/)).toBeTruthy()
  await tap('不是紧急情况，回去改')
  await pick(/^养犬/)
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '狗叫了一夜')
})

test('nothing written, an emergency does not say that it is kept', async () => {
  fakeApi(api())
  show(<FileRequest />)
  await pick(/闻到燃气味/)
  expect(await screen.findByText(/来不及处理紧急情况/)).toBeTruthy()
  expect(screen.queryByText(/您写的内容还在/)).toBeNull()
})
