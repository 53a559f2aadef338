import type { Page } from 'playwright-core'
import { phoneOf, type RunningSystem, type Persona } from './house'

/** Timeout of the browser actions below, in milliseconds; they find elements by role and text. */

export const patience = 30_000
/** Returns a control by its whole name, or by a part of it given as a pattern. */
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).first()
export const tap = (page: Page, name: string | RegExp) => button(page, name).click({ timeout: patience })
export const sees = (page: Page, text: string | RegExp) =>
  page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: patience })
export const write = (page: Page, label: string | RegExp, text: string) =>
  page.getByRole('textbox', { name: label }).first().fill(text, { timeout: patience })
export const choose = (page: Page, name: string | RegExp) =>
  page
    .getByRole('radio', { name, exact: typeof name === 'string' })
    .filter({ visible: true })
    .first()
    .click({ timeout: patience })
export const openTab = (page: Page, name: '首页' | '服务' | '消息' | '我的') =>
  page
    .getByRole('navigation', { name: '主页面' })
    .getByRole('tab', { name: new RegExp(`^${name}`) })
    .filter({ visible: true })
    .click({ timeout: patience })

/** Counts from now on how often somebody taps this page; returns the function that says how often. */
export async function countTaps(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const { dataset } = document.documentElement
    dataset.taps = '0'
    const count = ({ isTrusted }: Event) => {
      if (isTrusted) dataset.taps = String(Number(dataset.taps) + 1)
    }
    document.addEventListener('click', count, true)
  })
  return () => page.evaluate(() => Number(document.documentElement.dataset.taps))
}

/** Opens the staff inbox through 我的, as staff do. */
export async function openDesk(page: Page) {
  await openTab(page, '我的')
  await tap(page, /^工作入口/)
}

export type Visit = <T>(who: Persona | undefined, walk: (page: Page) => Promise<T>, options?: { wide?: boolean }) => Promise<T>

/** Returns a function that opens the app for a persona; an error thrown by the page fails the test that uses it. */
export const visitor =
  (system: RunningSystem): Visit =>
  async (who, walk, options = {}) => {
    const { page, context, errors } = await phoneOf(system, who, options)
    try {
      const result = await walk(page)
      expect(errors).toEqual([])
      return result
    } finally {
      await context.close()
    }
  }
