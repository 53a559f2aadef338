import { aConversation, aGridCard } from '../../testing/conversations'
import { promisedReply } from '@doorstep/contract/reply-promise'
import { promiseOf } from './promise'

const at = (time: string) => Date.parse(`2026-11-23T${time}+08:00`)
const off = aGridCard({
  onDuty: { state: 'off', name: '李明', staffCode: 'W003', until: '2026-11-24T00:30:00.000Z', says: '明天 8:30 上班' },
})

test('while the grid member is on duty, the promise is the time', () => {
  const waiting = aConversation({ waitingSince: '2026-11-23T06:00:00.000Z', replyBy: '2026-11-23T06:30:00.000Z' })
  expect(promiseOf(waiting, aGridCard(), at('14:10:00'))).toEqual({ text: '李明会在今天 14:30 前回复您', late: false })
})

test('what the team only said it saw is still promised', () => {
  const waiting = {
    waitingSince: '2026-11-23T06:00:00.000Z',
    replyBy: '2026-11-23T06:30:00.000Z',
    acknowledgedAt: '2026-11-23T06:05:00.000Z',
  }
  expect(promiseOf(aConversation(waiting), aGridCard(), at('14:10:00')).text).toBe('已看到，李明会在今天 14:30 前回复您')
})

test('in the evening the promise says that nobody is there, and when the answer comes', () => {
  const waiting = aConversation({ waitingSince: '2026-11-23T12:00:00.000Z', replyBy: '2026-11-24T01:00:00.000Z' })
  expect(promiseOf(waiting, off, at('20:10:00'))).toEqual({ text: '今晚不在岗，李明会在明天 9:00 前回复您', late: false })
  expect(promiseOf(aConversation(), off, at('20:10:00')).text).toBe('今晚不在岗，您可以先留言，李明会在明天 9:00 前回复您')
})

test.each([
  [0, '过了约定的时间，正在请代班的同事来回复您'],
  [1, '过了约定的时间，已请代班的同事来回复您'],
  [2, '过了约定的时间，已请党支部书记来回复您'],
])('a promise that was missed says who has been called (step %i)', (escalated, text) => {
  const waiting = aConversation({ waitingSince: '2026-11-23T06:00:00.000Z', replyBy: '2026-11-23T06:30:00.000Z', escalated })
  expect(promiseOf(waiting, aGridCard(), at('15:00:00'))).toEqual({ text, late: true })
})

test.each([
  ['14:10:00', '现在发，李明会在今天 14:40 前回复您', '李明会在今天 14:40 前回复您'],
  ['17:50:00', '现在发，李明会在明天 8:50 前回复您', '李明会在明天 8:50 前回复您'],
  ['18:00:00', '今晚不在岗，您可以先留言，李明会在明天 9:00 前回复您', '今晚不在岗，李明会在明天 9:00 前回复您'],
  ['22:00:00', '今晚不在岗，您可以先留言，李明会在明天 9:00 前回复您', '今晚不在岗，李明会在明天 9:00 前回复您'],
])('at %s the promise before writing is the one after it, on a card read in the morning', (time, before, after) => {
  const now = at(time)
  const card = aGridCard()
  const by = promisedReply(now, card.dutyAhead ?? []) ?? 0
  const waits = aConversation({ waitingSince: new Date(now).toISOString(), replyBy: new Date(by).toISOString() })
  expect(promiseOf(aConversation(), card, now).text).toBe(before)
  expect(promiseOf(waits, card, now).text).toBe(after)
})

test('a card read a moment ahead of the page’s minute does not send its grid member home', () => {
  const read = aGridCard({ dutyAhead: [{ from: '2026-11-23T06:10:42.099Z', to: '2026-11-23T10:00:00.000Z' }] })
  expect(promiseOf(aConversation(), read, at('14:10:00')).text).toBe('现在发，李明会在今天 14:40 前回复您')
})

test('a stand-in answers in their own name, and a card without hours names no time', () => {
  const standIn = aGridCard({
    onDuty: { state: 'standIn', name: '王芳', staffCode: 'D002', until: null, says: '李明请假，王芳代班到今天' },
  })
  expect(promiseOf(aConversation(), standIn, at('15:00:00')).text).toBe('李明请假，王芳代班到今天，现在发，王芳会在今天 15:30 前回复您')
  const before = aGridCard({ dutyAhead: [] })
  expect(promiseOf(aConversation(), before, at('15:00:00')).text).toBe('值班到 18:00')
  expect(promiseOf(aConversation(), undefined, at('15:00:00')).text).toBe('')
})
