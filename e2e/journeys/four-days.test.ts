import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Page } from 'playwright-core'
import { addDays, dayOf, instantOf, isWorkingDay, weekdayOf, type Day } from '../../cloud/platform/time/calendar'
import { allDayDistrict } from './all-day-place'
import { choose, countTaps, openDesk, openTab, sees, tap, visitor, write, type Visit } from './hands'
import { openSystem, phoneOf, type Persona, type RunningSystem } from './house'
import { linesOf, listening, note, untrue, type Heard } from './time-words'

/**
 * Lives from Sunday night to Wednesday: a resident's phone lies open on a page while hours pass, all her pages and the staff's are read again
 * at every turn, and no sentence on any of them may be untrue at the hour it is read.
 */

/** The Sunday before three working days. */
function sunday(): Day {
  const now = new Date()
  let day = dayOf(now)
  while (weekdayOf(day) !== 7 || instantOf(day, '21:40') < now || ![1, 2, 3].every((later) => isWorkingDay(addDays(day, later))))
    day = addDays(day, 1)
  return day
}
const start = sunday()
const on = (later: number, time: string) => instantOf(addDays(start, later), time)

let system: RunningSystem
let visit: Visit
let opened = false
const folder = allDayDistrict()

beforeAll(async () => {
  system = await openSystem(on(0, '21:40'))
  opened = true
  system.bringIn(folder)
  visit = visitor(system)
}, 300_000)
afterAll(async () => {
  if (opened) await system.close()
  rmSync(dirname(folder), { recursive: true, force: true })
}, 60_000)
jest.setTimeout(300_000)

/** A phone with the product's clock whose pages are judged by what the API has told it. */
async function judged(persona: Persona) {
  const { page, context, errors } = await phoneOf(system, persona, { withClock: true })
  const { heard, heardAll } = listening(page)
  const judge = async (where: string, wakingMs = 0) => {
    const deadline = Date.now() + wakingMs
    for (;;) {
      await heardAll()
      const found = untrue(await linesOf(page), heard, system.now())
      if (found.length === 0) return
      if (Date.now() > deadline) throw new Error(`${where}, ${persona}, at ${system.now().toISOString()}:\n${found.join('\n')}`)
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
  return { page, context, errors, judge }
}
type Judged = Awaited<ReturnType<typeof judged>>

/** Opens the page of an address and reads it once it says what it is for. */
async function read({ page, judge }: Judged, address: string, says: string | RegExp) {
  await page.goto(`${system.url}/#/${address}`)
  await sees(page, says)
  await judge(address)
}
const addressOf = (page: Page) => page.url().split('#/')[1] ?? ''

test('no sentence is untrue at the hour it is read, from Sunday night to Wednesday', async () => {
  const her = await judged('resident')
  const him = await judged('gridMember')
  const deputy = await judged('deputy')
  const everybody = [her, him, deputy]
  /**
   * Time passes: the phone on the table sleeps without network, so that no answer from before sets its clock; it wakes up and is read before
   * anything is touched or loaded.
   */
  const later = async (at: Date) => {
    for (const { context } of everybody) await context.setOffline(true)
    await system.moveTo(at)
    for (const { context, page } of everybody) await context.clock.fastForward(at.getTime() - (await clockOf(page)))
    for (const one of everybody) await one.judge('the page that lay open', 5_000)
    for (const { context } of everybody) await context.setOffline(false)
  }
  const words = '二单元楼道灯不亮'
  const readAll = async (cases: string, says: RegExp, worker = him) => {
    await read(her, 'tabs/home/index', '第 3 网格')
    await read(her, cases, says)
    await read(her, 'resident/requests/list/index', words)
    await read(her, 'tabs/messages/index', '李明')
    await read(her, 'resident/notifications/inbox/index', /今天|昨天|还没有通知/)
    await read(worker, 'staff/inbox/index', new RegExp(words))
  }

  // Sunday night: she writes, asks, and files.
  await tap(her.page, '给李明发消息')
  await sees(her.page, /不在岗/)
  await her.judge('chat before a word')
  await write(her.page, '写给李明', '居住证在哪里续')
  await tap(her.page, '发送')
  await sees(her.page, /前回复/)
  await her.judge('chat after it')
  const chat = addressOf(her.page)

  await her.page.goto(`${system.url}/`)
  await tap(her.page, '提诉求')
  await write(her.page, /^写一写/, words)
  await sees(her.page, '像是 楼道灯、路灯不亮')
  await choose(her.page, '楼道')
  await sees(her.page, /前答复您/)
  await her.judge('before she files')
  await tap(her.page, '提交')
  await sees(her.page, /^槐3-\d{6}-\d{2,}$/)
  await her.judge('receipt')
  await tap(her.page, '看办理进展')
  await sees(her.page, '待受理')
  await her.judge('her case')
  const cases = addressOf(her.page)
  await openDesk(him.page)
  await sees(him.page, new RegExp(words))

  // Monday morning, before and after the beginning of work.
  await later(on(1, '8:05'))
  await read(her, chat, '居住证在哪里续')
  await readAll(cases, /待受理/)
  await visit('resident', async (page) => {
    await openTab(page, '服务')
    await tap(page, /^搜服务/)
    await write(page, '搜服务', '全天量血压')
    await tap(page, /全天量血压/)
    await sees(page, '选时间')
    await choose(page, /^后天/)
    await choose(page, / 到 .*余 1/)
    await tap(page, /^约 /)
    await sees(page, '已约好')
  })
  await read(her, 'resident/bookings/list/index', /全天量血压/)
  await tap(her.page, /^全天量血压/)
  await sees(her.page, '已约好')
  await her.judge('her booking')
  const booking = addressOf(her.page)

  await later(on(1, '9:40'))
  await read(him, 'staff/inbox/index', new RegExp(words))
  await tap(him.page, new RegExp(words))
  await tap(him.page, '受理')
  await tap(him.page, '受理')
  await sees(him.page, '已受理')
  await him.judge('the case he accepted')
  await readAll(cases, /已受理/)

  // Lunch: a message is promised for the afternoon.
  await later(on(1, '12:10'))
  await read(her, chat, '居住证在哪里续')
  await readAll(cases, /已受理/)

  // Monday evening: he replied in time.
  await later(on(1, '16:30'))
  await read(him, 'staff/inbox/index', new RegExp(words))
  await tap(him.page, new RegExp(words))
  await tap(him.page, '答复')
  await choose(him.page, '已解决')
  await write(him.page, '怎样办的', '电工已换好二单元全部灯泡')
  await tap(him.page, '答复')
  await sees(him.page, '待评价')
  await him.judge('the case he replied to')
  await later(on(1, '22:30'))
  await read(her, cases, '待评价')
  await read(her, booking, '已约好')

  // Tuesday: she is not content; the booking comes nearer.
  await later(on(2, '9:15'))
  await read(her, booking, '已约好')
  await read(her, cases, '待评价')
  await tap(her.page, '很不满意')
  await sees(her.page, '重新办理')
  await her.judge('her case, handed on')
  await readAll(cases, /重新办理/, deputy)

  // Wednesday: nobody has replied since, the promise is over and says so.
  await later(on(3, '0:10'))
  await read(her, booking, /已约好|没有到/)
  await readAll(cases, /重新办理/, deputy)
  await later(on(3, '17:30'))
  await read(her, booking, /没有到/)
  await readAll(cases, /本应在.*已经超时/, deputy)
  await read(her, cases, /已经超时/)
  const taps = await countTaps(her.page)
  await tap(her.page, '催一下')
  await sees(her.page, /^您今天 17:\d\d 催过/)
  expect(await taps()).toBe(1)
  await her.judge('her case, urged')
  await read(her, chat, '居住证在哪里续')
  expect(everybody.flatMap(({ errors }) => errors)).toEqual([])
  for (const { context } of everybody) await context.close()
})

const clockOf = (page: Page) => page.evaluate(() => Date.now())
const nothingHeard = (): Heard => ({ minutes: new Set(), hours: new Set(), received: new Set(), worded: new Set() })

test.each([
  ['a day that slid', ['明天 9:42 前答复您'], 'no answer named'],
  ['a promise that is over', ['今天 9:42 前答复您'], 'a promise that is over'],
  ['a weekday that is wrong', ['12月1日 周三 9:42'], 'no such day'],
])('the judge finds %s', (_, lines, says) => {
  const heard = nothingHeard()
  note('{"text":"⟦2026-12-01T01:42:00.000Z⟧ 前答复您","from":"08:30"}', heard)
  expect(untrue(lines, heard, new Date('2026-12-01T02:00:00Z'))).toEqual([expect.stringContaining(says)])
  expect(untrue(['今天 9:42 前答复您'], heard, new Date('2026-12-01T01:00:00Z'))).toEqual([])
})

test('the judge believes when a page was received, and no other minute', () => {
  const heard = { ...nothingHeard(), received: new Set([Date.parse('2026-11-30T08:30:00Z') / 60_000]) }
  const said = (time: string) => untrue([`没有网络，这是 今天 ${time} 的内容`], heard, new Date('2026-11-30T14:30:00Z'))
  expect(said('16:30')).toEqual([])
  expect(said('16:32')).toEqual([expect.stringContaining('no answer named')])
  expect(untrue(['今天 16:30 前答复您'], heard, new Date('2026-11-30T08:00:00Z'))).toEqual([expect.stringContaining('no answer named')])
})

test('the judge finds a day that the API worded itself', () => {
  const heard = nothingHeard()
  note('{"text":"李明会在明天 9:42 前答复您"}', heard)
  expect(untrue([], heard, new Date())).toEqual([expect.stringContaining('明天 9:42')])
})
