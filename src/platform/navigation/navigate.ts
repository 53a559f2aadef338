import Taro, { useRouter } from '@tarojs/taro'
import { markTab } from './here'
import { movedPage } from './moved-pages'
import { isTab, pathOf, type PageName, type Tab } from './pages'

export type Params = Record<string, string | number | undefined>

const withQuery = (path: string, params: Params) => {
  const query = Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&')
  return query ? `${path}?${query}` : path
}

/** Largest number of pages in WeChat's stack. */
const deepest = 10

/** The page being opened; a second tap before it is shown does not open it twice. */
let coming = ''

async function open(url: string) {
  if (coming === url) return
  coming = url
  try {
    await Taro.navigateTo({ url })
  } finally {
    coming = ''
  }
}

async function openTab(tab: Tab) {
  markTab(tab)
  await Taro.switchTab({ url: pathOf(tab) })
}

/** Opens a page: `go('requests/detail', { id })`. A tab takes no parameters. */
export async function go(page: PageName, params: Params = {}) {
  if (isTab(page)) await openTab(page)
  else if (Taro.getCurrentPages().length >= deepest) await replace(page, params)
  else await open(withQuery(pathOf(page), params))
}

/** Opens a page in place of this one: after a form is sent, back does not lead to the empty form. */
export async function replace(page: PageName, params: Params = {}) {
  if (isTab(page)) await openTab(page)
  else await Taro.redirectTo({ url: withQuery(pathOf(page), params) })
}

/** Goes back, or to the home tab when this page was opened directly (a shared card, a QR code). */
export async function back() {
  if (Taro.getCurrentPages().length > 1) await Taro.navigateBack()
  else await go('home')
}

/** Goes back to the given page if this one was opened from it; otherwise opens it in place of this one. */
export async function backTo(page: PageName, params: Params = {}) {
  const before = Taro.getCurrentPages().slice(-2, -1)[0]?.route
  // WeChat's route has no leading slash, the browser's has.
  if (before !== undefined && `/${before.replace(/^\//, '')}` === pathOf(page)) await Taro.navigateBack()
  else await replace(page, params)
}

/** Opens the replacement of a page WeChat does not find (an old link), or the home tab where there is none. */
export function openMoved({ path, query }: { path: string; query?: Record<string, string | undefined> }) {
  const page = movedPage(path)
  if (page === undefined) return go('home')
  const params = Object.entries(query ?? {}).map(([name, value = '']) => [name, decoded(value)] as const)
  return replace(page, Object.fromEntries(params))
}

/** Returns the parameters this page was opened with: `const { id } = useParams('id')`; absent ones are empty. */
export function useParams<N extends string>(...names: N[]): Record<N, string> {
  const { params } = useRouter()
  return Object.fromEntries(names.map((name) => [name, decoded(params[name] ?? '')])) as Record<N, string>
}

function decoded(raw: string) {
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}

/** Sets the title of the window on a computer and in the browser. */
export const setTitle = (title: string) => void Taro.setNavigationBarTitle({ title })
