import { createHash } from 'node:crypto'
import { useEffect, useRef } from 'react'

/** Replaces @tarojs/taro in unit tests: a device in memory, and page events a test can fire. */

type Listener = (...args: unknown[]) => unknown
const hooks = { didShow: new Set<Listener>(), didHide: new Set<Listener>(), pull: new Set<Listener>(), reachBottom: new Set<Listener>() }
const network = new Set<(state: { isConnected: boolean }) => void>()
const resized = new Set<Listener>()
const storage = new Map<string, unknown>()
let params: Record<string, string> = {}

const useHook = (name: keyof typeof hooks, run: Listener, atOnce = false) => {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const listener: Listener = (...args) => latest.current(...args)
    hooks[name].add(listener)
    if (atOnce) listener()
    return () => {
      hooks[name].delete(listener)
    }
  }, [name, atOnce])
}

export const useDidShow = (run: Listener) => useHook('didShow', run, true)
export const useDidHide = (run: Listener) => useHook('didHide', run)
export const usePullDownRefresh = (run: Listener) => useHook('pull', run)
export const useReachBottom = (run: Listener) => useHook('reachBottom', run)
export const useShareAppMessage = (_run: Listener) => undefined
export const useLoad = (run: Listener) => useEffect(() => void run(params), [run])
export const useLaunch = (run: Listener) => useEffect(() => void run(), [run])
export const useRouter = () => ({ params, path: '' })

export interface FakeRequest {
  url: string
  method: string
  data?: Record<string, unknown> | ArrayBuffer
  header?: Record<string, string>
}
export interface FakeUpload {
  url: string
  filePath: string
  header?: Record<string, string>
}

interface UploadTask extends Promise<{ statusCode: number; data: string }> {
  progress: (tell: (at: { progress: number }) => void) => void
  abort: () => void
}

const nothing = () => Promise.resolve({})
const fresh = () => ({
  request: jest.fn((_: FakeRequest): Promise<{ statusCode: number; data: unknown }> => Promise.reject(new Error('request:fail no answer'))),
  upload: jest.fn((_: FakeUpload): Promise<{ statusCode: number; data: string }> => Promise.reject(new Error('uploadFile:fail no answer'))),
  /** The task of an upload; by default one that moves once and has the answer of `upload`. */
  startUpload: jest.fn((_: FakeUpload): UploadTask | undefined => undefined),
  login: jest.fn(() => Promise.resolve({ code: 'code-of-the-test' })),
  navigateTo: jest.fn(nothing),
  redirectTo: jest.fn(nothing),
  switchTab: jest.fn(nothing),
  navigateBack: jest.fn(nothing),
  makePhoneCall: jest.fn(nothing),
  setClipboardData: jest.fn(nothing),
  previewImage: jest.fn(nothing),
  scanCode: jest.fn(() => Promise.resolve({ result: '' })),
  getLocation: jest.fn(() => Promise.resolve({ longitude: 0, latitude: 0 })),
  vibrateLong: jest.fn(nothing),
  showModal: jest.fn((_: { title: string; content: string }) => Promise.resolve({ confirm: false })),
  getUpdateManager: jest.fn((): { applyUpdate: () => void; onUpdateReady: (ready: () => void) => void } => ({
    applyUpdate: () => undefined,
    onUpdateReady: () => undefined,
  })),
  exitMiniProgram: jest.fn(nothing),
  addPhoneCalendar: jest.fn((_: Record<string, unknown>) => nothing()),
  pageScrollTo: jest.fn((_to: { scrollTop?: number; selector?: string }) => Promise.resolve()),
  chooseMedia: jest.fn(() => Promise.resolve({ tempFiles: [] as { tempFilePath: string }[] })),
  baseInfo: {} as Record<string, unknown>,
  pages: 1,
  /** Files on the device, by path. */
  files: new Map<string, Uint8Array>(),
  /** Route of the current page. */
  route: '',
  /** Title in the config of the current page. */
  title: '',
  /** Screen width in CSS pixels. */
  width: 375,
  /** WeChat's capsule. */
  capsule: { top: 48, height: 32 },
})

/** The device of this test: replace its functions, inspect their calls. */
export const device = fresh()

/** Resets the device to an empty one; `fakeApi` and `show` use the same device. */
export function resetDevice() {
  Object.assign(device, fresh())
  storage.clear()
  params = {}
}

/** Sets the parameters of the next page. */
export const openWith = (next: Record<string, string>) => {
  params = next
}
/** Fires an event of the page's life. */
export const fire = (name: keyof typeof hooks) => hooks[name].forEach((listener) => listener())
/** Turns the network on or off. */
export const connect = (isConnected: boolean) => network.forEach((listener) => listener({ isConnected }))
/** Changes the width of WeChat's window, as on a computer. */
export const resize = (width: number) => {
  device.width = width
  resized.forEach((listener) => listener())
}
/** Returns the contents of the device's storage. */
export const onDevice = () => Object.fromEntries(storage)

interface Told<R> {
  filePath: string
  success: (result: R) => void
  fail: (error: { errMsg: string }) => void
}
const missing = { errMsg: 'fail no such file or directory' }
const fileSystem = {
  getFileInfo: ({ filePath, success, fail }: Told<{ size: number; digest: string }>) => {
    const file = device.files.get(filePath)
    if (file) success({ size: file.length, digest: createHash('sha1').update(file).digest('hex') })
    else fail(missing)
  },
  readFile: ({ filePath, position, length, success, fail }: Told<{ data: ArrayBuffer }> & { position: number; length: number }) => {
    const file = device.files.get(filePath)
    if (file) success({ data: file.slice(position, position + length).buffer })
    else fail(missing)
  },
}

const Taro = {
  request: (options: FakeRequest) => device.request(options),
  uploadFile: (options: FakeUpload): UploadTask =>
    device.startUpload(options) ??
    Object.assign(device.upload(options), {
      progress: (tell: (at: { progress: number }) => void) => tell({ progress: 40 }),
      abort: () => undefined,
    }),
  getFileSystemManager: () => fileSystem,
  login: () => device.login(),
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void storage.set(key, JSON.parse(JSON.stringify(value))),
  removeStorageSync: (key: string) => void storage.delete(key),
  getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
  getAppBaseInfo: () => device.baseInfo,
  getWindowInfo: () => ({ windowWidth: device.width, statusBarHeight: 44 }),
  getMenuButtonBoundingClientRect: () => ({ ...device.capsule, left: device.capsule.height === 0 ? 0 : device.width - 94 }),
  getLaunchOptionsSync: () => ({ path: '' }),
  getCurrentInstance: () => ({ page: { config: { navigationBarTitleText: device.title } } }),
  onWindowResize: (listener: Listener) => void resized.add(listener),
  offWindowResize: (listener: Listener) => void resized.delete(listener),
  onThemeChange: () => undefined,
  offThemeChange: () => undefined,
  onNetworkStatusChange: (listener: (state: { isConnected: boolean }) => void) => void network.add(listener),
  offNetworkStatusChange: (listener: (state: { isConnected: boolean }) => void) => void network.delete(listener),
  getNetworkType: ({ success }: { success: (state: { networkType: string }) => void }) => success({ networkType: 'wifi' }),
  getCurrentPages: () => Array.from({ length: device.pages }, () => ({ route: device.route })),
  navigateTo: (...args: Parameters<typeof device.navigateTo>) => device.navigateTo(...args),
  redirectTo: (...args: Parameters<typeof device.redirectTo>) => device.redirectTo(...args),
  switchTab: (...args: Parameters<typeof device.switchTab>) => device.switchTab(...args),
  navigateBack: () => device.navigateBack(),
  makePhoneCall: (...args: Parameters<typeof device.makePhoneCall>) => device.makePhoneCall(...args),
  setClipboardData: (...args: Parameters<typeof device.setClipboardData>) => device.setClipboardData(...args),
  previewImage: (...args: Parameters<typeof device.previewImage>) => device.previewImage(...args),
  scanCode: () => device.scanCode(),
  getLocation: () => device.getLocation(),
  vibrateLong: () => device.vibrateLong(),
  addPhoneCalendar: (...args: Parameters<typeof device.addPhoneCalendar>) => device.addPhoneCalendar(...args),
  showModal: (...args: Parameters<typeof device.showModal>) => device.showModal(...args),
  getUpdateManager: () => device.getUpdateManager(),
  exitMiniProgram: () => device.exitMiniProgram(),
  chooseMedia: () => device.chooseMedia(),
  setNavigationBarTitle: nothing,
  stopPullDownRefresh: nothing,
  pageScrollTo: (...args: Parameters<typeof device.pageScrollTo>) => device.pageScrollTo(...args),
  hideShareMenu: nothing,
  openSetting: nothing,
}
export default Taro
