import { firstWaitReminderDays, secondWaitReminderDays, waitEndDays } from '@doorstep/contract/rules'
import { community, type Community } from '../testing/requests'

let here: Community
beforeEach(async () => {
  here = await community()
})
afterEach(() => here.app.close())

const asked = async () => {
  const request = await here.acts(here.member, await here.files(here.resident), 'accept', {})
  await here.acts(here.member, request, 'askMore', { question: '是几单元的灯？' })
  return request
}
const toldTimes = async (title: string) => (await here.told(here.resident)).filter((one) => one === title).length

test('what she says while she is waited for is the supplement, by whichever button', async () => {
  const request = await asked()
  here.app.clock.advance({ days: 2 })
  const after = await here.acts(here.resident, request, 'comment', { text: '二单元三楼' })
  expect(after).toMatchObject({
    state: 'accepted',
    timeline: expect.arrayContaining([expect.objectContaining({ did: 'supply' })]) as unknown,
  })
  expect(after.timeline.at(-1)?.text).toContain('答复时间顺延到')
  expect(after.clocks.every(({ pausedAt }) => pausedAt === null)).toBe(true)
})

test('a word of the team is no supplement', async () => {
  const request = await asked()
  expect((await here.acts(here.deputy, request, 'comment', { text: '我也去看看' })).state).toBe('infoNeeded')
})

test('staff write down what she said on the phone, and she is told to when the promised time moved', async () => {
  const request = await asked()
  here.app.clock.advance({ days: 1 })
  const after = await here.acts(here.member, request, 'suppliedByPhone', { text: '二单元三楼' })
  expect(after).toMatchObject({ state: 'accepted' })
  expect(after.timeline.at(-1)).toMatchObject({ did: 'suppliedByPhone', text: expect.stringContaining('答复时间顺延到') as string })
  await here.app.jobs.runDue()
  const [told] = (await here.app.does(here.resident, 'GET /v1/inbox')).rows
  expect(told).toMatchObject({ title: '已记下您电话里补充的情况', text: expect.stringContaining('因为等您补充，时限顺延到') as string })
})

test('she is reminded twice, then the wait ends by itself: one question stops no deadline for ever', async () => {
  const request = await asked()
  const reminders = []
  for (const day of [firstWaitReminderDays, secondWaitReminderDays - firstWaitReminderDays, 1]) {
    here.app.clock.advance({ days: day, minutes: 1 })
    reminders.push(await toldTimes('还在等您补充一点情况'))
  }
  expect(reminders).toEqual([1, 2, 2])
  here.app.clock.advance({ days: waitEndDays })
  expect(await toldTimes('先按现有情况继续办')).toBe(1)
  expect(await here.told(here.member)).toContain('没有等到补充，请继续办')
  const seen = await here.sees(here.resident, request)
  expect(seen).toMatchObject({ state: 'accepted' })
  expect(seen.clocks.filter(({ state }) => state === 'paused')).toEqual([])
})

test('whoever was answered is reminded of nothing more', async () => {
  const request = await asked()
  await here.acts(here.resident, request, 'supply', { text: '二单元三楼' })
  here.app.clock.advance({ days: waitEndDays + 1 })
  expect([await toldTimes('还在等您补充一点情况'), await toldTimes('先按现有情况继续办')]).toEqual([0, 0])
})

test('a wrong answer is corrected with its trace, and gains no time', async () => {
  const request = await here.acts(here.member, await here.files(here.resident), 'accept', {})
  await here.acts(here.member, request, 'reply', { outcome: 'solved', text: '已经换了新灯泡，试过了会亮' })
  here.app.clock.advance({ days: 3 })
  expect((await here.sees(here.member, request)).furtherActions).toEqual(['correct', 'note'])
  const after = await here.acts(here.member, request, 'correct', { text: '发错了，这件还没有修好' })
  expect(after).toMatchObject({ state: 'accepted', outcome: null, rateBy: null, promisedAt: request.promisedAt, overdue: true })
  const seen = await here.sees(here.resident, request)
  expect(seen.timeline.map(({ did }) => did)).toEqual(['filed', 'accept', 'reply', 'correct'])
  expect(seen.timeline.at(-1)?.text).toBe('发错了，这件还没有修好')
  expect(await here.told(here.resident)).toContain('答复有更正，继续办理')
  // Its end went by while the answer stood: nobody was told then.
  expect(await here.told(here.member)).toContain('办理答复已超时')
})

test('a mis-tapped refusal is corrected: she need not contest it', async () => {
  const request = await here.files(here.resident)
  await here.acts(here.member, request, 'refuse', { reason: 'otherArea', explanation: '不在本网格' })
  const after = await here.acts(here.member, request, 'correct', { text: '看错了地址，是本网格的' })
  expect(after).toMatchObject({ state: 'submitted', promisedAt: request.promisedAt, contested: false })
  expect(await here.tries(here.resident, request, 'correct', { text: '我改' })).toBe('notYourRole')
  expect((await here.acts(here.member, request, 'accept', {})).state).toBe('accepted')
})
