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
}

const split = (config: Config) => {
  const methods = Object.fromEntries(Object.entries(config).filter(([, value]) => typeof value === 'function'))
  return { methods, rest: Object.fromEntries(Object.entries(config).filter(([name]) => !(name in methods))) }
}

/**
 * Runs the package's app.js in this world and answers with a way to open its pages. A page is loaded as a component,
 * because the simulator knows no pages; its life is then played by hand.
 */
export function simulated(dist: string, answer: Answer) {
  const { wx, storage, state } = fakeWx(answer)
  let app: Config = {}
  const world = globalThis as unknown as Config
  const component = world.Component as (config: Config) => void
  Object.assign(world, {
    wx, // after the simulator was imported: it brings its own
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

  async function open(route: string, query: Record<string, string> = {}) {
    const page = simulate.render(simulate.load(join(dist, route), 'page', { rootPath: dist, compiler: 'official' })) as unknown as Rendered
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
    return { dom: page.dom, settled, close: () => page.detach() }
  }
  return { open, storage }
}
