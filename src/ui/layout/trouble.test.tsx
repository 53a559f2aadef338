import { problems } from '@doorstep/contract/problems'
import { fireEvent, screen } from '@testing-library/react'
import { show } from '../../testing/show'
import { device } from '../../testing/taro'
import { Trouble } from './trouble'

const platform = process.env.TARO_ENV
afterEach(() => {
  process.env.TARO_ENV = platform
})

test('a version that is no longer served says so, and can be closed so that the new one is fetched', () => {
  const { status, detail } = problems.clientTooOld
  show(<Trouble problem={{ type: '', title: '', code: 'clientTooOld', status, detail }} again={() => undefined} />)
  expect(screen.getByText(/请关掉重新打开/)).toBeTruthy()
  process.env.TARO_ENV = 'weapp'
  fireEvent.click(screen.getByRole('button', { name: '关掉重新打开' }))
  expect(device.exitMiniProgram).toHaveBeenCalledTimes(1)
})
