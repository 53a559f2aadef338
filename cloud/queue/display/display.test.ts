import { wallCodeMinutes } from '@doorstep/contract/rules'
import { runInNewContext } from 'node:vm'
import { displayScript } from './display-script'
import { firstWindow, testHall, type TestHall } from '../testing/queue'

let here: TestHall
beforeEach(async () => {
  here = await testHall()
})
afterEach(() => here.app.close())

const params = { code: 'V1' }
const nowServing = () => here.app.does(null, 'GET /v1/venues/{code}/now-serving', { params })

test('anybody sees which numbers are called and how many wait, and no name', async () => {
  const first = await here.draws()
  for (let count = 0; count < 3; count += 1) await here.draws()
  await here.step('serve', await here.next())
  await here.next('2 号窗口')
  expect(await nowServing()).toMatchObject({
    venueName: '槐树社区党群服务站',
    called: expect.arrayContaining([
      expect.objectContaining({ number: first.number, window: firstWindow, serving: true }),
      expect.objectContaining({ number: 'A002', window: '2 号窗口', serving: false }),
    ]) as unknown,
    next: ['A003', 'A004'],
    waiting: 2,
  })
  expect(JSON.stringify(await nowServing())).not.toContain('王阿姨')
})

test('what has not moved is not sent again', async () => {
  await here.draws()
  const ask = (etag = '') => here.app.server.inject({ url: '/v1/venues/V1/now-serving', headers: { 'if-none-match': etag } })
  const { headers, statusCode } = await ask()
  const etag = String(headers.etag)
  here.app.clock.advance({ seconds: 5 })
  expect([statusCode, (await ask(etag)).statusCode, (await ask(etag)).body]).toEqual([200, 304, ''])
  await here.draws()
  expect((await ask(etag)).statusCode).toBe(200)
})

test('the wall page runs its own script only, asks only where it came from, and shows a name as text', async () => {
  await here.app.db.updateTable('venue').set({ name: '<i>站</i>' }).where('district_id', '=', here.district.id).execute()
  const { headers, body } = await here.app.server.inject({ url: '/v1/venues/V1/display' })
  expect(body).toContain('<h1>&lt;i&gt;站&lt;/i&gt;</h1>')
  const [, nonce] = /script-src 'nonce-([^']+)'/.exec(String(headers['content-security-policy'])) ?? []
  expect(body).toContain(`<script nonce="${String(nonce)}">`)
  expect(body.match(/<script/g)).toHaveLength(1)
  expect(body).not.toMatch(/https?:|src=|href=/)
  expect((await here.app.call(null, 'GET /v1/venues/{code}/display', { params: { code: 'V9' } })).problem?.code).toBe('notFound')
})

/** Runs the script in a page with only the elements it uses, and a server with the given answers. */
function wall(answers: (object | null)[], { drawn = [] as unknown[], now = () => Date.now() } = {}) {
  const make = () => ({ textContent: '', hidden: false, className: '', classList: { add: () => undefined }, children: [] as unknown[] })
  const element = () => {
    const one = { ...make(), append: (...more: unknown[]) => void one.children.push(...more) }
    return {
      ...one,
      append: one.append,
      setAttribute: () => undefined,
      addEventListener: () => undefined,
      replaceChildren: () => undefined,
    }
  }
  const elements = new Map<string, ReturnType<typeof element>>()
  const pauses: number[] = []
  const turns: (() => unknown)[] = []
  const at = (id: string) => elements.get(id) ?? elements.set(id, element()).get(id)
  runInNewContext(displayScript, {
    document: { getElementById: at, createElement: element, importNode: (node: unknown) => node },
    DOMParser: class {
      parseFromString(svg: string, type: string) {
        drawn.push([svg, type])
        return { documentElement: svg }
      }
    },
    Date: class extends Date {
      constructor() {
        super(now())
      }
    },
    window: {},
    location: { search: '?d=990101' },
    AbortController,
    clearTimeout: () => undefined,
    setInterval: () => undefined,
    setTimeout: (turn: () => unknown, pause: number) => {
      if (pause === 8000) return
      pauses.push(pause)
      turns.push(turn)
    },
    fetch: (address: string) => {
      expect(address).toBe('now-serving?d=990101')
      const answer = answers.shift()
      return answer == null ? Promise.reject(new Error('offline')) : Promise.resolve({ ok: true, json: () => Promise.resolve(answer) })
    },
  })
  const settle = () => new Promise((done) => setImmediate(done))
  return { at, pauses, settle, again: async () => (turns.at(-1)?.(), settle()) }
}

test('the wall page says since when nothing came, asks less and less often, and comes back', async () => {
  await here.draws()
  const answer = await nowServing()
  const page = wall([answer, null, null, answer])
  await page.settle()
  expect(page.at('trouble')?.hidden).toBe(true)
  expect(page.at('waiting')?.textContent).toBe('1')
  await page.again()
  expect(page.at('trouble')).toMatchObject({
    hidden: false,
    textContent: expect.stringMatching(/^连接中断，\d\d:\d\d 以后没有更新/) as string,
  })
  await page.again()
  await page.again()
  expect(page.pauses).toEqual([5000, 10_000, 20_000, 5000])
  expect(page.at('trouble')?.hidden).toBe(true)
})

test('the wall page says in place of the code what to do when its address was renewed', async () => {
  await here.draws()
  const answer = await nowServing()
  const page = wall([answer, { ...answer, keyOver: true }])
  await page.settle()
  expect(page.at('key-over')?.hidden).toBe(true)
  await page.again()
  expect(page.at('key-over')?.hidden).toBe(false)
  const { body } = await here.app.server.inject({ url: '/v1/venues/V1/display' })
  expect(body).toContain('这块屏的地址已经换过，不再显示签到码')
})

test('the wall page draws the code anew when it is another, and hides it once it may be too old to check in', async () => {
  await here.draws()
  const answer = await nowServing()
  const shows = (code: string) => ({ ...answer, checkIn: { code, svg: `<svg>${code}</svg>` } })
  const drawn: unknown[] = []
  let at = 0
  const page = wall([answer, shows('1'), shows('1'), shows('2'), null, null, shows('2')], { drawn, now: () => at })
  const hidden = () => page.at('check-in')?.hidden
  await page.settle()
  expect(hidden()).toBe(true)
  for (let count = 0; count < 3; count += 1) await page.again()
  expect([drawn, hidden()]).toEqual([['1', '2'].map((code) => [`<svg>${code}</svg>`, 'image/svg+xml']), false])
  at = wallCodeMinutes * 60_000 - 1
  await page.again()
  expect(hidden()).toBe(false)
  at += 1
  await page.again()
  expect(hidden()).toBe(true)
  await page.again()
  expect(hidden()).toBe(false)
})
