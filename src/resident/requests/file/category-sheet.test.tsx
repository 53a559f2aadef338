import type { Category } from '@doorstep/contract/requests/views'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { aCategory } from '../../../testing/requests'
import { show } from '../../../testing/show'
import FileRequest from './index'
import { api, drafts, pick, tap, write } from './testing'

const finding =
  (rows: Category[]) =>
  ({ query: { q } = {} }: { query?: { q?: string | undefined } }) => ({
    rows: rows.filter(({ name }) => q === undefined || name.includes(q)),
  })

test.each([
  ['煤气', '拨打 119 火警'],
  ['老伴摔倒', '拨打 120 急救'],
  ['电梯困人', '拨打 96333 电梯救援'],
  ['着火', '拨打 119 火警'],
  ['什么也找不到的词', '拨打 120 急救'],
])('searched for %s, the numbers to call are there whatever is found', async (words, call) => {
  fakeApi(api({ 'GET /v1/categories': finding([aCategory()]) }))
  show(<FileRequest />)
  expect(screen.getByRole('button', { name: '拨打 120 急救' })).toBeTruthy()
  await tap(/，是哪类事$/)
  const sheet = within(screen.getByRole('dialog'))
  const search = await sheet.findByRole('textbox', { name: /找一找/ })
  expect(sheet.getByRole('button', { name: '拨打 120 急救' })).toBeTruthy()
  fireEvent.input(search, { target: { value: words } })
  expect(await sheet.findByRole('button', { name: call })).toBeTruthy()
  // Whoever tells of danger is not advised to make a suggestion.
  await waitFor(() => expect(screen.queryByText(/给社区提建议/) !== null).toBe(words === '什么也找不到的词'))
})

test('a category is found by what the API finds for words, and offline by its name', async () => {
  const rows = [aCategory({ code: 'noise', name: '噪声扰民' }), aCategory({ code: 'pets', name: '养犬' })]
  let online = true
  fakeApi(
    api({
      'GET /v1/categories': ({ query: { q } }) => {
        if (!online) throw new Error('request:fail timeout')
        return { rows: q === 'zaosheng' ? rows.slice(0, 1) : rows }
      },
    }),
  )
  show(<FileRequest />)
  await tap(/，是哪类事$/)
  const search = await screen.findByRole('textbox', { name: /找一找/ })
  expect(await screen.findByRole('button', { name: /^养犬/ })).toBeTruthy()
  fireEvent.input(search, { target: { value: 'zaosheng' } })
  await waitFor(() => expect(screen.queryByRole('button', { name: /^养犬/ })).toBeNull())
  expect(await screen.findByRole('button', { name: /^噪声扰民/ })).toBeTruthy()
  online = false
  fireEvent.input(search, { target: { value: '养' } })
  expect(await screen.findByRole('button', { name: /^养犬/ })).toBeTruthy()
  await waitFor(() => expect(screen.queryByRole('button', { name: /^噪声扰民/ })).toBeNull())
})

test('changed to another category, what was written goes along, and is one draft only', async () => {
  fakeApi(
    api({
      'GET /v1/categories': { rows: [aCategory({ code: 'noise', name: '噪声扰民' }), aCategory({ code: 'pets', name: '养犬' })] },
    }),
  )
  const form = show(<FileRequest />, { categoryCode: 'noise' })
  await write('狗叫了一夜')
  await pick(/^养犬/)
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '狗叫了一夜')
  form.unmount()
  expect(drafts()).toMatchObject([{ text: '狗叫了一夜', categoryCode: 'pets' }])
})
