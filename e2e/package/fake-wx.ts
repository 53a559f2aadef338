import { createHash } from 'node:crypto'

/** One request of the package, as the fake WeChat passes it on. */
export interface WxRequest {
  url: string
  method: string
  header: Record<string, string>
  data?: Record<string, unknown>
  /** How many bytes the body has, when it is no JSON. */
  bytes?: number
}
export interface WxAnswer {
  statusCode: number
  data: unknown
}
/** Answers the package's requests: from canned replies, or by calling a running API. */
export type Answer = (request: WxRequest) => Promise<WxAnswer>

type Options = Record<string, unknown> & {
  success?: (result: unknown) => void
  fail?: (error: unknown) => void
  complete?: (result: unknown) => void
}

const isBytes = (data: unknown): data is ArrayBuffer => Object.prototype.toString.call(data) === '[object ArrayBuffer]'

const methods = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']

/**
 * Returns the part of `wx` the package uses, in memory. What it lacks fails as in an old WeChat, and is noted in `missing`. `calls` notes
 * every other call by name.
 */
export function fakeWx(answer: Answer) {
  const storage = new Map<string, unknown>()
  const calls: { api: string; options: unknown }[] = []
  const missing = new Set<string>()
  const state = { pending: 0 }
  /** Files on the device, by path; whoever chooses photos chooses all of them. */
  const files = new Map<string, Uint8Array>()

  /** Tells the callbacks of a call; one without any is answered with a promise, as WeChat does. */
  const settle = (options: Options, result: Promise<unknown>): unknown => {
    state.pending += 1
    const told = result.then(
      (value) => {
        state.pending -= 1
        options.success?.(value)
        options.complete?.(value)
        return value
      },
      (error: unknown) => {
        state.pending -= 1
        const errMsg = `fail ${String(error)}`
        const failure = Object.assign(new Error(errMsg), { errMsg })
        options.fail?.(failure)
        options.complete?.(failure)
        throw failure
      },
    )
    if (!options.success && !options.fail && !options.complete) return told
    told.catch(() => undefined)
    return undefined
  }
  const request = (options: Options) => {
    const { url, method, header, data } = options as unknown as Omit<WxRequest, 'data'> & { data?: Record<string, unknown> | ArrayBuffer }
    // The client must not use methods that wx.request does not send.
    if (!methods.includes(method)) throw new Error(`wx.request does not send ${method}`)
    const body = isBytes(data) ? { bytes: data.byteLength } : data && { data }
    settle(options, answer({ url, method, header, ...body }))
    return { abort: () => undefined, onHeadersReceived: () => undefined, offHeadersReceived: () => undefined }
  }
  const fileAt = (path: unknown) => {
    const file = files.get(String(path))
    return file ? Promise.resolve(file) : Promise.reject(new Error('no such file or directory'))
  }
  // WeChat answers with bytes unless an encoding is asked for, and reads only inside the file.
  const fileSystem = {
    getFileInfo: (options: Options) =>
      settle(
        options,
        fileAt(options.filePath).then((file) => ({ size: file.length, digest: createHash('sha1').update(file).digest('hex') })),
      ),
    readFile: (options: Options) => {
      const { position, length } = options as { position: number; length: number }
      settle(
        options,
        fileAt(options.filePath).then((file) => {
          if (position + length > file.length) throw new Error('the value of "length" is out of range')
          return { data: file.slice(position, position + length).buffer }
        }),
      )
    },
  }
  const silent =
    (api: string) =>
    (options: Options = {}) => {
      calls.push({ api, options })
      settle(options, Promise.resolve({ errMsg: `${api}:ok` }))
    }
  const listener = () => undefined

  const known: Record<string, unknown> = {
    request,
    getFileSystemManager: () => fileSystem,
    chooseMedia: (options: Options) =>
      settle(options, Promise.resolve({ tempFiles: [...files].map(([tempFilePath, { length: size }]) => ({ tempFilePath, size })) })),
    login: (options: Options) => settle(options, Promise.resolve({ code: 'code-of-the-host' })),
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, JSON.parse(JSON.stringify(value))),
    removeStorageSync: (key: string) => void storage.delete(key),
    getStorageInfoSync: () => ({ keys: [...storage.keys()], currentSize: 0, limitSize: 10_240 }),
    getNetworkType: (options: Options) => settle(options, Promise.resolve({ networkType: 'wifi' })),
    getSystemInfoSync: () => ({ platform: 'ios', windowWidth: 375, windowHeight: 812, pixelRatio: 3, SDKVersion: '3.6.0' }),
    getWindowInfo: () => ({ windowWidth: 375, windowHeight: 812, statusBarHeight: 44, pixelRatio: 3, safeArea: { top: 44, bottom: 778 } }),
    getDeviceInfo: () => ({ platform: 'ios' }),
    getAppBaseInfo: () => ({ SDKVersion: '3.6.0', theme: 'light', fontSizeScaleFactor: 1 }),
    getMenuButtonBoundingClientRect: () => ({ top: 48, bottom: 80, left: 281, right: 368, width: 87, height: 32 }),
    getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    canIUse: () => true,
    nextTick: (run: () => void) => void setTimeout(run, 0),
    connectSocket: (options: Options) => {
      settle(options, Promise.resolve({ socketTaskId: 1 }))
      return { onOpen: listener, onMessage: listener, onClose: listener, onError: listener, send: listener, close: listener }
    },
    getRecorderManager: () => ({ onStart: listener, onStop: listener, onError: listener, start: listener, stop: listener }),
    getUpdateManager: () => ({ onUpdateReady: listener, applyUpdate: listener }),
    getRealtimeLogManager: () => ({ error: listener }),
    setInnerAudioOption: silent('setInnerAudioOption'),
    createInnerAudioContext: () => ({ onEnded: listener, onError: listener, play: listener, destroy: listener }),
    createSelectorQuery: () => {
      const query: Record<string, () => unknown> = { exec: listener }
      for (const name of ['in', 'select', 'selectAll', 'selectViewport', 'boundingClientRect', 'scrollOffset', 'fields', 'node'])
        query[name] = () => query
      return query
    },
  }
  for (const api of [
    'onNetworkStatusChange',
    'offNetworkStatusChange',
    'onThemeChange',
    'offThemeChange',
    'onUnhandledRejection',
    'onError',
    'onMemoryWarning',
    'onAppShow',
    'onAppHide',
    'onWindowResize',
    'offWindowResize',
  ])
    known[api] = listener
  for (const api of [
    'setNavigationBarTitle',
    'navigateTo',
    'redirectTo',
    'switchTab',
    'reLaunch',
    'navigateBack',
    'stopPullDownRefresh',
    'pageScrollTo',
    'hideShareMenu',
    'showShareMenu',
    'makePhoneCall',
    'previewImage',
    'setClipboardData',
    'requirePrivacyAuthorize',
    'preloadSubpackage',
  ])
    known[api] = silent(api)

  const wx = new Proxy(known, {
    get: (target, name) => {
      if (typeof name !== 'string' || name in target) return Reflect.get(target, name) as unknown
      if (name.startsWith('__') || ['webpackJsonp', 'cloud', 'then', 'toJSON'].includes(name)) return undefined
      return (options: Options = {}) => {
        missing.add(name)
        options.fail?.({ errMsg: `${name}:fail not in this host` })
        options.complete?.({ errMsg: `${name}:fail not in this host` })
      }
    },
  })
  return { wx, storage, calls, missing, state, files }
}
