import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { aCategory } from '../../../testing/requests'
import { show } from '../../../testing/show'
import FileRequest from './index'
import { api, filedWith, tap, write } from './testing'

test('before sending it says who gets it and by when; after, the receipt number', async () => {
  fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  await write('楼道灯坏了三天')
  expect(await screen.findByText(/给李明，.*14:00 前答复您/)).toBeTruthy()
  await tap(/14:00 前答复您，依据$/)
  const sheet = within(screen.getByRole('dialog'))
  expect(sheet.getByText(/交给 网格员 李明/)).toBeTruthy()
  expect(sheet.getByText('谁能看到什么')).toBeTruthy()
  expect(sheet.getByText('依据：公共照明属急修类，24 小时内处理')).toBeTruthy()
  expect(sheet.getByText('楼道灯坏了三天')).toBeTruthy()
  await tap('确认提交')
  expect(await screen.findByText('槐3-261123-01')).toBeTruthy()
})

test('nothing said is pointed out at the field, and nothing is sent', async () => {
  const calls = fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  await tap('提交')
  expect(await screen.findByText('请写几句、拍张照片或说一段话')).toBeTruthy()
  expect(filedWith(calls)).toEqual([])
})

test('an error goes away as soon as its answer is right, and stays while it is not', async () => {
  const floor = { code: 'floor', ask: '停在几层', type: 'string' as const, required: true, options: [], stopAt: null }
  fakeApi(api({ 'GET /v1/categories': { rows: [aCategory({ questions: [floor] })] } }))
  show(<FileRequest />, { categoryCode: 'light' })
  await screen.findByRole('textbox', { name: '停在几层' })
  await tap('提交')
  expect(await screen.findByText('这一项要回答')).toBeTruthy()
  expect(screen.getByText('请写几句、拍张照片或说一段话')).toBeTruthy()
  await write('灯坏了')
  await waitFor(() => expect(screen.queryByText('请写几句、拍张照片或说一段话')).toBeNull())
  expect(screen.getByText('这一项要回答')).toBeTruthy()
  fireEvent.input(screen.getByRole('textbox', { name: '停在几层' }), { target: { value: '4 层' } })
  await waitFor(() => expect(screen.queryByText('这一项要回答')).toBeNull())
  expect(screen.queryByText(/还有几处没填好/)).toBeNull()
})
