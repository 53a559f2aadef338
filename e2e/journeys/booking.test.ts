import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Page } from 'playwright-core'
import { allDayDistrict } from './all-day-place'
import { choose, openDesk, openTab, patience, sees, tap, visitor, write, type Visit } from './hands'
import { openSystem, phoneOf, type RunningSystem } from './house'

/**
 * Tests a booking from end to end: found, held, booked, checked in, served and rated; full, waited for and offered; closed with everybody
 * notified.
 */

let system: RunningSystem
let visit: Visit
let opened = false
const folder = allDayDistrict()

beforeAll(async () => {
  system = await openSystem()
  opened = true
  system.bringIn(folder)
  visit = visitor(system)
}, 300_000)
afterAll(async () => {
  if (opened) await system.close()
  rmSync(dirname(folder), { recursive: true, force: true })
}, 60_000)
jest.setTimeout(120_000)

const service = '全天量血压'
const place = '全天服务站'

async function findService(page: Page, name: string) {
  await openTab(page, '服务')
  await tap(page, /^搜服务/)
  await write(page, '搜服务', name)
  await tap(page, new RegExp(name))
  await sees(page, '选时间')
}

/** Books the first free slot; returns the six digits. */
async function book(page: Page, name: string): Promise<string> {
  await findService(page, name)
  await choose(page, / 到 .*余 1/)
  await sees(page, /^位置给您留着，还剩/)
  await tap(page, /^约 /)
  const code = page.getByRole('img', { name: /^预约码/ })
  await code.waitFor({ timeout: patience })
  return ((await code.getAttribute('aria-label')) ?? '').replace(/\D/g, '')
}

async function openPlace(page: Page) {
  await openDesk(page)
  await tap(page, '服务点')
}

test('she books, checks in by her six digits, is called to a window, and rates how it was', async () => {
  const her = await phoneOf(system, 'resident')
  const code = await book(her.page, service)
  expect(code).toMatch(/^\d{6}$/)

  await visit('gridMember', async (page) => {
    await openPlace(page)
    await tap(page, `${place}，叫号`)
    await choose(page, '2 号窗口')
    await page.getByRole('textbox', { name: '预约码签到' }).fill(code, { timeout: patience })
    await sees(page, /已签到，号码 A001/)

    await tap(her.page, '看排队情况')
    await sees(her.page, 'A001')
    await tap(page, '叫下一个')
    await sees(page, /正在叫 A001 · 2 号窗口/)
    await sees(her.page, /2 号窗口/)
    await tap(page, '开始办理')
    await tap(page, '办好了')
    await sees(page, 'A001 办好了')
  })
  expect(her.errors).toEqual([])
  await her.context.close()

  await visit('resident', async (page) => {
    await openTab(page, '我的')
    await tap(page, /^我的预约/)
    await page.getByRole('tab', { name: '全部' }).click({ timeout: patience })
    await tap(page, new RegExp(`^${service}，.*已完成`))
    await tap(page, '满意')
    await sees(page, '谢谢您，评价收到了')
  })
})

test('a full time is waited for; the place that comes free is hers alone until she confirms', async () => {
  const name = '全天活动室'
  const him = await phoneOf(system, 'resident2')
  await findService(him.page, name)
  await choose(him.page, /^明天/)
  await choose(him.page, / 到 .*余 1/)
  const time =
    (await him.page.getByRole('radio', { name: / 到 /, checked: true }).filter({ visible: true }).getAttribute('aria-label')) ?? ''
  const from = /^\d{1,2}:\d{2}/.exec(time)?.[0] ?? ''
  await tap(him.page, /^约 /)
  await sees(him.page, '待确认')

  await visit('resident', async (page) => {
    await findService(page, name)
    await choose(page, /^明天/)
    await choose(page, new RegExp(`^${from} .*候补`))
    await tap(page, /^候补 /)
    await sees(page, /您排在第 1 位/)

    await tap(him.page, '取消预约')
    await him.page.getByRole('dialog').getByRole('button', { name: '取消预约' }).click({ timeout: patience })
    await sees(him.page, '已取消')

    await page.goto(`${system.url}/`)
    await tap(page, /^候补有位置了/)
    await tap(page, /^约 /)
    await sees(page, '待确认')
  })
  expect(him.errors).toEqual([])
  await him.context.close()
})

test('a day is closed only after seeing whom it hits; they are told why, and the wall shows no name', async () => {
  // Somebody else checks in today, so that the queue has a name which the wall display could show.
  const code = await visit('resident2', (page) => book(page, service))
  await visit('elder', async (page) => {
    await findService(page, service)
    await choose(page, /^后天/)
    await choose(page, / 到 .*余 1/)
    await tap(page, /^约 /)
    await sees(page, '已约好')
  })
  await visit(
    'gridMember',
    async (page) => {
      await openPlace(page)
      await tap(page, `${place}，叫号`)
      await sees(page, '大屏叫号')
      await page.getByRole('textbox', { name: '预约码签到' }).fill(code, { timeout: patience })
      await sees(page, /周先生.*已签到，号码 A002/)
      await page.getByText('当日表', { exact: true }).filter({ visible: true }).first().click({ timeout: patience })
      await tap(page, '后一天')
      await tap(page, '后一天')
      await sees(page, '王秀兰')
      await tap(page, /^停办，后天/)
      await write(page, '原因', '管道检修')
      await tap(page, '看看会影响谁')
      await sees(page, '影响 1 个预约')
      await choose(page, /^取消这些预约/)
      await tap(page, '保存，取消 1 个预约')
      await sees(page, /管道检修/)
    },
    { wide: true },
  )
  await visit('elder', async (page) => {
    await openTab(page, '消息')
    await tap(page, /^通知/)
    await sees(page, '预约被取消，对不起')
    await page.goto(`${system.url}/`)
    await findService(page, service)
    await sees(page, /^后天 停办：管道检修/)
  })
  await visit(undefined, async (page) => {
    await page.goto(`${system.url}/v1/venues/E2E-DAY/display?d=990101`)
    await sees(page, place)
    // The numbers are loaded by script: once this one is shown, a name would be too.
    await sees(page, 'A002')
    expect(await page.locator('body').innerText()).not.toMatch(/周|先生/)
  })
})

test('booking what stands on the services tab takes four taps: the tab, the service, a time, 约', async () => {
  await visit('resident2', async (page) => {
    let taps = 0
    const counted = (work: Promise<void>) => {
      taps += 1
      return work
    }
    await counted(openTab(page, '服务'))
    await counted(tap(page, /，最近 .* 有空/))
    await counted(choose(page, / 到 .*余 \d/))
    await counted(tap(page, /^约 /))
    await sees(page, /^(已约好|待确认)$/)
    expect(taps).toBeLessThanOrEqual(4)
  })
})
