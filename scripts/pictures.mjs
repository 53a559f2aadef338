// Takes the README's pictures from a running system with fresh sample data: `node scripts/pictures.mjs [http://localhost:8080]`
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { uuidv7 } from 'uuidv7'

const base = process.argv[2] ?? 'http://localhost:8080'
const folder = 'docs/pictures'
const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

mkdirSync(folder, { recursive: true })
await live()
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
try {
  await draw('home', 'resident', { width: 375, height: 812 })
  await draw('home-elder', 'elder', { width: 390, height: 844 }, (page) => page.getByRole('button', { name: /长辈版/ }).click())
  await draw('case', 'resident', { width: 375, height: 812 }, (page) => page.getByRole('button', { name: /^楼道灯坏了三天/ }).click())
  await draw('staff-inbox', 'gridMember', { width: 1280, height: 800 }, async (page) => {
    await page.getByRole('tab', { name: '我的' }).click()
    await page.getByRole('button', { name: /^工作入口/ }).click()
  })
} finally {
  await browser.close()
}

/** Creates a day's data in the third grid, each item through the API with a session of its own. */
async function live() {
  const [resident, elder, member, secretary, second] = await Promise.all(
    ['resident', 'elder', 'gridMember', 'branchSecretary', 'secretary2'].map(signIn),
  )
  const lamp = await file(resident, 'light', '楼道灯坏了三天，老人晚上下楼看不见', [{ code: 'where', value: '楼道' }])
  await call(member, `POST /v1/requests/${lamp.id}/accept`, { note: '下午带电工去看' })
  await call(member, `POST /v1/requests/${lamp.id}/handle`, { text: '电工王师傅 14:00 到 16:00 上门，楼道不需要您在家' })
  await file(resident, 'noise', '楼上装修，晚上十点还在响', [{ code: 'kind', value: ['装修'] }])
  await file(elder, 'elderly', '腿疼下不了楼，想请人帮忙取药', [{ code: 'kind', value: ['取药买菜'] }])
  const talk = await call(elder, 'POST /v1/conversations', { gridCode: '990101001001003' })
  await call(elder, `POST /v1/conversations/${talk.id}/messages`, { clientId: uuidv7(), kind: 'text', text: '小李，我家水管好像有点渗水' })
  const notice = await call(secretary, 'POST /v1/notices', {
    title: '11月28日 8:00–12:00 停水检修',
    text: '检修水管期间请提前接水，恢复后先放一会儿再用。',
    branchCode: await branchOf(secretary),
    audience: ['990101001001'],
  })
  await call(secretary, `POST /v1/notices/${notice.id}/submit`)
  await call(second, `POST /v1/notices/${notice.id}/approve`)
}

async function branchOf(token) {
  const { rows } = await call(token, 'GET /v1/branches?grid=990101001001003')
  const { staff } = await call(token, 'GET /v1/session')
  return rows.find(({ secretary }) => secretary === staff.name)?.code ?? rows[0].code
}

function file(token, categoryCode, text, answers = []) {
  return call(token, 'POST /v1/requests', { kind: categoryCode === 'noise' ? 'complaint' : 'help', categoryCode, text, answers })
}

async function signIn(persona) {
  const { code } = await call(undefined, 'POST /preview/login-codes', { persona })
  return (await call(undefined, 'POST /v1/sessions', { code, device: 'pictures' })).token
}

async function call(token, endpoint, body) {
  const [method, path] = endpoint.split(' ')
  const answer = await fetch(base + path, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
      ...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
    },
    body: body && JSON.stringify(body),
  })
  const said = answer.status === 204 ? undefined : await answer.json()
  if (!answer.ok) throw new Error(`${endpoint} answered ${answer.status}: ${JSON.stringify(said)}`)
  return said
}

async function draw(name, persona, viewport, walk = () => undefined) {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 2,
    isMobile: viewport.width < 900,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  await page.goto(`${base}/?as=${persona}`)
  await page.waitForLoadState('networkidle')
  await walk(page)
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(800)
  await page.screenshot({ path: `${folder}/${name}.png` })
  await context.close()
}
