import { kindNames } from '@doorstep/contract/requests/words'
import { screen, waitFor } from '@testing-library/react'
import { stored } from '../../../platform/device/storage'
import { moveFormerDraft } from '../../../platform/sending/file-drafts'
import { fakeApi } from '../../../testing/fake-api'
import { aCategory } from '../../../testing/requests'
import { show } from '../../../testing/show'
import { onDevice } from '../../../testing/taro'
import { emptyFiling } from './filing'
import FileRequest from './index'
import { api, drafts, tap, write } from './testing'

test('it begins anew: a complaint left half written is offered by its category and becomes no other matter', async () => {
  fakeApi(
    api({
      'GET /v1/categories': { rows: [aCategory({ code: 'noise', name: '噪声扰民' }), aCategory({ code: 'dispute', name: '邻里调解' })] },
    }),
  )
  const begun = show(<FileRequest />, { categoryCode: 'noise' })
  await write('楼上半夜唱歌')
  begun.unmount()
  const mediation = show(<FileRequest />, { categoryCode: 'dispute' })
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '')
  mediation.unmount()
  show(<FileRequest />)
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '')
  await tap('接着写：噪声扰民，楼上半夜唱歌')
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '楼上半夜唱歌')
})

test('a form left half written is there when it is opened again', async () => {
  fakeApi(api())
  const first = show(<FileRequest />, { categoryCode: 'light' })
  await write('只写了一半')
  first.unmount()
  show(<FileRequest />, { categoryCode: 'light' })
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /写一写/ })
  await waitFor(() => expect(field.value).toBe('只写了一半'))
})

test('a form that was only looked at leaves no draft, and each matter begun has one of its own', async () => {
  fakeApi(api())
  const looked = show(<FileRequest />, { categoryCode: 'light' })
  await screen.findByRole('textbox', { name: /写一写/ })
  looked.unmount()
  expect(drafts()).toEqual([])
  for (const text of ['灯坏了', '狗叫了一夜', '井盖松了']) {
    const one = show(<FileRequest />)
    await write(text)
    one.unmount()
  }
  expect(drafts()).toHaveLength(3)
  show(<FileRequest />)
  await tap('没写完的，全部 3')
  await tap('删去，接着写：灯坏了')
  expect(drafts()).toHaveLength(2)
})

test('the one draft of an earlier version comes to its category', async () => {
  stored<object>('draft.requests.file', () => undefined).set({ ...emptyFiling, categoryCode: 'light', step: 'tell', text: '旧版写的' })
  moveFormerDraft()
  fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '旧版写的')
  expect(onDevice()).not.toHaveProperty('draft.requests.file')
})

test('a request made of messages does not mix with one begun before', async () => {
  fakeApi(api())
  const begun = show(<FileRequest />, { categoryCode: 'light' })
  await write('只写了一半')
  begun.unmount()
  const talk = '019ab000-0000-7000-8000-00000000000c'
  const made = show(<FileRequest />, { categoryCode: 'light', conversationId: talk, seqs: '3,4', text: '消息里说的' })
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '消息里说的')
  made.unmount()
  show(<FileRequest />, { categoryCode: 'light' })
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '只写了一半')
})

test('a proposal that is changed first keeps its kind and answers; another one of the same messages begins with its own', async () => {
  const question = {
    code: 'floor',
    ask: '哪一层',
    type: 'singlevaluelist' as const,
    required: true,
    options: ['4 层', '5 层'],
    stopAt: null,
  }
  fakeApi({ ...api(), 'GET /v1/categories': { rows: [aCategory({ kinds: ['help', 'complaint'], questions: [question] })] } })
  const talk = { categoryCode: 'light', conversationId: '019ab000-0000-7000-8000-00000000000c', seqs: '3,4', text: '灯坏了' }
  const first = show(<FileRequest />, { ...talk, kind: 'complaint', answers: '{"floor":"4 层"}', proposal: 'a' })
  expect(await screen.findByRole('radio', { name: '4 层', checked: true })).toBeTruthy()
  expect(screen.getByRole('radio', { name: new RegExp(kindNames.complaint), checked: true })).toBeTruthy()
  first.unmount()
  const second = show(<FileRequest />, { ...talk, kind: 'help', answers: '{"floor":"5 层"}', proposal: 'b' })
  expect(await screen.findByRole('radio', { name: '5 层', checked: true })).toBeTruthy()
  second.unmount()
  show(<FileRequest />, { ...talk, kind: 'help', answers: 'not json', proposal: 'c' })
  expect(await screen.findByRole('radio', { name: '5 层', checked: false })).toBeTruthy()
})
