/** @jest-environment jsdom */
import { actionsIn } from '@doorstep/contract/machine'
import { isKnownTo030, requestMachine } from '@doorstep/contract/requests/machine'
import { badReasons } from '@doorstep/contract/ratings'
import { canned } from './answer'
import { dist } from './dist'
import type { Answer, WxAnswer, WxRequest } from './fake-wx'
import { replies, type Replies } from './replies'
import { simulated } from './simulate'

/** Tests three forms of the built package, rendered by WeChat's own template compiler and filled in by taps. */

const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const request = replies['GET /v1/requests/{id}']
const booking = replies['GET /v1/bookings/{id}']
const free = replies['GET /v1/services/{code}/times'].slots.filter(({ state }) => state === 'free').map(({ id }) => id)
const filed = { kind: 'help', categoryCode: 'C-1', answers: [{ code: 'q1', value: '四层到五层' }] }
const replied = {
  ...request,
  state: 'replied' as const,
  rateBy: soon(60 * 24),
  as: ['requester' as const],
  actions: actionsIn(requestMachine, 'replied', ['requester']).filter(isKnownTo030),
}
const hold = replies['POST /v1/holds']

const tapped = {
  contacted: null,
  solved: null,
  satisfied: 2,
  reasons: [],
  text: '',
  files: [],
  addUntil: soon(60 * 24),
  takeBackUntil: soon(2),
  changeUntil: null,
  changedFrom: null,
}
const reopened = {
  ...replied,
  rated: tapped,
  rateBy: null,
  state: 'rework' as const,
  actions: actionsIn(requestMachine, 'rework', ['requester']).filter(isKnownTo030),
  promisedAt: null,
  next: '会由另一位同志重办',
  timeline: [
    ...request.timeline,
    {
      seq: 13,
      did: 'reopen',
      by: '您',
      at: soon(-1),
      title: '您不满意，换人重办',
      text: '',
      files: [],
      state: 'rework' as const,
      hash: 'd'.repeat(64),
    },
  ],
}
const late = {
  ...request,
  // One that no page has kept an answer of yet.
  id: `${request.id.slice(0, -4)}face`,
  as: ['requester' as const],
  actions: actionsIn(requestMachine, request.state, ['requester']).filter(isKnownTo030),
  promisedAt: soon(-60),
  overdue: true,
  furtherActions: ['urge' as const],
}

const over = {
  'POST /v1/requests': request,
  'POST /v1/bookings': booking,
  'POST /v1/requests/{id}/urge': late,
  'POST /v1/requests/{id}/ratings': reopened,
  'POST /v1/requests/{id}/ratings/add': reopened,
} satisfies Replies

/** The refusal of the next change with this key; used once. */
let refusal: { key: string; answer: WxAnswer } | undefined
let answers = canned(over)
const sent: WxRequest[] = []
const answer: Answer = (call) => {
  if (call.method !== 'GET') sent.push(call)
  const path = call.url.replace(/^https?:\/\/[^/]+/, '')
  if (refusal?.key !== `${call.method} ${path}`) return answers.answer(call)
  const { answer: refused } = refusal
  refusal = undefined
  return Promise.resolve(refused)
}
const app = simulated(dist, answer)

/** Returns the bodies sent to this path, in order. */
const bodies = (method: string, path: RegExp) =>
  sent.filter((call) => call.method === method && path.test(call.url)).map(({ data }) => data)
const given = (more: Replies = {}) => {
  answers = canned({ ...over, ...more })
  sent.length = 0
  refusal = undefined
  app.storage.clear()
  app.storage.set('session.token', 'token-of-the-host')
}
const refuseNext = (key: string, path: string, message: string) => {
  const data = { type: '', title: '', status: 400, code: 'badInput', detail: '有一处没填对', errors: [{ path, message }] }
  refusal = { key, answer: { statusCode: 400, data } }
}

test('a request is filed: what is missing is said at its question, what was written is sent once, the receipt says its number', async () => {
  given()
  const filing = await app.open('resident/requests/file/index')
  await filing.tap('选一个')
  await filing.tap('公共照明 1')
  await filing.tap('提交')
  expect(filing.at('写一写')).toContain('请写几句、拍张照片或说一段话')
  expect(filing.at('在哪一层')).toContain('这一项要回答')
  expect(bodies('POST', /\/v1\/requests$/)).toEqual([])

  await filing.choose('您想要', '求助')
  await filing.write('在哪一层', '四层到五层')
  await filing.write('写一写', '楼道灯坏了三天')
  await filing.tap('依据')
  expect(filing.text()).toContain('李明和他的同事能看到您写的内容和电话')
  expect(bodies('POST', /request-previews$/)).toContainEqual(expect.objectContaining({ kind: 'help', categoryCode: 'C-1' }))
  await filing.tap('确认提交')
  expect(bodies('POST', /\/v1\/requests$/)).toMatchObject([{ ...filed, text: '楼道灯坏了三天' }])
  expect(filing.text()).toContain(request.number)
  filing.close()
})

test('a large photo of a request is sent in parts, and the request names the photo they became', async () => {
  const photo = replies['POST /v1/uploads/{id}/finish']
  const { bytes, partBytes } = replies['POST /v1/uploads']
  given({ 'PUT /v1/uploads/{id}': undefined })
  app.files.set('wxfile://tmp_1.jpg', new Uint8Array(bytes))
  const filing = await app.open('resident/requests/file/index', { categoryCode: 'C-1' })
  await filing.choose('您想要', '求助')
  await filing.write('在哪一层', '四层到五层')
  await filing.write('写一写', '楼道灯坏了三天')
  await filing.tap('拍给我们看')
  expect(bodies('POST', /\/v1\/uploads$/)).toEqual([{ bytes }])
  const parts = sent.filter(({ method }) => method === 'PUT')
  expect(parts.map(({ url }) => url.replace(/^.*\?/, ''))).toEqual(['part=0', 'part=1'])
  expect(parts.map((part) => [part.bytes, part.header['content-type']])).toEqual([
    [partBytes, 'application/octet-stream'],
    [1, 'application/octet-stream'],
  ])
  await filing.tap('提交')
  expect(bodies('POST', /\/v1\/requests$/)).toMatchObject([{ fileIds: [photo.id] }])
  filing.close()
})

test('a request for somebody else: the missing consent is said at its question; what the API refuses stays written and can be sent again', async () => {
  given()
  const filing = await app.open('resident/requests/file/index', { categoryCode: 'C-1' })
  await filing.choose('您想要', '投诉')
  await filing.write('在哪一层', '一层')
  await filing.write('写一写', '垃圾没人收')
  await filing.tap('替别人')
  await filing.write('他怎么称呼', '王秀兰')
  await filing.tap('提交')
  expect(filing.at('本人怎样同意的')).toContain('请选本人是怎样同意的')
  expect(filing.at('他住哪栋楼')).toContain('请选他住的楼栋')
  // A remembered person brings their place; another name then asks for a consent of its own.
  await filing.choose('替过的人', '张奶奶 1（邻居）')
  await filing.write('他怎么称呼', '王秀兰')
  await filing.choose('本人怎样同意的', '电话里同意')
  await filing.write('您是他的', '女儿')
  await filing.tap('提交')
  refuseNext('POST /v1/requests', 'text', '最多写 2000 个字')
  await filing.tap('确认提交')
  expect(filing.text()).toContain('最多写 2000 个字')
  await filing.tap('提交')
  await filing.tap('确认提交')
  expect(bodies('POST', /\/v1\/requests$/)).toHaveLength(2)
  expect(bodies('POST', /\/v1\/requests$/)[1]).toMatchObject({
    kind: 'complaint',
    onBehalf: { name: '王秀兰', relation: '女儿', consent: { how: 'byPhone' } },
  })
  filing.close()
})

test('a service is booked: a tap holds a time, the sheet says what is missing, and the booking is shown', async () => {
  given()
  const service = await app.open('resident/services/detail/index', { code: 'S-1' })
  await service.tap('余 2')
  const holds = bodies('POST', /\/v1\/holds$/)
  expect(holds).toMatchObject([{ seats: 1 }])
  expect(free).toContain(holds[0]?.slotId)
  expect(service.text()).toContain('位置给您留着')

  const book = /^约 .* \d+:\d\d$/
  await service.choose('给谁约', '替别的人约')
  await service.write('他怎么称呼', '王秀兰')
  await service.write('您是他的', '女儿')
  await service.tap(book)
  expect(service.at('本人怎样同意的')).toContain('请选本人是怎样同意的')
  expect(bodies('POST', /\/v1\/bookings$/)).toEqual([])
  await service.choose('给谁约', '我自己')
  await service.tap('有话提前告诉工作人员，或换个电话')
  await service.write('要提前告诉工作人员的', '坐轮椅')
  await service.tap(book)
  expect(bodies('POST', /\/v1\/bookings$/)).toEqual([{ holdId: hold.id, note: '坐轮椅' }])
  service.close()

  const booked = await app.follow()
  expect(booked.route).toBe('resident/bookings/detail/index')
  expect(booked.text()).toContain('482913')
  booked.close()
})

test('a reply is rated by one tap where it stands, and why is added in the same place', async () => {
  given({ 'GET /v1/requests/{id}': replied })
  const detail = await app.open('resident/requests/detail/index', { id: request.id })
  answers = canned({ ...over, 'GET /v1/requests/{id}': reopened })
  await detail.tap('不满意')
  expect(bodies('POST', /ratings$/)).toEqual([{ satisfied: 2 }])
  expect(detail.text()).toContain('谢谢您，评价收到了')
  expect(detail.text()).toContain('会由另一位同志重办')

  await detail.tap('补充这些')
  expect(detail.at('还想说的')).toContain('请先选一项或写几句')
  expect(bodies('POST', /ratings\/add$/)).toEqual([])
  await detail.choose('哪里不好', Object.values(badReasons)[0] ?? '')
  await detail.write('还想说的', '灯还是不亮')
  refuseNext(`POST /v1/requests/${request.id}/ratings/add`, 'text', '请不要写电话号码')
  await detail.tap('补充这些')
  expect(detail.at('还想说的')).toContain('请不要写电话号码')
  await detail.tap('补充这些')
  const body = { reasons: [Object.keys(badReasons)[0]], text: '灯还是不亮', fileIds: [] }
  expect(bodies('POST', /ratings\/add$/)).toEqual([body, body])
  detail.close()
})

test('a late request is urged in its head; who has seen it stands there afterwards', async () => {
  given({ 'GET /v1/requests/{id}': late })
  const detail = await app.open('resident/requests/detail/index', { id: late.id })
  answers = canned({
    ...over,
    'GET /v1/requests/{id}': { ...late, furtherActions: [], urged: { at: soon(0), seen: { by: '李明', at: soon(0) } } },
  })
  await detail.tap('催一下')
  expect(bodies('POST', /urge$/)).toEqual([{}])
  expect(detail.text()).toMatch(/您今天 .+ 催过，李明今天 .+ 看到/)
  detail.close()
})
