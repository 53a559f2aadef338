import { screen, waitFor } from '@testing-library/react'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { aCategory } from '../../../testing/requests'
import { show } from '../../../testing/show'
import FileRequest from './index'
import { api, filedWith, submit, tap, write } from './testing'
import type { Similar } from './use-similar'

const light = aCategory()
const aSimilar = (over: Partial<Similar> = {}): Similar => ({
  id: '0198f0aa-0000-7000-8000-000000000501',
  categoryName: light.name,
  place: '槐树里 3 号楼',
  filedOn: '2026-11-20',
  closedOn: null,
  state: 'handling',
  yours: false,
  following: false,
  token: `1795415400000.${'a'.repeat(43)}`,
  number: null,
  ...over,
})
const told = (rows: Similar[], more: Answers = {}) =>
  api({
    'POST /v1/category-suggestions': { rows: [{ code: light.code, name: light.name }] },
    'POST /v1/similar-requests': { rows },
    ...more,
  })
const asked = (calls: ReturnType<typeof fakeApi>) => calls.filter(({ key }) => key === 'POST /v1/similar-requests')

test('what is likely the same is shown once words have settled, and 提交 stays where it is', async () => {
  const calls = fakeApi(told([aSimilar()]))
  show(<FileRequest />)
  await write('楼道灯坏了')
  await write('楼道灯坏了三天')
  expect(await screen.findByText('楼道灯、路灯不亮 · 槐树里 3 号楼')).toBeTruthy()
  expect(screen.getByText(/^办理中 · .*11月20日.*提交$/)).toBeTruthy()
  expect(asked(calls).at(-1)?.body).toMatchObject({ categoryCode: light.code, kind: 'help', text: '楼道灯坏了三天' })
  await submit()
  await waitFor(() => expect(filedWith(calls)).toHaveLength(1))
})

test('我也遇到 follows it and says what comes; she may still file her own', async () => {
  const calls = fakeApi(told([aSimilar()], { 'PUT /v1/requests/{id}/follow': undefined }))
  show(<FileRequest />)
  await write('楼道灯坏了三天')
  await tap('我也遇到')
  expect(await screen.findByText(/已跟进：受理、答复、办结和超时都会告诉您/)).toBeTruthy()
  expect(calls.find(({ key }) => key === 'PUT /v1/requests/{id}/follow')?.body).toEqual({ token: aSimilar().token })
  expect(screen.getByText(/不能催办、评价或撤回/)).toBeTruthy()
  expect(screen.getByRole('button', { name: '提交' })).toBeTruthy()
})

test('what closed is asked about: 又坏了 goes along with her own', async () => {
  const closed = aSimilar({ state: 'closed', closedOn: '2026-11-19', token: null })
  const calls = fakeApi(told([closed]))
  show(<FileRequest />)
  await write('楼道灯坏了三天')
  expect(await screen.findByText(/办结，又坏了？/)).toBeTruthy()
  await tap('又坏了')
  expect(screen.getByText('提交后，办理的人会看到这是又坏了。')).toBeTruthy()
  await submit()
  await waitFor(() => expect(filedWith(calls)).toMatchObject([{ againOf: closed.id }]))
})

test('a refusal to follow stands beside it; without words nothing is asked', async () => {
  const over = { problem: { code: 'followOver' as const, detail: '这件事已经有结果，不能再跟进了' } }
  const calls = fakeApi(told([aSimilar()], { 'PUT /v1/requests/{id}/follow': over }))
  show(<FileRequest />)
  expect(asked(calls)).toEqual([])
  await write('楼道灯坏了三天')
  await tap('我也遇到')
  expect(await screen.findByText('这件事已经有结果，不能再跟进了')).toBeTruthy()
})

test('nothing is asked for a 举报', async () => {
  const secret = aCategory({ code: 'misconduct', name: '举报干部', kinds: ['report'] })
  const others = fakeApi(
    told([aSimilar()], {
      'GET /v1/categories': { rows: [secret] },
      'POST /v1/category-suggestions': { rows: [{ code: secret.code, name: secret.name }] },
    }),
  )
  show(<FileRequest />)
  await write('有干部收钱')
  expect(await screen.findByText('像是 举报干部')).toBeTruthy()
  expect(asked(others)).toEqual([])
})
