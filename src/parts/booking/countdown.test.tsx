import { act, screen } from '@testing-library/react'
import { show } from '../../testing/show'
import { hearClock } from '../../platform/api/server-clock'
import { Countdown, leftWords, spokenLeft, useTimeLeft } from './countdown'

const start = Date.parse('2026-11-23T06:00:00.000Z')

beforeEach(() => {
  jest.useFakeTimers({ now: start })
})
afterEach(() => {
  jest.useRealTimers()
})

const Clock = ({ until }: { until: string }) => {
  const left = useTimeLeft(until)
  return left > 0 ? (
    <Countdown left={left} until={until}>
      位置给您留着
    </Countdown>
  ) : (
    <>让出了</>
  )
}
/** Moves the clock in small steps: a clock moved once in an `act` renders once. */
const pass = (seconds: number) => {
  for (let step = 0; step < seconds * 4; step += 1) act(() => jest.advanceTimersByTime(250))
}

test('it counts minutes, then the seconds of the last one, and ends', () => {
  show(<Clock until="2026-11-23T06:05:00.000Z" />)
  expect(screen.getByRole('group', { name: '位置给您留着，还剩 5 分钟' })).toBeTruthy()
  pass(61)
  expect(screen.getByRole('group', { name: /还剩 3 分钟/ })).toBeTruthy()
  pass(120)
  expect(screen.getByRole('group', { name: /还剩 1 分钟/ })).toBeTruthy()
  pass(78)
  expect(screen.getByRole('group', { name: /还剩 41 秒/ })).toBeTruthy()
  pass(42)
  expect(screen.getByText('让出了')).toBeTruthy()
})

const soon = '2026-11-23T06:05:00.000Z'

test('it never says more than is left, and speaks only when it matters', () => {
  expect(leftWords(4 * 60_000 + 59_000, soon)).toBe('还剩 4 分钟')
  expect(leftWords(59_999, soon)).toBe('还剩 59 秒')
  expect([90_000, 59_000, 42_000, 30_000, 12_000, 9_000, 0].map((left) => spokenLeft(left, soon))).toEqual([
    '还剩 1 分钟',
    '还剩不到 1 分钟',
    '还剩不到 1 分钟',
    '还剩 30 秒',
    '还剩 30 秒',
    '还剩 10 秒',
    '',
  ])
})

test('an offer that stands over night is told by its end, and said once', () => {
  const morning = '2026-11-24T00:45:00.000Z'
  show(<Clock until={morning} />)
  expect(screen.getByRole('group', { name: '位置给您留着，到明天 8:45' })).toBeTruthy()
  pass(61)
  expect(screen.getByRole('status').textContent).toBe('到明天 8:45')
})

test('on a phone five minutes fast the hold is over only until the first answer says what time it is', () => {
  const real = start
  jest.setSystemTime(real + 5 * 60_000)
  show(<Clock until="2026-11-23T06:05:00.000Z" />)
  expect(screen.getByText('让出了')).toBeTruthy()
  act(() => hearClock('Mon, 23 Nov 2026 06:00:00 GMT', real + 5 * 60_000, real + 5 * 60_000))
  expect(screen.getByRole('group', { name: /还剩 [45] 分钟/ })).toBeTruthy()
  // The device clock is corrected, as on a phone that synchronises its time.
  jest.setSystemTime(real)
  act(() => hearClock('Mon, 23 Nov 2026 06:00:00 GMT', real, real))
})
