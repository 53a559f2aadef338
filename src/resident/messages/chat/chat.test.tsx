import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import type { Conversation, Message } from '@doorstep/contract/messages'
import { newId } from '../../../platform/api/ids'
import { watchNetwork } from '../../../platform/device/network'
import { watchOutbox } from '../../../platform/sending/outbox-queue'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { aConversation, aGridCard, aMessage } from '../../../testing/conversations'
import { aCase, aCategory } from '../../../testing/requests'
import { connect, device } from '../../../testing/taro'
import { ProposalCard } from '../../../parts/conversation/special'
import ChatPage from './index'

/** Starts a fake API with one conversation, which also accepts messages. */
function talk(rows: Message[], over: Partial<Conversation> = {}, also: Answers = {}) {
  const id = newId()
  const stored = [...rows]
  const conversation = () => aConversation({ id, lastSeq: stored.length, ...over })
  const calls = fakeApi({
    'GET /v1/conversations/{id}': conversation,
    'POST /v1/conversations': conversation,
    'GET /v1/grids/{code}': aGridCard(),
    'GET /v1/conversations/{id}/messages': ({ query }) => {
      const limit = Number(query.limit ?? 50)
      const found = query.after
        ? stored.filter(({ seq }) => seq > Number(query.after)).slice(0, limit)
        : stored.filter(({ seq }) => seq < Number(query.before ?? Infinity)).slice(-limit)
      return { rows: found, lastSeq: stored.length, theirDelivered: 0, theirRead: 0 }
    },
    'POST /v1/conversations/{id}/messages': ({ body }) => {
      const had = stored.find(({ clientId }) => clientId === body.clientId)
      if (had) return had
      const text = body.kind === 'text' ? body.text : ''
      const sent = aMessage(stored.length + 1, { from: 'me', name: '赵女士', clientId: body.clientId, id: newId(), kind: body.kind, text })
      stored.push(sent)
      return sent
    },
    'PUT /v1/conversations/{id}/marks': undefined,
    'GET /v1/session': { problem: { code: 'signInNeeded', detail: '', status: 401 } },
    ...also,
  })
  return { id, calls, stored }
}

const field = () => screen.findByRole('textbox', { name: '写给李明' })
const write = async (text: string) => fireEvent.input(await field(), { target: { value: text } })
const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(async () => {
    fireEvent.click(button)
    await Promise.resolve()
  })
}
const say = async (text: string) => {
  await write(text)
  await tap('发送')
}

beforeEach(() => signedInAs())

test('what the grid member said stands there, and reading it is told once', async () => {
  const { id, calls } = talk([aMessage(1, { from: 'me', name: '赵女士' }), aMessage(2, { text: '我下午去看' })])
  show(<ChatPage />, { id })
  expect(await screen.findByText('我下午去看')).toBeTruthy()
  await waitFor(() => expect(calls.filter(({ key }) => key === 'PUT /v1/conversations/{id}/marks')).toHaveLength(1))
  expect(calls.find(({ key }) => key === 'PUT /v1/conversations/{id}/marks')?.body).toEqual({ delivered: 2, read: 2 })
})

test('a message is sent once and the field is empty again', async () => {
  const { id, stored } = talk([])
  show(<ChatPage />, { id })
  await say('楼道灯坏了')
  await waitFor(() => expect(stored).toMatchObject([{ text: '楼道灯坏了' }]))
  expect(await screen.findByText('楼道灯坏了')).toBeTruthy()
  expect(await field()).toMatchObject({ value: '' })
})

test('without network a message is shown as waiting, and goes out once when the network is back', async () => {
  watchNetwork()
  watchOutbox()
  const { id, stored } = talk([aMessage(1)])
  show(<ChatPage />, { id })
  await screen.findByText('第 1 句')
  const answer = device.request.getMockImplementation()
  device.request.mockRejectedValue(new Error('request:fail'))
  act(() => connect(false))
  await say('停电了')
  expect(await screen.findByText('待发送，有网络时自动发出')).toBeTruthy()
  expect(screen.getAllByText('停电了')).toHaveLength(1)
  expect(stored).toHaveLength(1)

  if (answer) device.request.mockImplementation(answer)
  await act(async () => {
    connect(true)
    await Promise.resolve()
  })
  await waitFor(() => expect(stored.map(({ text }) => text)).toEqual(['第 1 句', '停电了']))
  await waitFor(() => expect(screen.queryByText(/待发送/)).toBeNull())
  expect(screen.getAllByText('停电了')).toHaveLength(1)
})

test('a message that is refused says why and can be sent again or deleted', async () => {
  const refused = { problem: { code: 'badInput' as const, detail: '这段话里有微信不允许发送的内容，请修改后再发', status: 400 } }
  const { id } = talk([aMessage(1)], {}, { 'POST /v1/conversations/{id}/messages': refused })
  show(<ChatPage />, { id })
  await screen.findByText('第 1 句')
  await say('不让发的话')
  expect(await screen.findByText(/^没有发出：这段话里有微信不允许发送的内容/)).toBeTruthy()
  expect(screen.getByRole('button', { name: '再发一次' })).toBeTruthy()
  await tap('删除')
  expect(screen.queryByText('不让发的话')).toBeNull()
})

test('what was typed and not sent is there when the conversation is opened again', async () => {
  const { id } = talk([aMessage(1)])
  const { unmount } = show(<ChatPage />, { id })
  await write('还没写完')
  unmount()
  show(<ChatPage />, { id })
  expect(await field()).toMatchObject({ value: '还没写完' })
})

test('chosen messages become a request: the form opens with them and their words', async () => {
  const said = [
    aMessage(1, { from: 'me', text: '灯坏了' }),
    aMessage(2, { text: '哪一层' }),
    aMessage(3, { from: 'me', text: '四层到五层' }),
  ]
  const { id } = talk(said)
  show(<ChatPage />, { id })
  await tap('转为诉求')
  for (const words of [/灯坏了/, /四层到五层/]) fireEvent.click(screen.getByRole('checkbox', { name: words }))
  expect(screen.getByText('已选 2 条')).toBeTruthy()
  await tap('下一步')
  const url = `/resident/requests/file/index?conversationId=${id}&seqs=${encodeURIComponent('1,3')}&text=${encodeURIComponent('灯坏了\n四层到五层')}`
  expect(device.navigateTo).toHaveBeenCalledWith({ url })
})

const proposal = { categoryCode: 'light', text: '2 单元四层到五层的灯坏了', seqs: [1] }
const proposed = (over: object = {}) => [
  aMessage(1, { from: 'me' }),
  aMessage(2, { kind: 'proposal', text: proposal.text, proposal: { ...proposal, ...over } }),
]

test('what the grid member proposes is filed in one tap, with what he asked beforehand', async () => {
  const answers = [{ code: 'floor', value: '4 层' }]
  const { id, calls } = talk(
    proposed({ kind: 'complaint', answers }),
    {},
    {
      'GET /v1/categories': { rows: [aCategory({ kinds: ['help', 'complaint'] })] },
      'POST /v1/requests': aCase(),
    },
  )
  show(<ChatPage />, { id })
  expect(await screen.findByText('李明建议把这件事转为诉求')).toBeTruthy()
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('GET /v1/categories'))
  await act(() => Promise.resolve())
  await tap('确认并提交')
  await waitFor(() => expect(device.navigateTo).toHaveBeenCalledWith({ url: `/resident/requests/detail/index?id=${aCase().id}` }))
  expect(calls.find(({ key }) => key === 'POST /v1/requests')?.body).toEqual({
    kind: 'complaint',
    categoryCode: 'light',
    text: proposal.text,
    answers,
    fromMessages: { conversationId: id, seqs: [1], proposalId: aMessage(2).id },
  })
})

test.each([
  ['she wants to change it', '先改一改', {}],
  ['something is still missing', '确认并提交', { problem: { code: 'answersNeeded', detail: '还有几个问题没回答', status: 400 } }],
] as const)('where %s, the form opens filled in', async (_, button, answer) => {
  const { id, calls } = talk(
    proposed(),
    {},
    {
      'GET /v1/categories': { rows: [aCategory({ kinds: ['help'] })] },
      ...('problem' in answer && { 'POST /v1/requests': answer }),
    },
  )
  show(<ChatPage />, { id })
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('GET /v1/categories'))
  await act(() => Promise.resolve())
  await tap(button)
  const url = `/resident/requests/file/index?conversationId=${id}&categoryCode=light&seqs=1&text=${encodeURIComponent(proposal.text)}&proposal=${aMessage(2).id}`
  await waitFor(() => expect(device.navigateTo).toHaveBeenCalledWith({ url }))
})

test('the card shows the kind and the answers given beforehand, and 先改一改 takes them along', async () => {
  const answers = [{ code: 'floor', value: ['4 层', '5 层'] }]
  const question = {
    code: 'floor',
    ask: '哪几层',
    type: 'multivaluelist' as const,
    required: true,
    options: ['4 层', '5 层'],
    stopAt: null,
  }
  const { id } = talk(
    proposed({ kind: 'complaint', answers }),
    {},
    { 'GET /v1/categories': { rows: [aCategory({ kinds: ['help', 'complaint'], questions: [question] })] } },
  )
  show(<ChatPage />, { id })
  expect(await screen.findByText('哪几层：4 层、5 层')).toBeTruthy()
  expect(screen.getByText(/^楼道灯、路灯不亮 · /)).toBeTruthy()
  await tap('先改一改')
  const along = new RegExp(`&kind=complaint&proposal=[^&]+&answers=${encodeURIComponent('{"floor":["4 层","5 层"]}')}`)
  await waitFor(() => expect(device.navigateTo).toHaveBeenCalledWith({ url: expect.stringMatching(along) as string }))
})

describe('what became of a proposal stands on its card', () => {
  const filedOf = (seq: number, answers?: string) =>
    aMessage(seq, { kind: 'system', from: 'system', text: '已转为诉求', requestId: newId(), ...(answers && { answers }) })
  const cards = () => [
    screen.queryAllByRole('button', { name: '已提交，看办到哪了' }).length,
    screen.queryAllByRole('button', { name: '确认并提交' }).length,
    screen.queryAllByText('这一份没有提交，已换成后面新的一份').length,
  ]
  const [asked, first] = proposed()
  if (!asked || !first) throw new Error('no proposal')
  const second = { ...first, seq: 4, id: newId(), clientId: newId() }

  test.each([
    ['open, though another request was made of messages meanwhile', [asked, first, filedOf(3)], [0, 1, 0]],
    ['filed, whatever stands in between', [asked, first, filedOf(3), filedOf(5, first.id)], [1, 0, 0]],
    ['replaced by the next one', [asked, first, second], [0, 1, 1]],
    ['replaced, though the next one was filed', [asked, first, second, filedOf(5, second.id)], [1, 0, 1]],
    ['filed, both', [asked, first, filedOf(3, first.id), second, filedOf(5, second.id)], [2, 0, 0]],
  ])('%s', async (_, rows, expected) => {
    const { id } = talk(rows, {}, { 'GET /v1/categories': { rows: [aCategory()] } })
    show(<ChatPage />, { id })
    await screen.findAllByText('李明建议把这件事转为诉求')
    expect(cards()).toEqual(expected)
  })

  const old = (message: Message) => ({ ...message, at: '2026-11-15T01:00:00.000Z' })

  test('over, when nobody answered for a week: it cannot be confirmed any more, and says how to have it again', async () => {
    const { id } = talk([old(asked), old(first)], {}, { 'GET /v1/categories': { rows: [aCategory()] } })
    show(<ChatPage />, { id })
    expect(await screen.findByText('已过期，没有提交。还要办，请说一声，可以再建议一次')).toBeTruthy()
    expect(cards()).toEqual([0, 0, 0])
    expect(screen.queryByRole('button', { name: '再建议一次' })).toBeNull()
  })

  test('the team makes one that is over anew in one tap, with the same words', async () => {
    const calls = fakeApi({ 'GET /v1/categories': { rows: [aCategory()] }, 'POST /v1/conversations/{id}/proposals': first })
    const message = { ...old(first), from: 'me' as const }
    show(<ProposalCard id="p" message={message} side="team" conversationId={newId()} fate={{ is: 'open' }} />)
    expect(screen.getByText('已过期，居民没有确认，没有提交')).toBeTruthy()
    await tap('再建议一次')
    await waitFor(() =>
      expect(calls.find(({ key }) => key === 'POST /v1/conversations/{id}/proposals')?.body).toMatchObject({ ...proposal }),
    )
  })

  test('one that was filed elsewhere says so when it is confirmed, and leads to the request', async () => {
    const next = [{ does: 'myRequest' as const, label: '看办到哪了', id: aCase().id }]
    const detail = '网格员建议的这件事已经提交过，不用再交一次'
    const problem = { code: 'proposalAnswered' as const, detail, status: 409, next }
    const { id, calls } = talk(
      proposed(),
      {},
      { 'GET /v1/categories': { rows: [aCategory({ kinds: ['help'] })] }, 'POST /v1/requests': { problem } },
    )
    show(<ChatPage />, { id })
    await waitFor(() => expect(calls.map(({ key }) => key)).toContain('GET /v1/categories'))
    await act(() => Promise.resolve())
    await tap('确认并提交')
    expect(await screen.findByText(detail)).toBeTruthy()
    await tap('看办到哪了')
    expect(device.navigateTo).toHaveBeenCalledWith({ url: `/resident/requests/detail/index?id=${aCase().id}` })
  })
})

test('a long conversation draws its last forty messages, older ones on demand', async () => {
  const { id } = talk(Array.from({ length: 100 }, (_, n) => aMessage(n + 1)))
  show(<ChatPage />, { id })
  expect(await screen.findByText('第 100 句')).toBeTruthy()
  expect(screen.getAllByText(/^第 \d+ 句$/)).toHaveLength(40)
  await tap('看更早的')
  await waitFor(() => expect(screen.getAllByText(/^第 \d+ 句$/)).toHaveLength(80))
  await tap('看更早的')
  expect(await screen.findByText('第 1 句')).toBeTruthy()
  expect(screen.getByText('对话从这里开始')).toBeTruthy()
})

test('opened with a grid, the conversation with its team is opened; a failure says so and can be tried again', async () => {
  let up = false
  const { id } = talk([aMessage(1)], {}, {})
  const answer = device.request.getMockImplementation()
  device.request.mockImplementation((request) =>
    up || !answer ? (answer ?? device.request)(request) : Promise.reject(new Error('request:fail')),
  )
  show(<ChatPage />, { grid: '990101001001003' })
  expect(await screen.findByText('没有网络')).toBeTruthy()
  up = true
  await tap('再试一次')
  expect(await screen.findByText('第 1 句')).toBeTruthy()
  expect(id).not.toBe('')
})

test('asked to book for somebody, the service stands in the message, and one tap sends it', async () => {
  const { stored } = talk([])
  show(<ChatPage />, { grid: aGridCard().code, hint: 'booking', say: '请您代我约：老年人健康体检' })
  expect(await field()).toMatchObject({ value: '请您代我约：老年人健康体检' })
  expect(screen.getByText(/和服务点说好后，会在这里告诉您/)).toBeTruthy()
  expect(screen.queryByText(/确认并提交/)).toBeNull()
  await tap('发送')
  await waitFor(() => expect(stored).toMatchObject([{ text: '请您代我约：老年人健康体检' }]))
})

test('煤气漏了，头晕 at night: whom to call is there while it is typed and after it was sent, above the hours of the office', async () => {
  const off = { state: 'off' as const, name: '李明', staffCode: 'W003', until: '2026-11-24T00:30:00.000Z', says: '明天 8:30 上班' }
  const { id, stored } = talk(
    [],
    {},
    {
      'GET /v1/grids/{code}': aGridCard({ onDuty: off, dutyAhead: [{ from: '2026-11-24T00:30:00.000Z', to: '2026-11-24T10:00:00.000Z' }] }),
    },
  )
  show(<ChatPage />, { id })
  expect(await screen.findByText(/李明会在明天 9:00 前回复您/)).toBeTruthy()
  await write('煤气漏了，头晕')
  expect(await screen.findByRole('button', { name: '拨打 119 火警' })).toBeTruthy()
  await tap('发送')
  await waitFor(() => expect(stored).toMatchObject([{ text: '煤气漏了，头晕' }]))
  expect(screen.getByText(/先关阀、开窗/)).toBeTruthy()
  expect(screen.getByText(/请先打上面的电话/).compareDocumentPosition(screen.getByText(/李明会在明天 9:00 前回复您/))).toBe(
    Node.DOCUMENT_POSITION_FOLLOWING,
  )
})

test('after duty hours the night phone stands by the promise and in the head, and beside an emergency once', async () => {
  testClock.pass(11 * 3600 + 600)
  const off = { state: 'off' as const, name: '李明', staffCode: 'W003', until: '2026-11-24T00:30:00.000Z', says: '明天 8:30 上班' }
  const { id } = talk([], {}, { 'GET /v1/grids/{code}': aGridCard({ onDuty: off, nightPhone: '0999-0010101' }) })
  show(<ChatPage />, { id })
  await tap('急事打夜间值班电话')
  await tap('给夜间值班打电话')
  expect(device.makePhoneCall.mock.calls).toEqual([[{ phoneNumber: '0999-0010101' }], [{ phoneNumber: '0999-0010101' }]])
  await write('煤气漏了，头晕')
  await screen.findByRole('button', { name: '拨打 119 火警' })
  expect(await screen.findByRole('button', { name: '拨打 0999-0010101 夜间值班' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: '急事打夜间值班电话' })).toBeNull()
})
