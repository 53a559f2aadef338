import { screen } from '@testing-library/react'
import { show } from '../testing/show'
import { PromisedTime } from './promised-time'

test('a missed promise says so plainly', () => {
  show(<PromisedTime by={new Date(Date.now() - 26.5 * 3_600_000).toISOString()} />)
  expect(screen.getByText('已超过 1 天 2 小时')).toBeTruthy()
})
