import { act, fireEvent, screen } from '@testing-library/react'
import { readOf } from '../../platform/api/query'
import { setElder } from '../../platform/device/elder'
import { show } from '../../testing/show'
import { device } from '../../testing/taro'
import { Screen } from './screen'

const Page = ({ title }: { title?: string }) => (
  <Screen of={readOf('楼道灯')} {...(title !== undefined && { title })}>
    {(text) => text}
  </Screen>
)

test('the title is the one of the page’s config, until the page knows a better one', () => {
  Object.assign(device, { title: '诉求', pages: 2 })
  const page = show(<Page />)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('诉求')
  page.rerender(<Page title="楼道灯坏了三天" />)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('楼道灯坏了三天')
})

test.each([
  [2, '返回', 'navigateBack'],
  [1, '回首页', 'switchTab'],
] as const)('of %i pages in the stack the way back is %s', (pages, name, way) => {
  Object.assign(device, { title: '诉求', pages })
  show(<Page />)
  fireEvent.click(screen.getByRole('button', { name }))
  expect(device[way]).toHaveBeenCalledTimes(1)
})

test('a tab has no way back, but the tab bar, in which it is the one chosen', () => {
  Object.assign(device, { title: '我的', route: 'tabs/me/index' })
  show(<Page />)
  expect(screen.queryByRole('button')).toBeNull()
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('我的')
  fireEvent.click(screen.getByRole('tab', { name: '服务' }))
  expect(device.switchTab).toHaveBeenCalledWith({ url: '/tabs/services/index' })
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('服务')
})

test('the tab bar is large in elder mode', () => {
  Object.assign(device, { route: 'tabs/me/index' })
  act(() => setElder(true))
  show(<Page />)
  expect(screen.getByRole('navigation').className).toContain('elder')
  act(() => setElder(false))
})
