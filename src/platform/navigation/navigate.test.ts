import '../../testing/show'
import { device } from '../../testing/taro'
import { backTo, go } from './navigate'

test('two quick taps on a row open its page once; later it opens again', async () => {
  await Promise.all([go('requests/detail', { id: 'a' }), go('requests/detail', { id: 'a' })])
  expect(device.navigateTo).toHaveBeenCalledTimes(1)
  await go('requests/detail', { id: 'a' })
  expect(device.navigateTo).toHaveBeenCalledTimes(2)
})

test('a page that did not open can be tapped again', async () => {
  device.navigateTo.mockImplementationOnce(() => Promise.reject(new Error('navigateTo:fail timeout')))
  await expect(go('requests/detail', { id: 'a' })).rejects.toThrow('timeout')
  await go('requests/detail', { id: 'a' })
  expect(device.navigateTo).toHaveBeenCalledTimes(2)
})

test('the eleventh page takes the place of the tenth', async () => {
  device.pages = 10
  await go('requests/detail', { id: 'a' })
  expect(device.redirectTo).toHaveBeenCalledWith({ url: '/resident/requests/detail/index?id=a' })
})

test('a form that was sent leads back to the page it came from, not to a second copy of it', async () => {
  device.pages = 2
  device.route = 'resident/requests/detail/index'
  await backTo('requests/detail', { id: 'a' })
  expect(device.navigateBack).toHaveBeenCalledTimes(1)
  device.route = 'resident/notifications/inbox/index'
  await backTo('requests/detail', { id: 'a' })
  expect(device.redirectTo).toHaveBeenCalledWith({ url: '/resident/requests/detail/index?id=a' })
})
