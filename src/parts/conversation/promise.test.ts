import { aConversation, aGridCard } from '../../testing/conversations'
import { promiseOf } from './promise'

const at = (time: string) => Date.parse(`2026-11-23T${time}+08:00`)
const off = aGridCard({
  onDuty: { state: 'off', name: '李明', staffCode: 'W003', until: '2026-11-24T00:30:00.000Z', says: '明天 8:30 上班' },
})

test('while the grid member is on duty, the promise is the time', () => {
  const waiting = aConversation({ waitingSince: '2026-11-23T06:00:00.000Z', replyBy: '2026-11-23T06:30:00.000Z' })
  expect(promiseOf(waiting, aGridCard(), at('14:10:00'))).toEqual({ text: '李明会在今天 14:30 前回复您', late: false })
})

test('in the evening the promise says that nobody is there, and when the answer comes', () => {
  const waiting = aConversation({ waitingSince: '2026-11-23T12:00:00.000Z', replyBy: '2026-11-24T01:00:00.000Z' })
  expect(promiseOf(waiting, off, at('20:10:00'))).toEqual({ text: '今晚不在岗，李明会在明天 9:00 前回复您', late: false })
  expect(promiseOf(aConversation(), off, at('20:10:00')).text).toBe('今晚不在岗，您可以先留言，李明 明天 8:30 上班就回复您')
})

test.each([
  [0, '过了约定的时间，正在请代班的同事来回复您'],
  [1, '过了约定的时间，已请代班的同事来回复您'],
  [2, '过了约定的时间，已请党支部书记来回复您'],
])('a promise that was missed says who has been called (step %i)', (escalated, text) => {
  const waiting = aConversation({ waitingSince: '2026-11-23T06:00:00.000Z', replyBy: '2026-11-23T06:30:00.000Z', escalated })
  expect(promiseOf(waiting, aGridCard(), at('15:00:00'))).toEqual({ text, late: true })
})

test('with nothing waiting, it says how long an answer usually takes, or until when somebody is there', () => {
  expect(promiseOf(aConversation(), aGridCard(), at('15:00:00')).text).toBe('通常 20 分钟内回复')
  expect(promiseOf(aConversation(), aGridCard({ usualReply: null }), at('15:00:00')).text).toBe('值班到 18:00')
  expect(promiseOf(aConversation(), undefined, at('15:00:00')).text).toBe('')
})
