import { promisedReply } from '@doorstep/contract/reply-promise'
import { signedIn } from '../testing/people/signed-in'
import { conversationWorld, type ConversationWorld } from './testing/two-sides'

let sides: ConversationWorld

beforeEach(async () => {
  sides = await conversationWorld()
})
afterEach(() => sides.app.close())

/** Parses `09-30 17:50` of 2026 in +08:00. */
const at = (wall: string) => new Date(`2026-${wall.replace(' ', 'T')}:00.000+08:00`)
const promised = (wall: string) => at(wall).toISOString()

/** Sets the clock and runs the jobs that became due meanwhile. */
async function passTo(wall: string) {
  sides.app.clock.set(at(wall))
  await sides.app.jobs.runDue()
}

const systemLines = async (id: string) =>
  (await sides.all(sides.member, id)).filter(({ kind }) => kind === 'system').map(({ text }) => text)

test('nobody answers in the morning: the stand-in is called after 30 minutes on duty, the secretary after 90, each once', async () => {
  const { app, member, deputy, secretary, opens, says, seen, inbox } = sides
  app.clock.set(at('11-23 09:00'))
  const { resident, id } = await opens()
  await says(resident, id, '水管漏了')
  await says(resident, id, '有人吗')
  expect(await seen(resident, id)).toMatchObject({ waitingSince: promised('11-23 09:00'), replyBy: promised('11-23 09:30'), escalated: 0 })

  await passTo('11-23 09:29')
  expect(await seen(resident, id)).toMatchObject({ escalated: 0 })
  expect(await inbox(deputy)).toEqual([])

  await passTo('11-23 09:30')
  await app.jobs.runDue()
  expect(await seen(resident, id)).toMatchObject({ escalated: 1 })
  expect(await systemLines(id)).toEqual(['约定时间内没有回复，已请王芳1（代班）来回复'])
  expect(await inbox(deputy)).toEqual(['有居民在等回复，请您接手'])
  expect(await inbox(secretary)).toEqual([])
  expect(await inbox(resident)).toEqual(['已请王芳1来回复您'])

  await passTo('11-23 10:30')
  expect(await seen(resident, id)).toMatchObject({ escalated: 2 })
  expect(await systemLines(id)).toHaveLength(2)
  expect(await inbox(secretary)).toEqual(['有居民在等回复，请您接手'])
  expect(await inbox(resident)).toEqual(['已请赵书记来回复您', '已请王芳1来回复您'])
  expect(await inbox(deputy)).toHaveLength(1)
  expect(await inbox(member)).toEqual(['王阿姨发来消息'])

  await passTo('11-25 18:00')
  expect(await systemLines(id)).toHaveLength(2)
})

test('after the last step it rings again: at her next message, the next working day, and every week', async () => {
  const { app, place, member, secretary, opens, says, inbox } = sides
  const street = await signedIn(place, 'streetAdmin')
  const again = async (who: typeof street) => (await inbox(who)).filter((title) => title === '居民还在等回复').length
  app.clock.set(at('11-23 09:00'))
  const { resident, id } = await opens()
  await says(resident, id, '水管漏了')
  await passTo('11-23 09:30')
  await passTo('11-23 10:30')
  expect(await again(secretary)).toBe(0)
  app.clock.set(at('11-23 15:00'))
  await says(resident, id, '有人吗')
  await says(resident, id, '急！')
  await app.jobs.runDue()
  expect([await again(member), await again(secretary), await again(street)]).toEqual([1, 1, 1])
  await passTo('11-24 08:29')
  expect(await again(street)).toBe(1)
  await passTo('11-24 08:30')
  expect(await again(street)).toBe(2)
  await passTo('11-30 18:00')
  expect(await again(street)).toBe(2)
  await passTo('12-01 08:30')
  expect([await again(secretary), await again(street)]).toEqual([3, 3])
  await says(member, id, '马上到')
  await passTo('12-31 08:30')
  expect(await again(street)).toBe(3)
})

test.each([
  ['in the evening', '11-23 21:00', { reply: '11-24 09:00', before: '11-24 08:59', secretary: '11-24 10:00' }],
  ['ten minutes before lunch', '11-23 11:50', { reply: '11-23 14:20', before: '11-23 14:19', secretary: '11-23 15:20' }],
  ['on Friday evening', '11-27 17:50', { reply: '11-30 08:50', before: '11-30 08:49', secretary: '11-30 09:50' }],
  ['before the National Day holiday', '09-30 17:50', { reply: '10-08 08:50', before: '10-08 08:49', secretary: '10-08 09:50' }],
])('a message %s waits in duty time only, and says so at once', async (_when, sent, { reply, before, secretary }) => {
  const { app, opens, says, seen } = sides
  app.clock.set(at(sent))
  const { resident, id } = await opens()
  await says(resident, id, '您好')
  expect(await seen(resident, id)).toMatchObject({ replyBy: promised(reply) })
  await passTo(before)
  expect(await seen(resident, id)).toMatchObject({ escalated: 0 })
  await passTo(reply)
  expect(await seen(resident, id)).toMatchObject({ escalated: 1 })
  await passTo(secretary)
  expect(await seen(resident, id)).toMatchObject({ escalated: 2 })
})

test.each(['11-23 11:55', '11-23 12:30', '11-23 17:59', '11-23 22:00', '11-28 10:00', '09-30 17:50', '09-20 09:00'])(
  'what is promised before she writes at %s is what is promised afterwards, on a card read ten minutes earlier, too',
  async (sent) => {
    const { app, place, opens, says, seen } = sides
    const now = at(sent)
    const ahead = async (minutes: number) => {
      app.clock.set(new Date(now.getTime() - minutes * 60_000))
      return (await app.does(null, 'GET /v1/grids/{code}', { params: { code: place.grids[0].code } })).dutyAhead ?? []
    }
    const before = [promisedReply(now.getTime(), await ahead(10)), promisedReply(now.getTime(), await ahead(0))]
    const { resident, id } = await opens()
    await says(resident, id, '您好')
    const by = Date.parse((await seen(resident, id)).replyBy ?? '')
    expect(before).toEqual([by, by])
  },
)

test('an answer stops the clock, keeps how many minutes on duty it took, and nobody else is called', async () => {
  const { app, place, member, deputy, opens, says, seen, inbox } = sides
  app.clock.set(at('11-23 11:50'))
  const { resident, id } = await opens()
  await says(resident, id, '您好')
  app.clock.set(at('11-23 14:05'))
  await says(member, id, '您好，请讲')
  expect(await seen(resident, id)).toMatchObject({ waitingSince: null, replyBy: null, escalated: 0 })
  const replies = await app.db.selectFrom('first_reply').where('district_id', '=', place.id).select(['grid_code', 'minutes']).execute()
  expect(replies).toEqual([{ grid_code: place.grids[0].code, minutes: 15 }])

  await passTo('11-24 18:00')
  expect(await systemLines(id)).toEqual([])
  expect(await inbox(deputy)).toEqual([])
})

test('a new question after an answer starts a clock of its own; the old one’s calls do nothing to it', async () => {
  const { app, member, opens, says, seen } = sides
  app.clock.set(at('11-23 09:00'))
  const { resident, id } = await opens()
  await says(resident, id, '您好')
  app.clock.set(at('11-23 09:10'))
  await says(member, id, '请讲')
  app.clock.set(at('11-23 09:20'))
  await says(resident, id, '灯坏了')
  await passTo('11-23 09:49')
  expect(await seen(resident, id)).toMatchObject({ waitingSince: promised('11-23 09:20'), replyBy: promised('11-23 09:50'), escalated: 0 })
  await passTo('11-23 09:50')
  expect(await seen(resident, id)).toMatchObject({ escalated: 1 })
})

test('thanks start no clock and ring nowhere; a question after them starts one', async () => {
  const { app, member, secretary, opens, says, seen, inbox } = sides
  app.clock.set(at('11-23 09:00'))
  const { resident, id } = await opens()
  await says(member, id, '明天上午去看，您在家吗？')
  for (const text of ['在家', '好的，谢谢', '👍']) await says(resident, id, text)
  expect(await seen(resident, id)).toMatchObject({ waitingSince: null, replyBy: null })
  await passTo('11-24 18:00')
  expect([await systemLines(id), await inbox(secretary)]).toEqual([[], []])
  await says(resident, id, '好的，那几点来？')
  expect(await seen(resident, id)).toMatchObject({ waitingSince: promised('11-24 18:00') })
})

test('thanks while the secretaries are called ring no more than silence', async () => {
  const { app, secretary, opens, says, inbox } = sides
  app.clock.set(at('11-23 09:00'))
  const { resident, id } = await opens()
  await says(resident, id, '水管漏了')
  await passTo('11-23 10:30')
  await says(resident, id, '好的')
  await app.jobs.runDue()
  expect(await inbox(secretary)).toEqual(['有居民在等回复，请您接手'])
})

test('收到 of the team answers nothing: she reads that it was seen, the clock runs on to the one who is called, no reply is counted', async () => {
  const { app, place, member, deputy, opens, says, seen, inbox } = sides
  app.clock.set(at('11-23 09:00'))
  const { resident, id } = await opens()
  await says(resident, id, '水管漏了')
  app.clock.set(at('11-23 09:05'))
  await says(member, id, '收到')
  await says(member, id, '请稍等')
  const running = { waitingSince: promised('11-23 09:00'), replyBy: promised('11-23 09:30'), acknowledgedAt: promised('11-23 09:05') }
  expect(await seen(resident, id)).toMatchObject(running)
  const replies = () => app.db.selectFrom('first_reply').where('district_id', '=', place.id).select('minutes').execute()
  expect(await replies()).toEqual([])
  await passTo('11-23 09:30')
  expect(await inbox(deputy)).toEqual(['有居民在等回复，请您接手'])
  app.clock.set(at('11-23 09:40'))
  await says(member, id, '好的，师傅下午两点到')
  expect(await seen(resident, id)).toMatchObject({ waitingSince: null, acknowledgedAt: null })
  expect(await replies()).toEqual([{ minutes: 40 }])
})

test('收到 is said of what stood there: what she adds later is not seen before the team says so again', async () => {
  const { app, member, opens, says, seen } = sides
  app.clock.set(at('11-23 09:00'))
  const { resident, id } = await opens()
  await says(resident, id, '水管漏了')
  await says(member, id, '收到')
  await says(resident, id, '谢谢')
  expect((await seen(resident, id)).acknowledgedAt).not.toBeNull()
  app.clock.set(at('11-23 09:10'))
  await says(resident, id, '漏到楼下了')
  const running = { waitingSince: promised('11-23 09:00'), replyBy: promised('11-23 09:30') }
  expect(await seen(resident, id)).toMatchObject({ ...running, acknowledgedAt: null })
  await says(member, id, '收到')
  expect((await seen(resident, id)).acknowledgedAt).toBe(promised('11-23 09:10'))
})

describe('无需回复', () => {
  const waive = (who: ConversationWorld['resident'], id: string, seq: number) =>
    sides.app.call(who, 'POST /v1/conversations/{id}/waivers', { params: { id }, body: { seq } })

  test('ends the clock without a reply, for the staff by name and unseen by her; her next question starts it', async () => {
    const { app, place, member, deputy, opens, says, seen, all, inbox } = sides
    app.clock.set(at('11-23 09:00'))
    const { resident, id } = await opens()
    await says(resident, id, '今天太阳真好')
    const answers = await Promise.all([waive(member, id, 1), waive(deputy, id, 1)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await seen(resident, id)).toMatchObject({ waitingSince: null, waived: null, lastSeq: 1 })
    expect(await all(resident, id)).toHaveLength(1)
    expect((await seen(deputy, id)).waived).toMatchObject({ seq: 1, at: promised('11-23 09:00') })
    const kept = await app.db.selectFrom('reply_waiver').where('district_id', '=', place.id).select(['seq', 'staff_code']).execute()
    expect(kept).toHaveLength(1)
    expect(await app.db.selectFrom('first_reply').where('district_id', '=', place.id).select('id').execute()).toEqual([])
    await passTo('11-23 10:30')
    expect(await inbox(deputy)).toEqual([])
    await says(resident, id, '灯又灭了')
    expect(await seen(resident, id)).toMatchObject({ waitingSince: promised('11-23 10:30') })
  })

  test('of what was read only: a question that came since stays, and neither she nor a stranger may say so', async () => {
    const { app, place, member, opens, says, seen } = sides
    app.clock.set(at('11-23 09:00'))
    const { resident, id } = await opens()
    await says(resident, id, '今天太阳真好')
    await says(resident, id, '灯什么时候修？')
    expect((await waive(member, id, 1)).problem).toMatchObject({ status: 409, code: 'notNow', detail: '居民又发来了新消息，请先看一看' })
    expect((await waive(resident, id, 2)).problem).toMatchObject({ status: 403 })
    expect((await waive(await signedIn(place, { staff: 'M2' }), id, 2)).problem).toMatchObject({ code: 'notFound' })
    expect(await seen(resident, id)).toMatchObject({ waitingSince: promised('11-23 09:00') })
  })
})

test('the secretary who was called answers, and may go on answering', async () => {
  const { app, secretary, opens, says, seen } = sides
  app.clock.set(at('11-23 09:00'))
  const { resident, id } = await opens()
  await says(resident, id, '您好')
  await passTo('11-23 10:30')
  await says(secretary, id, '我是赵书记，我来处理')
  expect(await seen(resident, id)).toMatchObject({ escalated: 0, waitingSince: null })
  await says(secretary, id, '明天给您回话')
  expect(await seen(resident, id)).toMatchObject({ unread: 4, lastText: '明天给您回话' })
})

test('with the deputy on leave and nobody else in the team, the secretary is called at once', async () => {
  const { app, place, secretary, opens, says, seen, inbox } = sides
  app.clock.set(at('11-23 09:00'))
  await app.db
    .insertInto('absence')
    .values({
      district_id: place.id,
      id: '01900000-0000-7000-8000-000000000001',
      grid_code: place.grids[0].code,
      staff_code: 'D1',
      stand_in_code: 'M1',
      from_at: at('11-23 00:00'),
      until_at: at('11-24 00:00'),
    })
    .execute()
  const { resident, id } = await opens()
  await says(resident, id, '您好')
  await passTo('11-23 09:30')
  expect(await seen(resident, id)).toMatchObject({ escalated: 2 })
  expect(await inbox(secretary)).toHaveLength(1)
  await passTo('11-23 10:30')
  expect(await systemLines(id)).toEqual(['约定时间内没有回复，已请党支部书记赵书记来回复'])
  expect(await inbox(secretary)).toHaveLength(1)
})

test('a hand-over says so in every conversation, moves no clock and hands the waiting ones on', async () => {
  const { app, place, member, deputy, opens, says, seen, inbox } = sides
  app.clock.set(at('11-23 09:00'))
  const waits = await opens()
  await says(waits.resident, waits.id, '您好')
  const answered = await opens('刘叔')
  await says(answered.resident, answered.id, '您好')
  await says(member, answered.id, '您好')
  const empty = await opens()
  const admin = await signedIn(place, 'streetAdmin')
  app.clock.set(at('11-23 09:10'))
  const moved = await app.does(admin, 'POST /v1/grids/{code}/handovers', {
    params: { code: place.grids[0].code },
    body: { toStaffCode: 'D1', reason: '岗位调整' },
  })
  expect(moved).toMatchObject({ conversations: 2 })
  const line = '从今天起由王芳1负责本网格'
  expect(await systemLines(waits.id)).toEqual([line])
  expect(await systemLines(answered.id)).toEqual([line])
  expect(await systemLines(empty.id)).toEqual([])
  expect(await seen(waits.resident, waits.id)).toMatchObject({ withName: '王芳1', replyBy: promised('11-23 09:30'), lastText: '您好' })
  await app.jobs.runDue()
  expect(await inbox(deputy)).toContain('有 1 位居民在等回复')

  await passTo('11-23 09:30')
  expect(await seen(waits.resident, waits.id)).toMatchObject({ escalated: 1 })
  expect((await systemLines(waits.id)).at(-1)).toBe('约定时间内没有回复，已请李明1（代班）来回复')
})
