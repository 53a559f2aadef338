import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
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

const looks = {
  light: { width: 375, height: 812, scheme: 'light', elder: false, scale: undefined },
  dark: { width: 375, height: 812, scheme: 'dark', elder: false, scale: undefined },
  elder: { width: 390, height: 844, scheme: 'light', elder: true, scale: undefined },
  'the smallest phone with the largest text': { width: 320, height: 640, scheme: 'light', elder: true, scale: 1.5 },
} as const
type Look = (typeof looks)[keyof typeof looks]

/** Opens the preview as somebody, in one look. */
async function as(persona: string, { width, height, scheme, elder, scale }: Look) {
  const context = await system.browser.newContext({
    viewport: { width, height },
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: scheme,
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
  return { page, context }
}

async function turnTo(page: Page, path: string) {
  await page.evaluate((to) => (location.hash = to), `/${path}`)
  await page.locator('.taro_page:not(.taro_page_shade) [role="main"]').last().waitFor()
  await page.getByRole('status', { name: '正在打开' }).filter({ visible: true }).first().waitFor({ state: 'hidden' })
  await page.waitForLoadState('networkidle')
  // Pages slide in.
  await page.waitForTimeout(400)
}

/** What axe finds critical or serious: https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md */
async function trespasses(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: (on: Document, how: object) => Promise<AxeResults> } }).axe.run(document, {
      resultTypes: ['violations'],
    }),
  )
  return violations
    .filter(({ impact }) => impact === 'critical' || impact === 'serious')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
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
        if (!around?.checkVisibility() || [...text].length < 4) continue
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

/** Visits every page in a look. Returns what was found, by page. */
async function visited(look: Look, find: (page: Page) => Promise<string[]>) {
  const found: Record<string, string[]> = {}
  for (const [persona, paths] of Object.entries(pages)) {
    const { page, context } = await as(persona, look)
    for (const path of paths) {
      await turnTo(page, path)
      const here = await find(page)
      if (here.length > 0) found[path] = here
    }
    await context.close()
  }
  return found
}

test.each(['light', 'dark', 'elder'] as const)(
  'no page has anything critical or serious for a screen reader or a keyboard, %s',
  async (name) => {
    expect(await visited(looks[name], trespasses)).toEqual({})
  },
)

test('no text stands one character a line on the smallest phone with the largest text, and no page is wider than it', async () => {
  expect(await visited(looks['the smallest phone with the largest text'], squeezed)).toEqual({})
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
