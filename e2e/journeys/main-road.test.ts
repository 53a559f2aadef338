import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { button, choose, countTaps, openDesk, patience, sees, tap, visitor, write, type Visit } from './hands'
import { openSystem, phoneOf, type RunningSystem } from './house'

/**
 * Tests the main journey from end to end: find the grid member, send a message, have it handled, rate it; a bad rating reopens the request.
 */

let system: RunningSystem
let visit: Visit
let opened = false
const folder = mkdtempSync(join(tmpdir(), 'doorstep-photo-'))
const photo = join(folder, 'lamp.jpg')

beforeAll(async () => {
  await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#555b66' } })
    .jpeg()
    .toFile(photo)
  system = await openSystem()
  visit = visitor(system)
  opened = true
}, 300_000)
afterAll(async () => {
  if (opened) await system.close()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)
jest.setTimeout(120_000)

/** Files with a photo and words; returns the number. */
async function fileLamp(page: Page, words: string): Promise<string> {
  const taps = await countTaps(page)
  await tap(page, '提诉求')
  const chooser = page.waitForEvent('filechooser', { timeout: patience })
  await tap(page, /^拍给我们看/)
  await (await chooser).setFiles(photo)
  await button(page, /照片 1，点开看大图/).waitFor({ timeout: patience })
  await write(page, '写一写', words)
  await sees(page, '像是 楼道灯、路灯不亮')
  await choose(page, '楼道')
  await sees(page, /给李明，.*前答复您/)
  await tap(page, '提交')
  const number = await receipt(page)
  // And one tap in the album.
  expect((await taps()) + 1).toBeLessThanOrEqual(5)
  return number
}

async function receipt(page: Page): Promise<string> {
  const number = page.getByText(/^槐3-\d{6}-\d{2,}$/).filter({ visible: true })
  await number.waitFor({ timeout: patience })
  return (await number.textContent()) ?? ''
}

test('a newcomer finds her grid and who is on duty without signing in, by pinyin initials', async () => {
  const { page, context } = await phoneOf(system, undefined)
  await tap(page, '找我的网格')
  await write(page, '搜小区、楼号或路名', 'hsl3')
  await tap(page, /槐树里 3 号楼/)
  await tap(page, '先看看这个网格')
  await sees(page, '李明')
  await context.close()
})

test('she files with a photo, he handles it, her bad rating hands it to somebody else, and it is closed when she is content', async () => {
  const words = '三单元楼道灯全不亮'
  await visit('resident', async (page) => {
    await sees(page, '第 3 网格')
    expect(await fileLamp(page, words)).toMatch(/^槐3-/)
    await tap(page, '看办理进展')
    await sees(page, '待受理')
  })
  await visit('gridMember', async (page) => {
    await openDesk(page)
    await tap(page, new RegExp(words))
    await button(page, /照片 1，共 1 张/).waitFor({ timeout: patience })
    await tap(page, '受理')
    await tap(page, '受理')
    await sees(page, '已受理')
    await tap(page, '答复')
    await choose(page, '已解决')
    await write(page, '怎样办的', '电工已换好三单元全部灯泡')
    await tap(page, '答复')
    await sees(page, '待评价')
  })
  await visit('resident', async (page) => {
    await sees(page, new RegExp(words))
    const taps = await countTaps(page)
    await tap(page, new RegExp(words))
    await sees(page, '电工已换好三单元全部灯泡')
    // Seeing how it goes takes one tap, rating it one more.
    expect(await taps()).toBe(1)
    await tap(page, '很不满意')
    await sees(page, '重新办理')
    expect(await taps()).toBe(2)
    await sees(page, /王芳会在/)
    await tap(page, '联系过')
    await page.getByRole('checkbox', { name: '没有修好或没解决' }).click()
    await tap(page, '补充这些')
    await sees(page, '没有修好或没解决')
  })
  await visit('deputy', async (page) => {
    await openDesk(page)
    await tap(page, new RegExp(words))
    await tap(page, '答复')
    await choose(page, '已解决')
    await write(page, '怎样办的', '线路老化，已换线，现在都亮了')
    await tap(page, '答复')
    await sees(page, '待评价')
  })
  await visit('resident', async (page) => {
    await tap(page, new RegExp(words))
    await tap(page, '不满意')
    await sees(page, '重新办理')
    await tap(page, '点错了')
    await tap(page, '满意')
    await sees(page, '已办结')
    await tap(page, '编号、依据、核验')
    await tap(page, /核验办理记录$/)
    await sees(page, /一条没少，没有被改动/)
  })
})

test('somebody who does not type files by voice alone, sees who gets it, and hears what they said', async () => {
  await visit('elder', async (page) => {
    const taps = await countTaps(page)
    await tap(page, '提诉求')
    await tap(page, /^说给我们听/)
    await sees(page, /^正在录音 0:02/)
    await tap(page, /^正在录音/)
    await button(page, /^播放语音/).waitFor({ timeout: patience })
    await tap(page, '提交')
    await tap(page, /^树枝、绿化/)
    await sees(page, '谁能看到什么')
    await sees(page, /^交给 网格员 李明/)
    await tap(page, '确认提交')
    expect(await receipt(page)).toMatch(/^槐3-/)
    // Held instead of tapped twice, the microphone takes one tap less.
    expect((await taps()) - 1).toBeLessThanOrEqual(5)
  })
})

test('a message reaches the other side live, both ways, and one written without network goes out once', async () => {
  const her = await phoneOf(system, 'resident')
  const him = await phoneOf(system, 'gridMember')
  await sees(her.page, '第 3 网格')
  const taps = await countTaps(her.page)
  await tap(her.page, '给李明发消息')
  await her.page.getByRole('textbox', { name: '写给李明' }).click({ timeout: patience })
  await write(her.page, '写给李明', '您好，想问居住证怎么续')
  await tap(her.page, '发送')
  await sees(her.page, '您好，想问居住证怎么续')
  expect(await taps()).toBe(3)
  await openDesk(him.page)
  await tap(him.page, /^赵女士.*，消息/)
  await sees(him.page, '您好，想问居住证怎么续')
  await write(him.page, /写给/, '带身份证到服务点就能办')
  await tap(him.page, '发送')
  await sees(her.page, '带身份证到服务点就能办')

  await her.context.setOffline(true)
  await write(her.page, '写给李明', '那我明天上午来')
  await tap(her.page, '发送')
  await sees(her.page, /待发送/)
  await her.context.setOffline(false)
  await sees(him.page, '那我明天上午来')
  await her.page
    .getByText(/待发送/)
    .first()
    .waitFor({ state: 'detached', timeout: patience })
  // Only the bubble: the text for screen readers names the writer too.
  expect(await him.page.getByText('那我明天上午来', { exact: true }).filter({ visible: true }).count()).toBe(1)
  expect([...her.errors, ...him.errors]).toEqual([])
  await her.context.close()
  await him.context.close()
})

test('the phone of whom she wants dials at one tap', async () => {
  await visit('resident', async (page) => {
    await sees(page, '第 3 网格')
    const taps = await countTaps(page)
    const network = await page.context().newCDPSession(page)
    await network.send('Page.enable')
    const dialled = new Promise<string>((done) => network.once('Page.frameRequestedNavigation', ({ url }) => done(url)))
    await tap(page, '给李明打电话')
    expect(await dialled).toMatch(/^tel:199\d+$/)
    expect(await taps()).toBe(1)
  })
})

test('an emergency stops the form and offers the phones', async () => {
  await visit('resident', async (page) => {
    await tap(page, '提诉求')
    await tap(page, /，是哪类事$/)
    await tap(page, /闻到燃气味/)
    await sees(page, '请马上打电话')
    await button(page, '拨打火警 119').waitFor({ timeout: patience })
    expect(await page.getByRole('textbox').filter({ visible: true }).count()).toBe(0)
  })
})

test('a notice one secretary writes and another approves reaches the residents of its area and nobody else', async () => {
  const title = '周六上午停水检修'
  await visit('branchSecretary', async (page) => {
    await openDesk(page)
    await tap(page, '公告')
    await tap(page, '写公告')
    await write(page, '标题', title)
    await write(page, '正文', '11月28日 8:00 到 12:00 检修水管，请提前接水。')
    await page.getByRole('checkbox').first().click({ timeout: patience })
    await tap(page, '存好，下一步核对')
    await tap(page, '提交审核')
    await sees(page, /等另一位同志审核/)
  })
  await visit('secretary2', async (page) => {
    await openDesk(page)
    await tap(page, '公告')
    await tap(page, new RegExp(title))
    await tap(page, '通过并发布')
    await sees(page, '已发布')
  })
  await visit('resident', async (page) => {
    await tap(page, new RegExp(title))
    await sees(page, /请提前接水/)
  })
  await visit('resident2', async (page) => {
    await sees(page, '公告')
    expect(await page.getByText(title).count()).toBe(0)
  })
})

test('elder mode is one tap away, larger, with the grid member first', async () => {
  await visit('elder', async (page) => {
    const before = await page
      .getByText('第 3 网格')
      .first()
      .evaluate((element) => parseFloat(getComputedStyle(element).fontSize))
    await tap(page, /长辈版/)
    await button(page, /^请网格员代我办/).waitFor({ timeout: patience })
    const after = await page
      .getByText('第 3 网格')
      .first()
      .evaluate((element) => parseFloat(getComputedStyle(element).fontSize))
    expect(after / before).toBeGreaterThanOrEqual(1.3)
  })
})

test('the gallery shows every primitive in three looks', async () => {
  await visit(undefined, async (page) => {
    await page.goto(`${system.url}/#/gallery/index`)
    for (const look of [0, 1, 2]) {
      const frame = page.locator('iframe').nth(look).contentFrame()
      await frame.getByText('ActButtons', { exact: true }).waitFor({ timeout: patience })
    }
  })
})

test('a second start on a port that is taken ends with a sentence that names it, and leaves the first alone', async () => {
  const { port } = new URL(system.url)
  const second = spawnSync(process.execPath, ['scripts/start.mjs'], { env: { ...process.env, NODE_ENV: '', PORT: port }, encoding: 'utf8' })
  expect(second.status).toBe(1)
  expect(second.stderr).toContain(`PORT ${port} cannot be used (EADDRINUSE)`)
  expect(second.stdout).not.toContain('Ctrl-C')
  expect((await fetch(`${system.url}/readyz`)).ok).toBe(true)
})
