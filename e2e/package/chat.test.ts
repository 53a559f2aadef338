import { canned } from './answer'
import { dist } from './dist'
import type { Answer } from './fake-wx'
import { launch } from './host'
import { openings, replies } from './replies'

const route = 'resident/messages/chat/index'
const [last] = replies['GET /v1/conversations/{id}/messages'].rows.slice(-1)

/** Returns a fake API that also accepts a message and gives it the next seq. */
function sending() {
  const { answer } = canned()
  const bodies: unknown[] = []
  let seq = last?.seq ?? 0
  const and: Answer = (request) => {
    if (request.method !== 'POST' || !request.url.endsWith('/messages')) return answer(request)
    bodies.push(request.data)
    seq += 1
    return Promise.resolve({
      statusCode: 201,
      data: { ...last, ...request.data, seq, id: request.data?.clientId, from: 'me', file: null, at: new Date().toISOString() },
    })
  }
  return { answer: and, bodies }
}

async function opened() {
  const { answer, bodies } = sending()
  const host = launch(dist, answer)
  host.storage.set('session.token', 'token-of-the-host')
  const page = await host.open(route, openings[route] ?? {})
  return { page, bodies }
}

test('a long conversation opens with its last forty messages, drawn within WeChat’s budgets', async () => {
  const { page } = await opened()
  expect(page.find({ 'aria-role': 'listitem' })).toHaveLength(40)
  expect(page.nodes().length).toBeLessThanOrEqual(400)
  expect(Math.max(...page.log.map(({ bytes }) => bytes))).toBeLessThanOrEqual(30 * 1024)
  page.close()
})

test('a message that is written is appended: the conversation drawn before is not sent to the page again', async () => {
  const { page, bodies } = await opened()
  const [field] = page.find({ tag: 'textarea' })
  if (!field) throw new Error('no field to write in')
  const before = page.log.length
  await page.input(field, '电梯也有异响')
  const [button] = page.find({ 'aria-role': 'button', 'aria-label': '发送' })
  if (!button) throw new Error('no button to send')
  await page.tap(button)
  expect(bodies).toMatchObject([{ kind: 'text', text: '电梯也有异响' }])
  expect(page.text()).toContain('电梯也有异响')
  expect(page.log.slice(before).filter(({ bytes }) => bytes > 2 * 1024)).toEqual([])
  page.close()
})
