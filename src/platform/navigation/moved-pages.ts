import { isResidentPage, type PageName } from './pages'

/** Pages of 0.2.0 that are a part of another page now: a reply and a service are rated where they are, a time is booked where it is chosen. */
const joined: Readonly<Record<string, PageName>> = {
  'ratings/rate': 'requests/detail',
  'ratings/service': 'bookings/detail',
  'bookings/book': 'services/detail',
}

/** Current name of each staff page of 0.2.0, by its old name. */
const staffPages: Readonly<Record<string, PageName>> = {
  'staff/cases/list': 'staff/requests/list',
  'staff/cases/detail': 'staff/requests/detail',
  'staff/chat': 'staff/messages/chat',
  'staff/templates': 'staff/messages/templates',
  'staff/editor/list': 'staff/notices/list',
  'staff/editor/write': 'staff/notices/write',
  'staff/editor/review': 'staff/notices/review',
  'staff/duty/corrections': 'staff/grids/corrections',
  'staff/sheet': 'staff/bookings/sheet',
  'staff/sheet/book': 'staff/bookings/book',
  'staff/bookings/ratings': 'staff/ratings',
  'staff/rules/list': 'staff/openings/list',
  'staff/rules/service': 'staff/openings/service',
  'staff/rules/closure': 'staff/openings/closure',
  'staff/figures': 'staff/bookings/figures',
  'staff/feeds': 'staff/bookings/feeds',
}

/**
 * Returns the page that replaces one WeChat no longer finds, undefined where there never was one. Shared cards, starred pages and
 * mini-program codes on posters keep the path they were made with: until 0.2.0 every room was a sub-package of its own, and a resident's
 * page lay at `/<room>/<page>/index`.
 */
export function movedPage(path: string): PageName | undefined {
  const name = path.replace(/^\/|\/index$/g, '')
  // Between 0.2.0 and what they joined, they lay in the resident's sub-package.
  const resident = name.replace(/^resident\//, '')
  return isResidentPage(name) ? name : (joined[resident] ?? staffPages[name])
}
