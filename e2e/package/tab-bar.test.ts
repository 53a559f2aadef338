import { canned } from './answer'
import { appJson, dist } from './dist'
import { launch } from './host'
import { openings } from './replies'

const home = 'tabs/home/index'

async function launched() {
  const { answer } = canned()
  const host = launch(dist, answer)
  host.storage.set('session.token', 'token-of-the-host')
  const bar = await host.tabBar()
  return { host, bar, tabs: () => bar.find({ 'aria-role': 'tab' }).map((node) => bar.drawn(node).attributes) }
}
type Launched = Awaited<ReturnType<typeof launched>>

const selected = ({ tabs }: Pick<Launched, 'tabs'>) =>
  tabs()
    .filter((tab) => tab['aria-selected'] === 'true')
    .map((tab) => tab['aria-label'])

async function tap({ bar, host }: Launched, label: string) {
  const [tab] = bar.find({ 'aria-role': 'tab', 'aria-label': label })
  if (!tab) throw new Error(`The tab bar has no ${label}`)
  await bar.tap(tab)
  return host.calls.map(({ api, options }) => ({ api, url: (options as { url?: string }).url })).pop()
}

test('names the tabs of app.json, and home is the one shown at the start', async () => {
  const launch = await launched()
  expect(launch.tabs().map((tab) => tab['aria-label'])).toEqual(appJson.tabBar.list.map(({ text }) => text))
  expect(selected(launch)).toEqual(['首页'])
  expect(launch.host.errors).toEqual([])
})

test('a tab that is tapped is the one shown at once, also in the bar of the page that opens', async () => {
  const launch = await launched()
  expect(await tap(launch, '我的')).toEqual({ api: 'switchTab', url: '/tabs/me/index' })
  expect(selected(launch)).toEqual(['我的'])
  const next = await launch.host.tabBar()
  const marked = next.find({ 'aria-role': 'tab', 'aria-selected': 'true' }).map((node) => next.drawn(node).attributes['aria-label'])
  expect(marked).toEqual(['我的'])
  // Nothing is corrected afterwards: that would be seen as a flash.
  expect(next.log).toHaveLength(1)
})

test('a tab’s page that is shown marks its tab, however it was reached', async () => {
  const launch = await launched()
  await tap(launch, '服务')
  const page = await launch.host.open(home, openings[home] ?? {})
  await launch.bar.settled()
  expect(selected(launch)).toEqual(['首页'])
  page.close()
})

test('what is unread is counted on 消息', async () => {
  const launch = await launched()
  const page = await launch.host.open(home, openings[home] ?? {})
  await launch.bar.settled()
  expect(launch.tabs().map((tab) => tab['aria-label'])).toContainEqual(expect.stringMatching(/^消息，\d+ 条未读$/))
  page.close()
})
