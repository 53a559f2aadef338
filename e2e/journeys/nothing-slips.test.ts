import type { Page } from 'playwright-core'
import { button, choose, openDesk, patience, sees, tap, visitor, write, type Visit } from './hands'
import { openSystem, type RunningSystem } from './house'
import { signIn } from './some-of-each'

/** Cases that pass through several hands: a later time that is asked for and granted, units called to a place, two handled together and apart. */

let system: RunningSystem
let visit: Visit
let opened = false

beforeAll(async () => {
  system = await openSystem()
  visit = visitor(system)
  opened = true
}, 300_000)
afterAll(async () => {
  if (opened) await system.close()
}, 60_000)
jest.setTimeout(180_000)

/** Files as the resident over HTTP, and has it accepted; returns its number. */
async function accepted(categoryCode: string, kind: string, text: string): Promise<string> {
  const [her, him] = await Promise.all([signIn(system.url, 'resident'), signIn(system.url, 'gridMember')])
  const { id, number } = await her('POST /v1/requests', { kind, categoryCode, text, answers: [] })
  await him(`POST /v1/requests/${id}/accept`, {})
  return String(number)
}
/** Opens the form of an action that stands behind 更多. */
async function further(page: Page, label: string) {
  await tap(page, '更多')
  await tap(page, label)
}
/** Taps a button of the page in sight, where the page behind it has one of the same name. */
const tapHere = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).filter({ visible: true }).last().click({ timeout: patience })
/** Sends the sheet that is open. */
const send = (page: Page, label: string) => page.getByRole('dialog').getByRole('button', { name: label }).click({ timeout: patience })

test('a later time is asked for with its reason, granted by the street, and read by the resident', async () => {
  const words = '消防车道停满了车'
  await accepted('parking', 'complaint', words)
  await visit('gridMember', async (page) => {
    await openDesk(page)
    await tap(page, new RegExp(words))
    await further(page, '申请延期')
    await tap(page, '申请延期')
    await sees(page, '请选一项')
    await choose(page, '2')
    await write(page, '为什么要延期', '要和交警定一个时间一起拖走')
    await tap(page, '申请延期')
    await sees(page, /同意，应在.*前定/)
  })
  await visit('streetAdmin', async (page) => {
    await openDesk(page)
    await sees(page, /等您定是否延期/)
    await tap(page, new RegExp(words))
    await tap(page, '同意延期')
    await sees(page, /^延 2 个工作日/)
    await tap(page, '同意延期')
    await sees(page, /同意了$/)
  })
  await visit('resident', async (page) => {
    await tap(page, new RegExp(words))
    await sees(page, /^延期到.*要和交警定一个时间一起拖走/)
  })
})

test('the street whistles, a unit answers, comes and says what it did, and the street ends it', async () => {
  const place = '3 号楼南门'
  await visit('dispatcher', async (page) => {
    await openDesk(page)
    await tap(page, '吹哨报到')
    await tapHere(page, '吹哨')
    await sees(page, '在哪栋楼附近')
    await tapHere(page, '吹哨')
    await sees(page, '请选在哪栋楼附近')
    await tap(page, /^还没选/)
    await write(page, '搜小区、楼号或路名', 'hsl3')
    await tap(page, /槐树里 3 号楼/)
    await write(page, '具体在哪里', place)
    await write(page, '要一起办什么', '井盖塌了，旁边的管子露出来')
    await page.getByRole('checkbox', { name: '区城市管理局' }).click({ timeout: patience })
    await tapHere(page, '吹哨')
    await sees(page, '召集中')
  })
  await visit('handler', async (page) => {
    await openDesk(page)
    await tap(page, new RegExp(place))
    await tap(page, '马上到')
    await write(page, '谁去', '巡查一组')
    await send(page, '马上到')
    await sees(page, '在路上')
    await tap(page, '我已到场')
    await sees(page, '已到场')
    await tap(page, '报结果')
    await write(page, '办了什么', '围挡好，井盖换新')
    await send(page, '报结果')
    await sees(page, '围挡好，井盖换新')
  })
  await visit('dispatcher', async (page) => {
    await openDesk(page)
    await tap(page, '吹哨报到')
    await tap(page, new RegExp(place))
    await tap(page, '办成了')
    await tap(page, '结束吹哨')
    await write(page, '整件事办得怎样', '井盖换好，围挡撤了')
    await send(page, '结束吹哨')
    await sees(page, '已结束')
  })
})

test('two are handled together, whose was merged reads so, and a wrong merge is taken back', async () => {
  const main = await accepted('leak', 'help', '卫生间顶上滴水')
  const words = '走廊天花板也在渗水'
  await accepted('leak', 'help', words)
  await visit('gridMember', async (page) => {
    await openDesk(page)
    await tap(page, new RegExp(words))
    await further(page, '并入另一件')
    await write(page, '并入哪一件', main)
    await write(page, '为什么一起办', '同一处漏水')
    await tap(page, '并入另一件')
    await sees(page, /^已并入这一件/)
    await button(page, new RegExp(main)).waitFor({ timeout: patience })
  })
  await visit('resident', async (page) => {
    await tap(page, new RegExp(words))
    await sees(page, /^和相近的一件一起办/)
    expect(await page.getByText(main).count()).toBe(0)
  })
  await visit('gridMember', async (page) => {
    await openDesk(page)
    await tap(page, /^卫生间顶上滴水/)
    await tap(page, new RegExp(`^${words}`))
    await tap(page, '撤回并案')
    await tap(page, '撤回并案')
    await sees(page, /^不再和相近的一件一起办/)
  })
})
