import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { isLong } from '../../cloud/testing/effort'
import { everyPage } from './some-of-each'
import { openSystem, type RunningSystem } from './house'

/** Opens every page, with something on it, in every look, and measures what a screen reader, a keyboard and an old reader meet. */

let system: RunningSystem
let pages: Awaited<ReturnType<typeof everyPage>>
let opened = false

beforeAll(async () => {
  system = await openSystem()
  opened = true
  pages = await everyPage(system.url)
}, 300_000)
afterAll(async () => {
  if (opened) await system.close()
}, 60_000)
jest.setTimeout(300_000)

const phone = { width: 375, height: 812, zoom: 1, elder: false, scale: undefined }
const looks = {
  phone,
  elder: { ...phone, width: 390, height: 844, elder: true },
  'the smallest phone with the largest text': { ...phone, width: 320, height: 640, elder: true, scale: 1.5 },
  'a desk enlarged to 200 %': { ...phone, width: 1280, height: 800, zoom: 2 },
} as const
type Look = (typeof looks)[keyof typeof looks]

/** Opens the preview as somebody, in one look. The browser’s own zoom shows a page as a narrower window of finer pixels does. */
async function as(persona: string, { width, height, zoom, elder, scale }: Look) {
  const context = await system.browser.newContext({
    viewport: { width: width / zoom, height: height / zoom },
    deviceScaleFactor: zoom,
    isMobile: zoom === 1,
    hasTouch: zoom === 1,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const own = { ...(elder && { 'look.elder': true }), ...(scale !== undefined && { 'look.scale': scale }) }
  // Each persona of the preview has a storage of its own; Taro wraps what it keeps.
  await page.addInitScript(
    ([who, kept]) => {
      for (const [name, value] of Object.entries(kept)) localStorage.setItem(`${who}/${name}`, JSON.stringify({ data: value }))
    },
    [persona, own] as const,
  )
  await page.goto(`${system.url}/?as=${persona}`)
  await page.waitForLoadState('networkidle')
  await page.evaluate(axe.source)
  // Pages of the preview slide in.
  await page.addStyleTag({ content: '.taro_router > .taro_page { transition: none !important; }' })
  return { page, context }
}

/** Opens a page and waits until what it reads is there. */
async function turnTo(page: Page, path: string) {
  const before = await page.evaluate(() => {
    const shown = [...document.querySelectorAll('.taro_page:not(.taro_page_shade)')]
    for (const one of shown) one.setAttribute('data-left', '')
    return location.hash
  })
  await page.evaluate((to) => (location.hash = to), `/${path}`)
  const here = before === `#/${path}` ? '.taro_page' : '.taro_page:not([data-left])'
  await page.locator(`${here} [role="main"]`).filter({ visible: true }).first().waitFor()
  await page.getByRole('status', { name: '正在打开' }).filter({ visible: true }).first().waitFor({ state: 'hidden' })
}

/** What axe finds critical or serious: https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md */
async function trespasses(page: Page, rules?: string[]): Promise<string[]> {
  const { violations } = await page.evaluate(
    (only) =>
      (globalThis as unknown as { axe: { run: (on: Document, how: object) => Promise<AxeResults> } }).axe.run(document, {
        resultTypes: ['violations'],
        ...(only && { runOnly: only }),
      }),
    rules,
  )
  return violations
    .filter(({ impact }) => impact === 'critical' || impact === 'serious')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

/** In both palettes: only colours differ between them. */
async function trespassesLightAndDark(page: Page): Promise<string[]> {
  const light = await trespasses(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await trespasses(page, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark.map((one) => `dark, ${one}`)]
}

/** Texts of four characters or more that stand in a column of fewer than three, and pages that are wider than the screen. */
const squeezed = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const shown = document.querySelectorAll('.taro_page:not(.taro_page_shade)')
    for (const root of shown) {
      if (root.scrollWidth > root.clientWidth + 1) found.push(`the page is ${root.scrollWidth} wide, the screen ${root.clientWidth}`)
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.textContent?.trim() ?? ''
        const around = node.parentElement
        if (!around?.checkVisibility() || Array.from(text).length < 4) continue
        const range = document.createRange()
        range.selectNodeContents(node)
        const { width, height } = range.getBoundingClientRect()
        const size = parseFloat(getComputedStyle(around).fontSize)
        if (width > 0 && width < 3 * size && height > 2 * size)
          found.push(`${text.slice(0, 20)} has ${Math.round(width / size)} characters a line`)
      }
    }
    return found
  })

/** Visits every page in a look, or every `step`th from the `from`th on. Returns what was found, by page. */
async function visited(look: Look, find: (page: Page) => Promise<string[]>, { step = 1, from = 0 } = {}) {
  const found: Record<string, string[]> = {}
  for (const [persona, paths] of Object.entries(pages)) {
    const { page, context } = await as(persona, look)
    for (const path of paths.filter((_, at) => at % step === from)) {
      await turnTo(page, path)
      const here = await find(page)
      if (here.length > 0) found[path] = here
    }
    await context.close()
  }
  return found
}
/** In the short form every other page: what they are made of is the same. */
const some = isLong ? {} : { step: 2 }

test('no page has anything critical or serious for a screen reader or a keyboard, light and dark', async () => {
  expect(await visited(looks.phone, trespassesLightAndDark)).toEqual({})
})

test('no page has anything critical or serious for a screen reader or a keyboard, elder', async () => {
  expect(await visited(looks.elder, trespasses, some)).toEqual({})
})

test('no text stands one character a line on the smallest phone with the largest text, and no page is wider than it', async () => {
  expect(await visited(looks['the smallest phone with the largest text'], squeezed)).toEqual({})
})

test('no page is wider than a desk’s window that the browser enlarges to 200 %, and no text stands one character a line', async () => {
  expect(await visited(looks['a desk enlarged to 200 %'], squeezed, { ...some, ...(!isLong && { from: 1 }) })).toEqual({})
})

test('words of tabs and titles are 17 px or more in elder mode', async () => {
  const { page, context } = await as('resident', looks.elder)
  const sizes = async (role: 'tab' | 'heading') =>
    page
      .getByRole(role)
      .filter({ visible: true })
      .evaluateAll((all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize)))
  expect(Math.min(...(await sizes('tab')))).toBeGreaterThanOrEqual(17)
  await turnTo(page, 'resident/requests/list/index')
  expect(Math.min(...(await sizes('heading')))).toBeGreaterThanOrEqual(17)
  await context.close()
})

test('a sheet keeps its title and its button in sight on the smallest phone with the largest text, whatever it says', async () => {
  const look = looks['the smallest phone with the largest text']
  const { page, context } = await as('resident', look)
  await turnTo(page, pages.resident.find((path) => path.startsWith('resident/requests/detail/')) ?? '')
  await page.getByRole('button', { name: '补充', exact: true }).filter({ visible: true }).first().click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('textbox').fill('师傅昨天没有来，能不能今天先来看一看，老人晚上下楼看不见')
  await context.setOffline(true)
  await sheet.getByRole('button', { name: '发送' }).click()
  await sheet.getByText(/^现在没有网络/).waitFor()
  const edges = await sheet.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return { top, bottom }
  })
  expect(edges.top).toBeGreaterThanOrEqual(0)
  expect(edges.bottom).toBeLessThanOrEqual(look.height)
  await context.close()
})
