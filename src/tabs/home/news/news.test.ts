import { aBookingRow, aTicket, aWaiting } from '../../../testing/bookings'
import { aConversation, aMessage } from '../../../testing/conversations'
import { anOpenCase, aUnderway } from '../../../testing/underway'
import { inOrder, type News } from './news'
import { ofBooking, ofTicket, ofWaiting } from './of-bookings'
import { ofCase } from './of-cases'
import { ofDraft, ofOutbox } from './of-device'
import { ofConversation } from './of-messages'
import { newsOf } from './use-news'

const now = Date.parse('2026-11-23T09:00:00+08:00')
const says = (text: string, visitAt: string | null = null) => ({ by: '网格员 李明', text, visitAt, at: '2026-11-23T00:30:00.000Z' })
const read = ({ title, line }: News) => [title, line]

describe('a request', () => {
  it('says who comes and when, and by when it is answered', () => {
    const visit = anOpenCase({ state: 'handling', newest: says('约了电工', '2026-11-23T06:00:00.000Z') })
    expect(read(ofCase(visit, now))).toEqual(['今天 14:00 有人上门', '今天 16:00 前答复 · 楼道灯坏了三天'])
  })

  it('does not tell of a visit that is long over', () => {
    const over = anOpenCase({ state: 'handling', newest: says('约了电工', '2026-11-22T06:00:00.000Z') })
    expect(ofCase(over, now).title).toBe('李明：约了电工')
  })

  it('asks her whether a visit suits, and tells her of a broken one before she asks', () => {
    const step = { kind: 'visit', at: '2026-11-23T06:00:00.000Z', reason: '换灯', broken: false, confirmedAt: null, asked: null } as const
    const ahead = ofCase(anOpenCase({ state: 'handling', step }), now)
    expect(ahead).toMatchObject({ turn: 'hers', title: '今天 14:00 有人上门', line: '换灯 · 楼道灯坏了三天', end: { ask: '看时间' } })
    const confirmed = ofCase(anOpenCase({ state: 'handling', step: { ...step, confirmedAt: '2026-11-23T01:00:00.000Z' } }), now)
    expect(confirmed).toMatchObject({ turn: 'goesOn', title: '今天 14:00 有人上门' })
    const broken = ofCase(anOpenCase({ state: 'handling', step: { ...step, broken: true } }), Date.parse('2026-11-23T15:30:00+08:00'))
    expect(broken).toMatchObject({ title: '约好今天 14:00 上门，没有做到', end: { chip: '已提醒' } })
  })

  it('asks what is asked of the resident', () => {
    const asked = ofCase(anOpenCase({ state: 'infoNeeded', newest: says('灯在几层？') }), now)
    expect(asked).toMatchObject({ turn: 'hers', title: '等您回话', line: '李明问：灯在几层？', end: { ask: '回一下' } })
  })

  it('asks for a rating of a reply, with the day it ends', () => {
    const replied = ofCase(anOpenCase({ state: 'replied', rateBy: '2026-11-30T15:59:00.000Z', newest: says('修好了') }), now)
    expect(replied).toMatchObject({ turn: 'hers', title: '已经答复，请您评价', end: { ask: '评一下' } })
    expect(replied.line).toContain('11月30日')
  })

  it('that was not accepted says so, and what one can do', () => {
    const refused = ofCase(anOpenCase({ state: 'notAccepted', promisedAt: null, next: '不同意可以申诉一次' }), now)
    expect(refused).toMatchObject({ turn: 'hers', title: '没有受理，请看原因', line: '楼道灯坏了三天 · 不同意可以申诉一次' })
  })

  it('says its next step while nobody has said anything', () => {
    expect(read(ofCase(anOpenCase(), now))).toEqual(['李明会在今天 16:00 前受理', '楼道灯坏了三天'])
  })

  it('says that it is late by the clock, on a page that lay open', () => {
    const late = ofCase(anOpenCase(), Date.parse('2026-11-23T16:01:00+08:00'))
    expect(late).toMatchObject({ title: '还没受理，已经提醒', end: { chip: '已超时', tone: 'danger' } })
    expect(late.line).toBe('本应在今天 16:00 前 · 楼道灯坏了三天')
  })
})

describe('a place', () => {
  const tomorrow = aBookingRow()

  it('that is booked says when, then that one may come, then that it is time', () => {
    expect(read(ofBooking(tomorrow, now))).toEqual(['明天 9:00 老年人健康体检', '槐树社区党群服务站'])
    const start = Date.parse(tomorrow.startsAt)
    expect(ofBooking(tomorrow, start - 3_600_000)).toMatchObject({ turn: 'hers', title: '现在可以签到，今天 9:00 开始' })
    expect(ofBooking(tomorrow, start)).toMatchObject({ turn: 'hers', title: '时间到了，请到场签到' })
  })

  it('that is held, to be confirmed or waited for says when before what: a narrow phone cuts the end off', () => {
    const what = '明天 9:00–9:15 老年人健康体检'
    expect(ofBooking({ ...tomorrow, state: 'held', heldUntil: '2026-11-23T01:05:00.000Z' }, now).line).toBe(`${what} · 还没约好`)
    expect(ofBooking({ ...tomorrow, state: 'pending' }, now).line).toBe(what)
    const waited = '后天 14:00–14:30 法律咨询'
    expect(ofWaiting(aWaiting(), now).line).toBe(waited)
    const offered = aWaiting({ state: 'offered', holdId: tomorrow.id, offerUntil: '2026-11-23T01:15:00.000Z' })
    expect(ofWaiting(offered, now).line).toBe(`${waited} · 请确认`)
  })

  it('at home asks to be in', () => {
    expect(read(ofBooking({ ...tomorrow, way: 'home' }, now))).toEqual(['明天 9:00 上门', '老年人健康体检 · 请留人在家'])
  })

  it('that is waited for says the position, and an offer until when', () => {
    expect(ofWaiting(aWaiting(), now)).toMatchObject({ turn: 'goesOn', title: '候补，排在第 2 位' })
    const offerUntil = '2026-11-23T01:15:00.000Z'
    expect(ofWaiting(aWaiting({ state: 'offered', holdId: tomorrow.id, offerUntil, forOther: true }), now)).toMatchObject({
      turn: 'ends',
      title: '给别人等的有位置了',
      end: { until: offerUntil },
      to: { params: { holdId: tomorrow.id, whose: 'other' } },
    })
  })
})

describe('a queue number', () => {
  it('says how many are before it', () => {
    expect(read(ofTicket(aTicket()))).toEqual(['前面还有 3 位', 'A012 · 老年人健康体检 · 大约 10 到 20 分钟'])
    expect(ofTicket(aTicket({ ahead: 0 })).title).toBe('下一个就是您')
  })

  it('that is called comes before everything', () => {
    const called = ofTicket(aTicket({ state: 'called', window: '2 号窗口' }))
    expect(called).toMatchObject({ title: '请到 2 号窗口', end: { chip: '正在叫号' } })
    const held = ofBooking(aBookingRow({ state: 'held', heldUntil: '2026-11-23T01:05:00.000Z' }), now)
    expect(inOrder([held, called])[0]).toBe(called)
  })
})

describe('messages', () => {
  it('say that there is an answer, or until when it comes', () => {
    expect(ofConversation(aConversation({ unread: 1, lastText: '我下午来' }), now)).toMatchObject({ turn: 'hers', line: '我下午来' })
    const asked = aConversation({ lastText: '灯坏了', waitingSince: '2026-11-23T00:50:00.000Z', replyBy: '2026-11-23T02:30:00.000Z' })
    expect(read(ofConversation(asked, now))).toEqual(['等李明回话', '您说：灯坏了 · 今天 10:30 前回您'])
  })
})

describe('what is on the device', () => {
  const draft = { of: '019ab0', categoryCode: 'light', text: '灯坏了', waiting: false, refused: '' }

  it('waits for the network, for its end, or for a change', () => {
    expect(ofDraft({ ...draft, waiting: true })).toMatchObject({ turn: 'goesOn', title: '写好了，连上网会自动交' })
    expect(ofDraft({ ...draft, text: '' })).toMatchObject({ turn: 'hers', title: '有一件没写完', line: '照片或语音' })
    expect(ofDraft({ ...draft, refused: '请写明楼栋' })).toMatchObject({ turn: 'hers', line: '请写明楼栋', end: { ask: '改一下' } })
  })

  it('tells of a refused message before one that waits, a row a conversation', () => {
    const message = (n: number) => ({ clientId: aMessage(n).id, kind: 'text' as const, text: `第 ${n} 句` })
    const conversationId = aConversation().id
    const rows = ofOutbox([
      { conversationId, message: message(1), state: 'queued', at: 1 },
      { conversationId, message: message(2), state: 'failed', at: 2 },
    ])
    expect(rows).toMatchObject([{ turn: 'hers', title: '有一句没发出去', end: { ask: '再发' } }])
  })
})

describe('in one list', () => {
  it('what ends stands first, then what waits for the resident, then by time', () => {
    const bookings = [aBookingRow(), aBookingRow({ id: aConversation().id, state: 'held', heldUntil: '2026-11-23T01:05:00.000Z' })]
    const requests = [anOpenCase(), anOpenCase({ id: aTicket().id, state: 'infoNeeded' })]
    expect(inOrder(newsOf(aUnderway({ bookings, requests, waiting: [aWaiting()] }), now)).map(({ title }) => title)).toEqual([
      '位置给您留着',
      '等您回话',
      '李明会在今天 16:00 前受理',
      '明天 9:00 老年人健康体检',
      '候补，排在第 2 位',
    ])
  })

  it('a booking whose number is drawn, and a hold that is over, are no rows', () => {
    const bookings = [
      aBookingRow({ state: 'arrived' }),
      aBookingRow({ id: aConversation().id, state: 'held', heldUntil: '2026-11-23T00:59:00.000Z' }),
    ]
    expect(newsOf(aUnderway({ bookings, tickets: [aTicket()] }), now).map(({ title }) => title)).toEqual(['前面还有 3 位'])
  })
})
