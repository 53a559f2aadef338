import {
  addDays,
  allWithTimes,
  dateAndTime,
  dayInWords,
  dayMark,
  dayOf,
  dayWithWeekday,
  minutesInWords,
  timeInWords,
  timeMark,
  untilMark,
  weekdayOf,
  withMarks,
  withTimes,
} from './time-words'

/** 2026-11-23 9:00 in +08:00, a Monday. */
const now = new Date('2026-11-23T01:00:00.000Z')

test.each([
  ['2026-11-23T10:00:00.000Z', '今天 18:00'],
  ['2026-11-23T15:59:00.000Z', '今天 23:59'],
  ['2026-11-23T16:00:00.000Z', '明天 0:00'],
  ['2026-11-25T01:30:00.000Z', '后天 9:30'],
  ['2026-11-22T01:05:00.000Z', '昨天 9:05'],
  ['2026-11-20T16:00:00.000Z', '前天 0:00'],
  ['2026-11-26T01:30:00.000Z', '11月26日 周四 9:30'],
  ['2026-11-20T15:59:00.000Z', '11月20日 周五 23:59'],
  ['2027-01-03T02:00:00.000Z', '2027年1月3日 周日 10:00'],
])('%s is said as %s, whatever zone the host is in', (at, says) => {
  expect(timeInWords(at, now)).toBe(says)
  expect(timeInWords(new Date(at), now.getTime())).toBe(says)
})

test('what is kept names its date, however near it is', () => {
  expect(dateAndTime('2026-11-23T10:00:00.000Z', now)).toBe('11月23日 周一 18:00')
  expect(dateAndTime('2027-01-04T02:30:00.000Z', now)).toBe('2027年1月4日 周一 10:30')
})

test('the last evening of a year is not said with its year, the first morning of the next is 明天', () => {
  const eve = '2026-12-31T02:00:00.000Z'
  expect(dayInWords('2027-01-01T02:00:00.000Z', eve)).toBe('明天')
  expect(dayInWords('2027-01-03', eve)).toBe('2027年1月3日')
  expect(dayInWords(eve, '2027-01-05')).toBe('2026年12月31日')
})

test('a day within a sentence is said without its weekday, a day by itself with it', () => {
  expect([dayInWords('2026-11-25', now), dayWithWeekday('2026-11-25', now)]).toEqual(['后天', '后天'])
  expect([dayInWords('2026-11-30', now), dayWithWeekday('2026-11-30', now)]).toEqual(['11月30日', '11月30日 周一'])
})

test('days begin at midnight in China, and weeks on Monday', () => {
  expect([dayOf('2026-11-22T15:59:59.999Z'), dayOf('2026-11-22T16:00:00.000Z')]).toEqual(['2026-11-22', '2026-11-23'])
  expect([addDays('2026-12-31', 1), addDays('2024-03-01', -1)]).toEqual(['2027-01-01', '2024-02-29'])
  expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29')]).toEqual([1, 7])
})

test.each([
  [30, '30 分钟'],
  [90, '90 分钟'],
  [120, '2 小时'],
  [4320, '3 天'],
])('%d minutes are %s', (minutes, says) => {
  expect(minutesInWords(minutes)).toBe(says)
})

const monday = now
const tuesday = new Date('2026-11-24T01:00:00.000Z')
const friday = new Date('2026-11-27T01:00:00.000Z')

test('a sentence written on Monday is worded by the day it is read', () => {
  const at = '2026-11-24T01:42:00.000Z'
  const promise = `李明会在${timeMark(at)} 前答复您`
  expect([monday, tuesday, friday].map((read) => withTimes(promise, read))).toEqual([
    '李明会在明天 9:42 前答复您',
    '李明会在今天 9:42 前答复您',
    '李明会在11月24日 周二 9:42 前答复您',
  ])
  expect([monday, tuesday].map((read) => withTimes(`请在${dayMark(at)}前评价`, read))).toEqual(['请在明天前评价', '请在今天前评价'])
})

test('the end of what goes on is a time of day while it is today, and midnight is 24:00', () => {
  expect(withTimes(`值班到${untilMark('2026-11-23T10:00:00.000Z')}`, monday)).toBe('值班到 18:00')
  expect(withTimes(`值班到${untilMark('2026-11-23T16:00:00.000Z')}`, monday)).toBe('值班到 24:00')
  expect(withTimes(`值班到${untilMark('2026-11-24T10:00:00.000Z')}`, monday)).toBe('值班到明天 18:00')
})

test('an answer is worded in all its parts, and what has no marks stays the same object', () => {
  const plain = { rows: [{ text: '没有时间' }], at: '2026-11-24T01:42:00.000Z' }
  expect(allWithTimes(plain, monday)).toBe(plain)
  const answer = { plain, rows: [{ next: `请在${dayMark('2026-11-24')}前评价` }], none: null, count: 2 }
  const said = allWithTimes(answer, monday)
  expect(said).toEqual({ plain, rows: [{ next: '请在明天前评价' }], none: null, count: 2 })
  expect(said.plain).toBe(plain)
  expect(answer.rows[0]?.next).toContain('2026-11-24')
})

test('a sentence that an earlier version stored in words is read by the day it was written', () => {
  const stored = '李明会在明天 9:42 前答复您。请在后天前评价'
  expect(withTimes(withMarks(stored, monday), tuesday)).toBe('李明会在今天 9:42 前答复您。请在明天前评价')
  expect(withTimes(withMarks('您约的是昨天 16:05', friday), friday)).toBe('您约的是昨天 16:05')
  expect(withMarks('明天再来，今天 25 号', monday)).toBe('明天再来，今天 25 号')
})

test.each(['今天 25:00', '昨天 9:75', '明天 24:00', '后天 99:99', '今天 9:300'])(
  '%s, typed by somebody, is no time and stays as it is',
  (typed) => {
    expect(withMarks(typed, monday)).toBe(typed)
  },
)
