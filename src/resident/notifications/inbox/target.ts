import type { InboxRow, Target } from '@doorstep/contract/notifications'
import { go, type Params } from '../../../platform/navigation/navigate'
import type { PageName } from '../../../platform/navigation/pages'
import type { IconName } from '../../../ui/display/icon-names'

/** The page each kind of notification opens. */
const pages = {
  request: (id) => ['requests/detail', { id }],
  conversation: (id) => ['messages/chat', { id }],
  notice: (id) => ['notices/detail', { id }],
  grid: (code) => ['grids/card', { code }],
  account: () => ['account/homes', {}],
  staffRequest: (id) => ['staff/requests/detail', { id }],
  staffConversation: (id) => ['staff/messages/chat', { id }],
  staffNotice: (id) => ['staff/notices/review', { id }],
  correction: () => ['staff/duty', {}],
  booking: (id) => ['bookings/detail', { id }],
  service: (code) => ['services/detail', { code }],
  waiting: () => ['bookings/list', {}],
  ticket: (id) => ['queue/ticket', { id }],
  staffBooking: (id) => ['staff/bookings/detail', { id }],
  staffRatings: (venue) => ['staff/ratings', { venue }],
  staffVenue: (venue) => ['staff/bookings/sheet', { venue }],
  staffRules: (venue) => ['staff/openings/list', { venue }],
  staffWhistle: (id) => ['staff/whistles/detail', { id }],
} as const satisfies Record<Target['kind'], (id: string) => readonly [PageName, Params]>

export function openTarget({ kind, id }: Target) {
  const [page, params]: readonly [PageName, Params] = pages[kind](id)
  return go(page, params)
}

const icons = {
  reply: 'message',
  state: 'document',
  promise: 'clock',
  handover: 'people',
  task: 'pen',
  notice: 'megaphone',
  booking: 'calendar',
  account: 'me',
} as const satisfies Record<InboxRow['kind'], IconName>

export const iconOf = (kind: InboxRow['kind']): IconName => icons[kind]
