import { join } from 'node:path'
import simulate from 'miniprogram-simulate'
import { fakeWx, type Answer } from './fake-wx'
import { quiet } from './until'

type Config = Record<string, unknown>
type Method = (this: unknown, ...args: unknown[]) => unknown

/** What miniprogram-simulate renders: real WXML, compiled by WeChat's own wcc, in jsdom. */
interface Rendered {
  dom: HTMLElement
  instance: Config & { setData: Method }
  attach: (parent: HTMLElement) => void
  detach: () => void
  /** Returns an element by selector; every element of Taro's has its node's number as id. */
  querySelector: (selector: string) => { dispatchEvent: (name: string, options?: { detail: unknown }) => void } | undefined
}

const split = (config: Config) => {
  const methods = Object.fromEntries(Object.entries(config).filter(([, value]) => typeof value === 'function'))
  return { methods, rest: Object.fromEntries(Object.entries(config).filter(([name]) => !(name in methods))) }
}

/**
 * Runs the package's app.js in this realm and returns a function to open its pages. A page is loaded as a component, because the simulator
 * has no pages; its events are then fired by hand.
 */
export function simulated(dist: string, answer: Answer) {
  const { wx, storage, state, calls, files } = fakeWx(answer)
  let app: Config = {}
  const world = globalThis as unknown as Config
  const component = world.Component as (config: Config) => void
  Object.assign(world, {
    wx, // after the simulator was imported, because it brings its own
    App: (config: Config) => (app = config),
    getApp: () => app,
    getCurrentPages: () => [],
    Page: (config: Config) => {
      const { methods, rest } = split(config)
      component({ ...rest, methods })
    },
  })
  const load = (file: string) => jest.requireActual<object>(join(dist, file))
  load('app.js')
  const launched = { path: '', query: {}, scene: 1001 }
  for (const moment of ['onLaunch', 'onShow']) (app[moment] as Method | undefined)?.call(app, launched)

  const loaded = new Map<string, ReturnType<typeof simulate.load>>()
  async function open(route: string, query: Record<string, string> = {}) {
    const id = loaded.get(route) ?? simulate.load(join(dist, route), 'page', { rootPath: dist, compiler: 'official' })
    loaded.set(route, id) // a page's file runs once, however often the page is opened
    const page = simulate.render(id) as unknown as Rendered
    page.attach(document.body)
    const { instance } = page
    let drawn = 0
    const setData = instance.setData.bind(instance)
    instance.setData = (...args: unknown[]) => {
      drawn += 1
      return setData(...args)
    }
    instance.route = route
    for (const [moment, given] of [['onLoad', query], ['onShow'], ['onReady']] as const)
      (instance[moment] as Method | undefined)?.call(instance, given)
    const settled = () =>
      quiet(
        () => drawn,
        () => state.pending,
        `${route} to settle`,
      )
    await settled()

    const send = async (element: Element, name: string, detail: unknown = {}) => {
      const target = page.querySelector(`#${element.getAttribute('data-sid') ?? ''}`)
      if (!target) throw new Error(`${element.outerHTML} is not of ${route}`)
      target.dispatchEvent(name, { detail })
      await settled()
    }
    const all = () => [...page.dom.querySelectorAll('[data-sid]')]
    /** Returns the innermost element with exactly this text, the last one of several: a sheet in the foreground comes last. */
    const saying = (text: string | RegExp) => {
      const says = (said: string) => (typeof text === 'string' ? said === text : text.test(said))
      const found = all().filter((element) => says(element.textContent))
      const inner = found.filter((element) => !found.some((other) => other !== element && element.contains(other)))
      const last = inner[inner.length - 1]
      if (!last) throw new Error(`${route} says nowhere: ${String(text)}. It says: ${page.dom.textContent}`)
      return last
    }
    /** Returns a question of a form, with its help, answers and errors: the block around its label. */
    const question = (label: string) => {
      const block = all().find((element) => element.firstChild?.nodeType === Node.TEXT_NODE && element.firstChild.textContent === label)
      if (!block?.parentElement) throw new Error(`${route} asks nowhere: ${label}. It says: ${page.dom.textContent}`)
      return block.parentElement
    }
    const within = (block: Element, text: string) => {
      const found = [...block.querySelectorAll('[data-sid]')].filter((element) => element.textContent === text)
      const last = found[found.length - 1]
      if (!last) throw new Error(`${block.textContent} does not offer: ${text}`)
      return last
    }
    return {
      route,
      dom: page.dom,
      text: () => page.dom.textContent,
      /** Returns the text of a question, its error included. */
      at: (label: string) => question(label).textContent,
      tap: (text: string | RegExp) => send(saying(text), 'tap'),
      choose: (label: string, option: string) => send(within(question(label), option), 'tap'),
      write: async (label: string, value: string) => {
        const input = question(label).querySelector('wx-input, wx-textarea')
        if (!input) throw new Error(`${label} has nothing to write in`)
        await send(input, 'input', { value, cursor: value.length })
      },
      close: () => page.detach(),
    }
  }

  /** Opens the page the last tap navigated to. */
  async function follow() {
    const last = calls.filter(({ api }) => ['navigateTo', 'redirectTo'].includes(api)).pop()
    const { url = '' } = (last?.options ?? {}) as { url?: string }
    const [route = '', query = ''] = url.replace(/^\//, '').split('?')
    const params = query.split('&').filter(Boolean)
    return open(route, Object.fromEntries(params.map((one) => [one.split('=')[0] ?? '', one.slice(one.indexOf('=') + 1)])))
  }
  return { open, follow, storage, files }
}
