import { act, screen } from '@testing-library/react'
import { show } from '../../testing/show'
import { device, resize } from '../../testing/taro'
import { useEdges } from './edges'

const Page = () => <div>{JSON.stringify(useEdges())}</div>
const told = () => JSON.parse(screen.getByText(/top/).textContent) as unknown

test('the row of the navigation bar has WeChat’s capsule in its middle, and leaves its width free', () => {
  show(<Page />)
  expect(told()).toEqual({ top: 44, row: 40, side: 102 })
})

test('a window that is made narrower is measured again, and zeros in place of a capsule are not believed', () => {
  show(<Page />)
  device.capsule = { top: 0, height: 0 }
  act(() => resize(320))
  expect(told()).toEqual({ top: 44, row: 44, side: 96 })
})

test('a capsule that was not there at the first start is measured by the next page', () => {
  device.capsule = { top: 0, height: 0 }
  const first = show(<Page />)
  act(() => resize(375))
  expect(told()).toEqual({ top: 44, row: 44, side: 96 })
  first.unmount()
  device.capsule = { top: 48, height: 32 }
  show(<Page />)
  expect(told()).toEqual({ top: 44, row: 40, side: 102 })
})
