import { clock, dayName, duration, hoursName, isMorning, lasting, moment, shortTime, timeLeft } from './format'

// 2026-11-23 14:30 in +08:00, a Monday
const now = Date.parse('2026-11-23T06:30:00.000Z')
const minutes = (count: number) => count * 60_000

test.each([
  ['2026-11-23T10:00:00.000Z', '今天 18:00'],
  ['2026-11-22T16:00:00.000Z', '今天 0:00'],
  ['2026-11-22T15:59:00.000Z', '昨天 23:59'],
  ['2026-11-24T01:30:00.000Z', '明天 9:30'],
  ['2026-11-20T12:14:00.000Z', '11月20日 周五 20:14'],
  ['2025-12-31T16:00:00.000Z', '1月1日 周四 0:00'],
  ['2025-11-20T12:14:00.000Z', '2025年11月20日 周四 20:14'],
])('%s is said as %s, in +08:00 wherever the device is', (at, said) => {
  expect(moment(at, now)).toBe(said)
})

test.each([
  ['2026-11-23', '今天'],
  ['2026-11-30', '11月30日 周一'],
  ['2026-11-29T16:00:00.000Z', '11月30日 周一'],
])('the day %s is %s', (at, said) => {
  expect(dayName(at, now)).toBe(said)
})

test('rows say the time today and the day before that', () => {
  expect([shortTime('2026-11-23T01:05:00.000Z', now), shortTime('2026-11-22T01:05:00.000Z', now)]).toEqual(['9:05', '昨天'])
})

test.each([
  [minutes(200), '3 小时 20 分'],
  [minutes(120), '2 小时'],
  [minutes(5), '5 分钟'],
  [30_000, '不到 1 分钟'],
  [minutes(1440 + 61), '1 天 1 小时'],
  [minutes(2880 + 30), '2 天'],
])('%d milliseconds are %s', (length, said) => {
  expect(duration(length)).toBe(said)
})

test('a promise still ahead and one that was missed say so', () => {
  expect(timeLeft(now + minutes(200), now)).toBe('还有 3 小时 20 分')
  expect(timeLeft(now - minutes(200), now)).toBe('已超过 3 小时 20 分')
})

test('a voice note’s length', () => {
  expect([clock(7), clock(60), clock(59.4)]).toEqual(['0:07', '1:00', '0:59'])
})

test('hours of a rule are said as times are', () => {
  expect(hoursName({ from: '08:30', to: '12:00' })).toBe('8:30–12:00')
  expect([isMorning('2026-11-24T01:00:00.000Z'), isMorning('2026-11-24T04:00:00.000Z')]).toEqual([true, false])
})

test.each([
  [minutes(200), '剩 3 小时 20 分'],
  [10_000, '剩不到 1 分钟'],
])('a word stands with a length of %i ms without a space between Chinese words', (long, said) => {
  expect(lasting('剩', long)).toBe(said)
})
