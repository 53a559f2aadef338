import { addDays, dateAndTime, dayInWords, dayOf, dayWithWeekday, minutesInWords, timeInWords, weekdayOf } from './time-words'

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
