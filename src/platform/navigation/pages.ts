/** The four tabs, in the order of the tab bar. A tab's page is `src/tabs/<tab>/index.tsx`. */
export const tabs = { home: '首页', services: '服务', messages: '消息', me: '我的' } as const

/**
 * Every other page, by room: the room is a WeChat sub-package (`src/<room>`), the page is `src/<room>/<page>/index.tsx`,
 * or `src/<room>/index.tsx` where the name is empty. Add a page by adding its name here; `go('<room>/<page>')` knows it then.
 */
export const rooms = {
  account: ['homes', 'bind', 'staff-binding', 'sessions', 'settings'],
  grids: ['find', 'card', 'correct'],
  requests: ['file', 'list', 'detail', 'verify'],
  services: ['list', 'detail'],
  bookings: ['book', 'list', 'detail', 'move'],
  queue: ['check-in', 'ticket'],
  ratings: ['rate', 'service'],
  messages: ['chat'],
  notices: ['list', 'detail'],
  notifications: ['inbox'],
  branches: ['detail'],
  'staff/inbox': [''],
  'staff/cases': ['list', 'detail'],
  'staff/chat': [''],
  'staff/templates': [''],
  'staff/editor': ['list', 'write', 'review'],
  'staff/duty': ['', 'corrections', 'handover'],
  'staff/venues': [''],
  'staff/counter': [''],
  'staff/sheet': ['', 'book'],
  'staff/bookings': ['list', 'detail', 'ratings'],
  'staff/rules': ['list', 'service', 'closure'],
  'staff/figures': [''],
  'staff/feeds': [''],
} as const

export type Tab = keyof typeof tabs
type Named<Room extends string, Page extends string> = Page extends '' ? Room : `${Room}/${Page}`
export type RoomPage = { [R in keyof typeof rooms]: Named<R, (typeof rooms)[R][number]> }[keyof typeof rooms]
export type PageName = Tab | RoomPage

/** The file of a page inside its room, without extension: `detail/index`, or `index` for a room of one page. */
export const fileOf = (page: string) => (page === '' ? 'index' : `${page}/index`)

const isTab = (page: PageName): page is Tab => page in tabs

/** Where WeChat finds a page: `/requests/detail/index`. */
export const pathOf = (page: PageName) => (isTab(page) ? `/tabs/${page}/index` : `/${page}/index`)
export { isTab }
