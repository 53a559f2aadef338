import { movedPage } from './moved-pages'
import { pathOf, subPackages } from './pages'

/** Every page 0.2.0 had outside the tabs, by sub-package, as its app.json named them. */
const before = {
  account: ['homes/index', 'bind/index', 'staff-binding/index', 'sessions/index', 'settings/index'],
  grids: ['find/index', 'card/index', 'correct/index'],
  requests: ['file/index', 'list/index', 'detail/index', 'verify/index'],
  services: ['list/index', 'detail/index'],
  bookings: ['book/index', 'list/index', 'detail/index', 'move/index'],
  queue: ['check-in/index', 'ticket/index'],
  ratings: ['rate/index', 'service/index'],
  messages: ['chat/index'],
  notices: ['list/index', 'detail/index'],
  notifications: ['inbox/index'],
  branches: ['detail/index'],
  'staff/cases': ['list/index', 'detail/index'],
  'staff/chat': ['index'],
  'staff/templates': ['index'],
  'staff/editor': ['list/index', 'write/index', 'review/index'],
  'staff/duty': ['corrections/index'],
  'staff/sheet': ['index', 'book/index'],
  'staff/bookings': ['ratings/index'],
  'staff/rules': ['list/index', 'service/index', 'closure/index'],
  'staff/figures': ['index'],
  'staff/feeds': ['index'],
}
/** Pages whose path has not changed. */
const stayed = [
  'staff/inbox',
  'staff/duty',
  'staff/duty/handover',
  'staff/venues',
  'staff/counter',
  'staff/bookings/list',
  'staff/bookings/detail',
]

const now = Object.entries(subPackages).flatMap(([root, rooms]) =>
  Object.entries<readonly string[]>(rooms).flatMap(([room, pages]) =>
    pages.map((page) => `/${root}/${room}/${page === '' ? '' : `${page}/`}index`),
  ),
)
const old = Object.entries(before).flatMap(([root, pages]) => pages.map((page) => `${root}/${page}`))

test.each(old)('a link to %s of 0.2.0 leads to a page there is', (path) => {
  const page = movedPage(path)
  expect(page).toBeDefined()
  expect(now).toContain(page && pathOf(page))
})

test('every page of 0.2.0 either moved, each to a place of its own, joined another or stayed', () => {
  const joined = ['ratings/rate/index', 'ratings/service/index', 'bookings/book/index']
  const pages = old.filter((path) => !joined.includes(path)).map((path) => movedPage(path))
  expect(new Set(pages).size).toBe(old.length - joined.length)
  expect(joined.map(movedPage)).toEqual(['requests/detail', 'bookings/detail', 'services/detail'])
  expect(joined.map((path) => movedPage(`/resident/${path}`))).toEqual(joined.map(movedPage))
  expect(now).toEqual(expect.arrayContaining(stayed.map((name) => `/${name}/index`)))
  expect(old.length + stayed.length).toBe(50)
})

test('a path that never was is nobody’s', () => {
  expect(movedPage('cases/detail/index')).toBeUndefined()
})
