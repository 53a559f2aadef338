import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import vm from 'node:vm'
import { fakeWx, type Answer } from './fake-wx'
import { templatesOf } from './templates'
import { assign, drawn, textOf, walk, type Node } from './tree'
import { quiet, until } from './until'

/** One setData as WeChat would transfer it: its bytes of JSON, and its content. */
interface SetData {
  bytes: number
  keys: string[]
}

type Method = (this: unknown, ...args: unknown[]) => unknown
type PageConfig = Record<string, unknown> & { data?: Record<string, unknown> }
type Instance = Record<string, unknown> & { data: Record<string, unknown> }

/** Timers of at most this many milliseconds are part of what a page does now; longer ones are its clocks. */
const soonMs = 100

/** The package's scripts, compiled once for all launches, by path. */
const compiled = new Map<string, vm.Script>()
function scriptOf(path: string): vm.Script {
  const known = compiled.get(path)
  if (known !== undefined) return known
  const made = new vm.Script(`(function (require, module, exports) {${readFileSync(path, 'utf8')}\n})`, { filename: path })
  compiled.set(path, made)
  return made
}

/** The JavaScript globals WeChat's logic layer lacks. */
const lacking = ['Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'FinalizationRegistry']

/**
 * Launches the built package in a bare host: a JavaScript realm without DOM, Intl, AbortController, TextEncoder, fetch or eval, with
 * WeChat's `App`, `Page`, `Component` and a `wx` in memory. Runs `app.js` at once; throws what it throws.
 */
export function launch(dist: string, answer: Answer) {
  const { wx, storage, calls, missing, state } = fakeWx(answer)
  const errors: string[] = []
  const modules = new Map<string, { exports: unknown }>()
  const pages: Record<string, unknown>[] = []
  const soon = new Set<NodeJS.Timeout>()
  let app: Record<string, unknown> = {}
  let registered: PageConfig | undefined
  let component: PageConfig | undefined

  const note = (...args: unknown[]) =>
    void errors.push(args.map((arg) => (arg instanceof Error ? (arg.stack ?? arg.message) : String(arg))).join(' '))
  const console = { log: () => undefined, info: () => undefined, debug: () => undefined, warn: note, error: note }
  const world: Record<string, unknown> = {
    wx,
    console,
    // A pending timer of the package must not keep the test's process alive.
    setTimeout: (run: () => void, wait = 0) => {
      const timer = setTimeout(() => {
        soon.delete(timer)
        run()
      }, wait).unref()
      if (wait <= soonMs) soon.add(timer)
      return timer
    },
    setInterval: (run: () => void, wait?: number) => setInterval(run, wait).unref(),
    clearTimeout: (timer?: NodeJS.Timeout) => {
      if (timer !== undefined) soon.delete(timer)
      clearTimeout(timer)
    },
    clearInterval,
    App: (config: Record<string, unknown>) => {
      app = config
      return config
    },
    Page: (config: PageConfig) => {
      registered = config
    },
    Component: (config: PageConfig) => {
      component = config
    },
    Behavior: () => undefined,
    getApp: () => app,
    getCurrentPages: () => pages,
  }
  const context = vm.createContext(world, { codeGeneration: { strings: false, wasm: false } })
  for (const name of lacking) vm.runInContext(`delete globalThis.${name}`, context)

  const load = (file: string): unknown => {
    const path = existsSync(file) ? file : `${file}.js`
    const known = modules.get(path)
    if (known) return known.exports
    const module = { exports: {} }
    modules.set(path, module)
    const run = scriptOf(path).runInContext(context) as (require: (to: string) => unknown, module: unknown, exports: unknown) => void
    run((to) => load(to.startsWith('/') ? join(dist, to) : resolve(dirname(path), to)), module, module.exports)
    return module.exports
  }

  const call = (on: Record<string, unknown>, method: string, ...args: unknown[]) => {
    const run = on[method]
    return typeof run === 'function' ? (run as Method).apply(on, args) : undefined
  }
  load(join(dist, 'app.js'))
  const launched = { path: '', query: {}, scene: 1001 }
  call(app, 'onLaunch', launched)
  call(app, 'onShow', launched)
  const templates = templatesOf(dist)

  /** Returns what stands on the screen of a page or a component, and how to touch it. */
  function surface(instance: Instance, route: string) {
    const log: SetData[] = []
    instance.setData = (patch: Record<string, unknown>, done?: () => void) => {
      const json = JSON.stringify(patch)
      log.push({ bytes: Buffer.byteLength(json), keys: Object.keys(patch) })
      for (const [path, value] of Object.entries(JSON.parse(json) as Record<string, unknown>)) assign(instance.data, path, value)
      if (done) setTimeout(done, 0)
    }
    const root = () => instance.data.root as Node
    const nodes = () => (instance.data.root ? [...walk(root())] : [])
    const settled = () =>
      quiet(
        () => log.length,
        () => state.pending + soon.size,
        `${route} to settle`,
        1,
      )
    const send = async (node: Node, type: string, detail: unknown = {}) => {
      const target = { id: node.uid ?? node.sid, dataset: { sid: node.sid } }
      call(instance, 'eh', { type, detail, target, currentTarget: target, timeStamp: Date.now(), mark: {} })
      await settled()
    }
    /** Returns the nodes with these rendered attributes: `find({ 'aria-role': 'button' })`. */
    const find = (wanted: Record<string, unknown>) =>
      nodes().filter((node) => {
        const { tag, attributes } = drawn(templates, node)
        return Object.entries(wanted).every(([name, value]) => (name === 'tag' ? tag === value : attributes[name] === value))
      })
    return {
      log,
      nodes,
      find,
      settled,
      drawn: (node: Node) => drawn(templates, node),
      text: () => textOf(root()),
      tap: (node: Node) => send(node, 'tap'),
      input: (node: Node, value: string) => send(node, 'input', { value, cursor: value.length }),
    }
  }

  /** Opens a page by its route and waits until it has finished its requests and rendered. */
  async function open(route: string, query: Record<string, string> = {}) {
    registered = undefined
    load(join(dist, `${route}.js`))
    // Page() is called while the module runs, which the compiler does not see.
    const config = registered as PageConfig | undefined
    if (!config) throw new Error(`${route}.js registers no page`)
    const instance: Instance = { ...config, route, options: query, data: JSON.parse(JSON.stringify(config.data ?? {})) as Instance['data'] }
    const shown = surface(instance, route)
    for (const [name, value] of Object.entries(config)) if (typeof value === 'function') instance[name] = value
    pages.push(instance)
    call(instance, 'onLoad', query)
    call(instance, 'onShow')
    call(instance, 'onReady')

    await shown.settled()
    return {
      ...shown,
      /** Fires a page event: `onHide`, `onShow`, `onPullDownRefresh`, `onReachBottom`. */
      play: async (event: string) => {
        call(instance, event)
        await shown.settled()
      },
      /** Closes the page. */
      close: () => {
        call(instance, 'onHide')
        call(instance, 'onUnload')
        pages.splice(pages.indexOf(instance), 1)
      },
    }
  }

  /** Makes the custom tab bar, as WeChat does once for every tab's page. */
  async function tabBar() {
    // Its file runs once, however many there are.
    load(join(dist, 'custom-tab-bar/index.js'))
    const config = component
    if (!config) throw new Error('custom-tab-bar/index.js registers no component')
    const instance: Instance = { ...(config.methods as object), data: JSON.parse(JSON.stringify(config.data ?? {})) as Instance['data'] }
    const shown = surface(instance, 'custom-tab-bar/index')
    ;(config.attached as Method).call(instance)
    await shown.settled()
    return shown
  }

  /** Reports to the app, as WeChat does, that the page of a link does not exist. Returns the page the app opens instead. */
  async function notFound(path: string, query: Record<string, string> = {}) {
    const before = calls.length
    call(app, 'onPageNotFound', { path, query, isEntryPage: true })
    await until(() => calls.length > before, `${path} to lead somewhere`)
    return calls.slice(before).map(({ api, options }) => ({ api, url: (options as { url?: string }).url }))
  }

  return { open, tabBar, notFound, errors, missing, storage, calls, hide: () => call(app, 'onHide') }
}
