import { device, resetDevice } from '../../testing/taro'
import { openNewest, watchUpdates } from './updates'

const applyUpdate = jest.fn()
let fetched: () => void = () => undefined
const platform = process.env.TARO_ENV

beforeEach(() => {
  process.env.TARO_ENV = 'weapp'
  resetDevice()
  applyUpdate.mockClear()
  device.getUpdateManager.mockReturnValue({ applyUpdate, onUpdateReady: (ready) => (fetched = ready) })
  watchUpdates()
})
afterEach(() => {
  process.env.TARO_ENV = platform
})

test('whoever has too old a version closes it, or opens the new one once that is there', () => {
  openNewest()
  expect(device.exitMiniProgram).toHaveBeenCalledTimes(1)
  expect(applyUpdate).not.toHaveBeenCalled()
  fetched()
  openNewest()
  expect(device.exitMiniProgram).toHaveBeenCalledTimes(1)
  expect(applyUpdate).toHaveBeenCalledTimes(1)
})

test.each([
  [true, 1],
  [false, 0],
])('a new version is opened only by whoever says so: %s', async (confirm, times) => {
  device.showModal.mockResolvedValue({ confirm })
  expect(device.showModal).not.toHaveBeenCalled()
  fetched()
  await Promise.resolve()
  await Promise.resolve()
  expect(device.showModal).toHaveBeenCalledTimes(1)
  expect(applyUpdate).toHaveBeenCalledTimes(times)
})

test('the browser preview has no versions of its own', () => {
  process.env.TARO_ENV = 'h5'
  device.getUpdateManager.mockClear()
  watchUpdates()
  expect(device.getUpdateManager).not.toHaveBeenCalled()
})
