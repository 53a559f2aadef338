import { act, screen } from '@testing-library/react'
import { show } from '../testing/show'
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
  return left > 0 ? <Countdown left={left}>位置给您留着</Countdown> : <>让出了</>
}
/** In small steps: a clock that is told once in an `act` is drawn once. */
const pass = (seconds: number) => {
  for (let step = 0; step < seconds * 4; step += 1) act(() => jest.advanceTimersByTime(250))
}

test('it counts minutes, then the seconds of the last one, and ends', () => {
  show(<Clock until="2026-11-23T06:05:00.000Z" />)
  expect(screen.getByRole('group', { name: '位置给您留着,还剩 5 分钟' })).toBeTruthy()
  pass(61)
  expect(screen.getByRole('group', { name: /还剩 3 分钟/ })).toBeTruthy()
  pass(120)
  expect(screen.getByRole('group', { name: /还剩 1 分钟/ })).toBeTruthy()
  pass(78)
  expect(screen.getByRole('group', { name: /还剩 41 秒/ })).toBeTruthy()
  pass(42)
  expect(screen.getByText('让出了')).toBeTruthy()
})

test('it never says more than is left, and speaks only when it matters', () => {
  expect(leftWords(4 * 60_000 + 59_000)).toBe('还剩 4 分钟')
  expect(leftWords(59_999)).toBe('还剩 59 秒')
  expect([90_000, 59_000, 42_000, 30_000, 12_000, 9_000, 0].map(spokenLeft)).toEqual([
    '还剩 1 分钟',
    '还剩不到 1 分钟',
    '还剩不到 1 分钟',
    '还剩 30 秒',
    '还剩 30 秒',
    '还剩 10 秒',
    '',
  ])
})
