import { hearClock, serverNow } from './server-clock'

const now = Date.parse('2026-11-23T06:00:00.400Z')
const minutes = 60_000

beforeEach(() => {
  jest.useFakeTimers({ now })
  hearClock('Mon, 23 Nov 2026 06:00:00 GMT', now, now)
})
afterEach(() => {
  jest.useRealTimers()
})
const drift = () => serverNow() - Date.now()

test('what an answer allows is left alone', () => {
  const before = drift()
  hearClock('Mon, 23 Nov 2026 06:00:00 GMT', now - 300, now)
  expect(drift()).toBe(before)
  // The answer took 28 seconds: the header's second may be any of them.
  hearClock('Mon, 23 Nov 2026 06:00:00 GMT', now - 14_000, now + 14_000)
  expect(drift()).toBe(before)
})

test.each([
  ['fast', 5 * minutes],
  ['slow', -5 * minutes],
])('a phone five minutes %s is put right by one answer, to about a second', (_, off) => {
  jest.setSystemTime(now + off)
  hearClock('Mon, 23 Nov 2026 06:00:00 GMT', now + off - 200, now + off)
  expect(Math.abs(serverNow() - now)).toBeLessThanOrEqual(1000)
})

test('an answer without a date, or with nonsense, changes nothing', () => {
  const before = drift()
  hearClock(undefined, now, now)
  hearClock('gestern', now, now)
  expect(drift()).toBe(before)
})

test('a clock set right while the app runs is followed', () => {
  jest.setSystemTime(now + 5 * minutes)
  hearClock('Mon, 23 Nov 2026 06:00:00 GMT', now + 5 * minutes, now + 5 * minutes)
  jest.setSystemTime(now)
  hearClock('Mon, 23 Nov 2026 06:00:00 GMT', now, now)
  expect(Math.abs(drift())).toBeLessThanOrEqual(1000)
})
