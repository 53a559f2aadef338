/** The four tabs, in the order of the tab bar. A tab's page is `src/tabs/<tab>/index.tsx`. */
export const tabs = { home: '首页', services: '服务', messages: '消息', me: '我的' } as const

/**
 * A resident's pages, by room: `src/resident/<room>/<page>/index.tsx`, called `<room>/<page>`. Together they are one WeChat
 * sub-package.
 */
const resident = {
  account: ['homes', 'bind', 'staff-binding', 'sessions', 'settings'],
  organisations: ['list', 'register'],
  grids: ['find', 'card', 'correct'],
  requests: ['file', 'list', 'detail', 'verify'],
  services: ['list', 'detail'],
  bookings: ['list', 'detail', 'move'],
  queue: ['check-in', 'ticket'],
  messages: ['chat'],
  notices: ['list', 'detail'],
  notifications: ['inbox'],
  branches: ['detail'],
} as const

/**
 * The staff's pages, by room: `src/staff/<room>/<page>/index.tsx`, called `staff/<room>/<page>`, or `src/staff/<room>/index.tsx`
 * where the name is empty. Together they are the other sub-package.
 */
const staff = {
  inbox: [''],
  requests: ['list', 'detail', 'enter', 'directory', 'orders'],
  messages: ['chat', 'templates'],
  notices: ['list', 'write', 'review'],
  duty: ['', 'handover'],
  grids: ['corrections'],
  organisations: [''],
  venues: [''],
  counter: [''],
  bookings: ['list', 'detail', 'sheet', 'book', 'figures', 'feeds'],
  ratings: [''],
  whistles: ['list', 'detail', 'call', 'figures'],
  openings: ['list', 'service', 'closure'],
} as const

/** The rooms of each WeChat sub-package. Add a page by adding its name to its room; `go('<room>/<page>')` accepts it then. */
export const subPackages = { resident, staff } as const

type Named<Room extends string, Page extends string> = Page extends '' ? Room : `${Room}/${Page}`
type PagesOf<Rooms extends Record<string, readonly string[]>> = {
  [R in keyof Rooms & string]: Named<R, Rooms[R][number]>
}[keyof Rooms & string]
export type Tab = keyof typeof tabs
export type PageName = Tab | PagesOf<typeof resident> | `staff/${PagesOf<typeof staff>}`

/**
 * Returns the file of a page inside its sub-package, without extension: `requests/detail/index`, or `inbox/index` for a room of one page.
 */
export const fileOf = (room: string, page: string) => (page === '' ? `${room}/index` : `${room}/${page}/index`)

const residentPages = Object.entries(resident).flatMap(([room, pages]) => pages.map((page) => `${room}/${page}`))
export const isResidentPage = (name: string): name is PagesOf<typeof resident> => residentPages.includes(name)

export const isTab = (page: PageName): page is Tab => page in tabs

/** Returns the route of a page in WeChat: `/resident/requests/detail/index`. */
export const pathOf = (page: PageName) => {
  if (isTab(page)) return `/tabs/${page}/index`
  return page.startsWith('staff/') ? `/${page}/index` : `/resident/${page}/index`
}
