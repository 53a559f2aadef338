import { canned } from './answer'
import { dist, routes } from './dist'
import { launch } from './host'
import { openings } from './replies'
import { levelsOf } from './templates'
import { depthOf, textOf } from './tree'

const KB = 1024
const most = { firstBytes: 30 * KB, updateBytes: 2 * KB, nodes: 400 }
const interactive = ['button', 'link', 'radio', 'checkbox', 'switch', 'tab']

async function opened(route: string) {
  const { answer, unknown } = canned()
  const host = launch(dist, answer)
  host.storage.set('session.token', 'token-of-the-host')
  const page = await host.open(route, openings[route] ?? {})
  return { host, page, unknown }
}

describe.each(routes)('%s', (route) => {
  let seen: Awaited<ReturnType<typeof opened>>
  beforeAll(async () => {
    seen = await opened(route)
  })
  afterAll(() => seen.page.close())

  test('opens without DOM, Intl, AbortController or eval, quietly, on answers the contract knows', () => {
    const { host, page, unknown } = seen
    expect(host.errors).toEqual([])
    expect([...host.missing]).toEqual([])
    expect(unknown).toEqual([])
    expect(page.text()).not.toBe('')
  })

  test('keeps WeChat’s budgets: what is sent first, how many nodes stand', () => {
    const { page } = seen
    expect(page.log[0]?.bytes).toBeLessThanOrEqual(most.firstBytes)
    for (const { bytes } of page.log) expect(bytes).toBeLessThanOrEqual(most.firstBytes)
    expect(page.nodes().length).toBeLessThanOrEqual(most.nodes)
  })

  test('nests no deeper than the templates go: WeChat would wrap what does in a component of its own', () => {
    const { page } = seen
    const [root] = page.nodes()
    // The page's root has no template, and the last level is the wrapping one.
    expect(root === undefined ? 0 : depthOf(root) - 1).toBeLessThanOrEqual(levelsOf(dist) - 1)
  })

  test('names everything that can be tapped or typed into', () => {
    const { page } = seen
    const nameless = page
      .nodes()
      .map((node) => ({ ...page.drawn(node), text: textOf(node) }))
      .filter(({ tag, attributes, text }) => {
        const label = attributes['aria-label']
        if (tag === 'input' || tag === 'textarea') return !label
        return interactive.includes(String(attributes['aria-role'])) && !label && text === ''
      })
    expect(nameless).toEqual([])
    expect(page.find({ 'aria-role': 'main' })).toHaveLength(1)
  })

  // Last, since it types and reloads.
  test('sends little when it is shown again, read again or typed into', async () => {
    const { page } = seen
    const acts = ['onHide', 'onShow', 'onPullDownRefresh'].map((event) => () => page.play(event))
    const fields = [...page.find({ tag: 'input' }), ...page.find({ tag: 'textarea' })]
    for (const act of [...acts, ...fields.map((field) => () => page.input(field, '楼道灯坏了'))]) {
      const [text, before] = [page.text(), page.log.length]
      await act()
      // Other text on the page means new content, for example the results of a search; without it, it is an update.
      const limit = page.text() === text ? most.updateBytes : most.firstBytes
      expect(page.log.slice(before).filter(({ bytes }) => bytes > limit)).toEqual([])
    }
    expect(seen.host.errors).toEqual([])
  })
})
