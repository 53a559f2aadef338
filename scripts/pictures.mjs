// Runs as `npm run pictures`: takes the README's pictures from the lived-in demo, in docs/pictures; `npm run pictures -- review <folder>` takes
// every page of the table in every size for looking at them side by side; `-- at <address> …` uses a system that already runs.
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

process.chdir(join(import.meta.dirname, '..'))

/** The sizes and looks of a phone or a desk. `scale` is the browser's own zoom of type, as the phone's setting of large type. */
const looks = {
  phone: { width: 375, height: 812 },
  dark: { width: 375, height: 812, dark: true },
  elder: { width: 390, height: 844, elder: true },
  small: { width: 320, height: 640, elder: true, scale: 1.5 },
  desk: { width: 1280, height: 800 },
}
const asResident = { who: 'resident', looks: ['phone', 'dark', 'elder', 'small'] }
const asStaff = { who: 'gridMember', looks: ['desk', 'phone'] }

const button = (page, name) => page.getByRole('button', { name }).filter({ visible: true }).first()
const tap = (name) => async (page) => button(page, name).click()
const choose = (name) => async (page) => page.getByRole('radio', { name }).filter({ visible: true }).first().click()
const tab = (name) => async (page) =>
  page
    .getByRole('tab', { name: new RegExp(`^${name}`) })
    .filter({ visible: true })
    .first()
    .click()
const then =
  (...acts) =>
  async (page) => {
    for (const act of acts) {
      await act(page)
      await settled(page)
    }
  }
const desk = then(tab('我的'), tap(/^工作入口/))

/**
 * The pages, one a row: the name of the file, who looks, the address or the way there, and in which look it stands in the README, if it does.
 */
const pages = [
  { name: 'home', ...asResident, readme: 'phone' },
  { name: 'home-elder', who: 'elder', looks: ['elder', 'small'], readme: 'elder' },
  { name: 'case', ...asResident, at: 'resident/requests/list/index', walk: tap(/^厨房水管接口滴水/), readme: 'phone' },
  { name: 'rate', ...asResident, at: 'resident/requests/list/index', walk: tap(/^一层楼梯下面堆着装修剩料/) },
  // 长辈版 has no entry for it on the home page.
  { name: 'file', ...asResident, at: 'resident/requests/file/index' },
  { name: 'services', ...asResident, walk: tab('服务') },
  { name: 'booking', ...asResident, at: 'resident/services/detail/index?code=HUT-PRESSURE', walk: choose(/ 到 .*余/), readme: 'phone' },
  { name: 'messages', ...asResident, walk: tab('消息') },
  { name: 'mine', ...asResident, walk: tab('我的') },
  { name: 'bookings', ...asResident, at: 'resident/bookings/list/index' },
  { name: 'notices', ...asResident, at: 'resident/notices/list/index' },
  { name: 'staff-inbox', ...asStaff, walk: desk, readme: 'desk' },
  { name: 'counter', ...asStaff, at: 'staff/counter/index?venue=HS-STATION', readme: 'desk' },
]

const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync']

async function settled(page) {
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(500)
}

/** Takes one picture. A row whose way is not there (a queue at night) is told and left out. */
async function draw(browser, base, { name, who, at, walk }, look, file) {
  const { width, height, dark = false, elder = false, scale = 1 } = looks[look]
  const isPhone = width < 900
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    isMobile: isPhone,
    hasTouch: isPhone,
    colorScheme: dark ? 'dark' : 'light',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  try {
    await page.goto(`${base}/?as=${who}`)
    await settled(page)
    if (elder && (await button(page, /^长辈版/).count()) > 0) {
      await button(page, /^长辈版/).click()
      // The button is at the end of the page: the picture is of its beginning.
      await page.reload()
      await settled(page)
    }
    if (scale !== 1) await page.evaluate((times) => (document.documentElement.style.fontSize = `${times * 100}%`), scale)
    if (at !== undefined) await page.goto(`${base}/?as=${who}#/${at}`)
    await settled(page)
    await walk?.(page)
    await settled(page)
    await page.screenshot({ path: file })
    console.log(`  ${file}`)
    return true
  } catch (fault) {
    console.warn(`  ${name} (${look}) left out: ${String(fault.message).split('\n')[0]}`)
    return false
  } finally {
    await context.close()
  }
}

/** Milliseconds to 10:36 of the next weekday in China, when counters are open and people wait. */
function untilMorning() {
  const now = Date.now()
  const at = new Date(now + 8 * 3_600_000)
  at.setUTCHours(10, 36, 0, 0)
  while (at.getTime() - 8 * 3_600_000 < now || [0, 6].includes(at.getUTCDay())) at.setUTCDate(at.getUTCDate() + 1)
  return at.getTime() - 8 * 3_600_000 - now
}

/** Starts the demo on a folder of its own, as of a morning; returns its address and how to end it. */
async function demo() {
  const data = mkdtempSync(join(tmpdir(), 'doorstep-pictures-'))
  // The database server may run as another user, who must be able to enter.
  chmodSync(data, 0o755)
  writeFileSync(`${data}.clock`, String(untilMorning()))
  const port = await freePort()
  const base = `http://localhost:${port}`
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      ...process.env,
      ...{ NODE_ENV: '', DEMO: '1', DATA_DIR: data, DATABASE_URL: '', PORT: String(port), DOORSTEP_API_BASE: 'http://localhost:8080' },
      CLOCK_AHEAD_FILE: `${data}.clock`,
      NODE_OPTIONS: `--import=${pathToFileURL(join('e2e', 'journeys', 'clock-ahead.mjs')).href}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((done) => child.once('exit', done))
  const close = async () => {
    child.kill('SIGTERM')
    await ended
    for (const path of [data, `${data}.clock`]) rmSync(path, { recursive: true, force: true })
  }
  const ready = await new Promise((done) => {
    child.stdout.on('data', (text) => {
      process.stdout.write(text)
      if (String(text).includes('Ctrl-C')) done(true)
    })
    void ended.then(() => done(false))
  })
  if (!ready) throw new Error('The demo did not start')
  return { base, close }
}

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })

const args = process.argv.slice(2)
const running = args[0] === 'at' ? { base: args.splice(0, 2)[1], close: () => Promise.resolve() } : await demo()
const [mode, out = 'review'] = args
const folder = mode === 'review' ? out : 'docs/pictures'
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
const taken = []
try {
  for (const row of pages) {
    const wanted = mode === 'review' ? row.looks : row.readme === undefined ? [] : [row.readme]
    for (const look of wanted) {
      const file = join(folder, mode === 'review' ? `${row.name}-${look}.png` : `${row.name}.png`)
      taken.push(await draw(browser, running.base, row, look, file))
    }
  }
} finally {
  await browser.close()
  await running.close()
}
if (taken.includes(false)) process.exitCode = 1
