import { devToolsCode } from '../../wechat-stand-in/sign-in'
import { startStandIn } from '../../wechat-stand-in/server'
import type { StandIn } from '../../wechat-stand-in/server'
import { weChatClient } from './client'
import type { WeChat } from './client'
import type { WeChatFault } from './open-api'

const app = { appid: 'wx0000000000000001', secret: 'stand-in-secret' }
const person = 'oDoorstep-wang'
let now: Date
let standIn: StandIn
let wechat: WeChat
let seen: WeChatFault[]
const clock = { now: () => now }
const later = (ms: number) => void (now = new Date(now.getTime() + ms))
const calls = (path: string) => standIn.calls.filter((call) => call.endsWith(path)).length

beforeEach(async () => {
  now = new Date('2026-11-23T01:00:00Z')
  seen = []
  standIn = await startStandIn({ clock, ...app, devToolsOpenid: 'oDoorstep-devtools' })
  wechat = weChatClient({ clock, ...app, base: standIn.url, timeoutMs: 300, onFault: (fault) => seen.push(fault) })
})
afterEach(() => standIn.close())

describe('sign-in', () => {
  test('turns a code into the person who holds it', async () => {
    expect(await wechat.signIn(standIn.mintCode(person))).toEqual({ openid: person, unionid: null })
  })

  test('knows the person behind the tourist AppID of WeChat DevTools', async () => {
    expect(await wechat.signIn(devToolsCode)).toEqual({ openid: 'oDoorstep-devtools', unionid: null })
  })

  test('refuses a code twice, after 5 minutes, or made up', async () => {
    const once = standIn.mintCode(person)
    await wechat.signIn(once)
    await expect(wechat.signIn(once)).rejects.toMatchObject({ code: 'wechatCodeRefused' })
    const old = standIn.mintCode(person)
    later(300_000)
    await expect(wechat.signIn(old)).rejects.toMatchObject({ code: 'wechatCodeRefused' })
    await expect(wechat.signIn('made up & odd=?')).rejects.toMatchObject({ code: 'wechatCodeRefused' })
  })

  test('refuses a person WeChat calls high-risk', async () => {
    standIn.block(person)
    await expect(wechat.signIn(standIn.mintCode(person))).rejects.toMatchObject({ code: 'wechatBlocked' })
  })

  test('tries once more when WeChat is busy, and only once', async () => {
    standIn.faults.push({ path: '/sns/jscode2session', errcode: -1 })
    expect((await wechat.signIn(standIn.mintCode(person))).openid).toBe(person)
    standIn.faults.push({ path: '/sns/jscode2session', errcode: -1 }, { path: '/sns/jscode2session', errcode: -1 })
    await expect(wechat.signIn(standIn.mintCode(person))).rejects.toMatchObject({ code: 'wechatUnreachable' })
    expect(calls('/sns/jscode2session')).toBe(4)
  })

  test.each([
    ['a rate limit', { errcode: 45011 }],
    ['an IP outside the whitelist', { errcode: 40164 }],
    ['a cut connection', { reset: true as const }],
    ['no answer in time', { silent: true as const }],
    ['an answer that is not JSON', { body: '<html>502' }],
    ['an answer without an openid', { body: '{"session_key":"x"}' }],
  ])('calls WeChat unreachable after %s, and says nothing secret about it', async (_, fault) => {
    standIn.faults.push({ path: '/sns/jscode2session', ...fault })
    const code = standIn.mintCode(person)
    await expect(wechat.signIn(code)).rejects.toMatchObject({ code: 'wechatUnreachable' })
    expect(seen).toHaveLength(1)
    expect(String(seen[0])).not.toContain(app.secret)
    expect(String(seen[0])).not.toContain(code)
  })

  test('calls WeChat unreachable when the app is configured wrongly: nothing the person can mend', async () => {
    const wrong = weChatClient({ clock, ...app, secret: 'another', base: standIn.url })
    await expect(wrong.signIn(standIn.mintCode(person))).rejects.toMatchObject({ code: 'wechatUnreachable' })
  })
})

describe('a WeChat that does not answer', () => {
  test('is not asked for a while after five failures in a row, in what failed', async () => {
    for (let n = 0; n < 5; n += 1) {
      standIn.faults.push({ path: '/sns/jscode2session', reset: true })
      await expect(wechat.signIn('any')).rejects.toMatchObject({ code: 'wechatUnreachable' })
    }
    await expect(wechat.signIn(standIn.mintCode(person))).rejects.toMatchObject({ code: 'wechatUnreachable' })
    expect(calls('/sns/jscode2session')).toBe(5)
    expect(seen).toHaveLength(5)
    await wechat.checkText(person, 'comment', '楼道灯坏了')
    expect(calls('/wxa/msg_sec_check')).toBe(1)
  })

  test('is no WeChat that refuses: who sends made-up codes keeps nobody out', async () => {
    for (let n = 0; n < 10; n += 1) await expect(wechat.signIn('made up')).rejects.toMatchObject({ code: 'wechatCodeRefused' })
    expect((await wechat.signIn(standIn.mintCode(person))).openid).toBe(person)
  })
})

describe('text check', () => {
  beforeEach(() => wechat.signIn(standIn.mintCode(person)))

  test('passes ordinary words and tells the risky from the doubtful', async () => {
    expect(await wechat.checkText(person, 'comment', '三单元的楼道灯坏了三天')).toEqual({ suggest: 'pass', label: 100 })
    expect(await wechat.checkText(person, 'comment', '加微信领红包')).toEqual({ suggest: 'review', label: 10001 })
    expect(await wechat.checkText(person, 'comment', '出售枪支')).toEqual({ suggest: 'risky', label: 20006 })
  })

  test('checks a long text in parts and takes the worst', async () => {
    const long = `${'灯'.repeat(2499)}😀${'坏'.repeat(3000)}出售枪支`
    expect(await wechat.checkText(person, 'comment', long)).toMatchObject({ suggest: 'risky' })
    expect(calls('/wxa/msg_sec_check')).toBe(3)
  })

  test('leaves to a person what WeChat will not judge: somebody it has not seen for 2 hours', async () => {
    later(7_200_000)
    expect(await wechat.checkText(person, 'comment', '楼道灯坏了')).toEqual({ suggest: 'review', label: null })
  })

  test.each([{ reset: true as const }, { silent: true as const }, { errcode: 45009 }, { body: '{"errcode":0,"errmsg":"ok"}' }])(
    'never blocks because of trouble: %j is review',
    async (fault) => {
      standIn.faults.push({ path: '/wxa/msg_sec_check', ...fault })
      expect(await wechat.checkText(person, 'comment', '楼道灯坏了')).toEqual({ suggest: 'review', label: null })
    },
  )
})

describe('access token', () => {
  beforeEach(() => wechat.signIn(standIn.mintCode(person)))
  const check = () => wechat.checkText(person, 'comment', '楼道灯坏了')

  test('is fetched once for all who wait, kept, and renewed in its last 5 minutes', async () => {
    await Promise.all([check(), check(), check(), check()])
    expect(calls('/cgi-bin/stable_token')).toBe(1)
    later(7_200_000 - 300_001)
    await wechat.signIn(standIn.mintCode(person))
    await check()
    expect(calls('/cgi-bin/stable_token')).toBe(1)
    later(1)
    expect(await check()).toMatchObject({ suggest: 'pass' })
    expect(calls('/cgi-bin/stable_token')).toBe(2)
  })

  test('is fetched again once when another environment ended it', async () => {
    await check()
    standIn.revokeTokens()
    // The client must fetch a new token: the stand-in would return the ended one only if it were cached.
    expect(await check()).toMatchObject({ suggest: 'pass' })
    expect(calls('/cgi-bin/stable_token')).toBe(2)
  })

  test('that could not be fetched is asked for again by the next call', async () => {
    standIn.faults.push({ path: '/cgi-bin/stable_token', reset: true })
    expect(await check()).toMatchObject({ suggest: 'review' })
    expect(await check()).toMatchObject({ suggest: 'pass' })
  })
})
