import type { Api, ApiKey } from '@doorstep/contract/api'
import { channels } from '@doorstep/contract/requests/words'
import type { Caller } from '../app/app'
import { signedIn } from '../people/signed-in'
import type { FilledDistrict } from './filled-district'

/** The endpoints that answer in pages: their query has a cursor `after`. */
export type PagedKey = { [K in ApiKey]: Api[K] extends { query: { entries: { after: unknown } } } ? K : never }[ApiKey]

/** One request of a list, with the indexes that PostgreSQL uses for it. */
export interface Asked {
  /** The caller, for the test's title. */
  as: string
  who: Caller
  params?: Record<string, string>
  query?: Record<string, string>
  /** The indexes by which its page is read, sorted by name. */
  by: readonly string[]
  /** No index has this order: the visible rows are found by index and then sorted. */
  sorts?: true
}

/** The lists of one endpoint, which are rows of the table `of`; or the reason why no index serves them. */
export type Lists = { of: string; asked: readonly Asked[] } | { exception: string }

/** Returns the lists of every paged endpoint of the contract; one without an entry does not compile. */
export async function everyList({ district, resident, conversationId }: FilledDistrict): Promise<Record<PagedKey, Lists>> {
  const member = { as: 'a grid member', who: await signedIn(district, 'gridMember') }
  const secretary = { as: 'a branch secretary', who: await signedIn(district, 'branchSecretary') }
  const dispatcher = { as: 'a street’s dispatcher', who: await signedIn(district, 'dispatcher') }
  const street = { as: 'a street’s admin', who: await signedIn(district, 'streetAdmin') }
  const supervisor = { as: 'the district’s supervisor', who: await signedIn(district, 'supervisor') }
  const head = { as: 'the head of a unit', who: await signedIn(district, 'unitHead') }
  const professional = { as: 'a visiting professional', who: await signedIn(district, 'handler') }
  const her = { as: 'a resident', who: resident }
  const stranger = { as: 'somebody signed out', who: null }
  const [grid] = district.grids
  const inTalk = { params: { id: conversationId }, by: ['message_pkey'] }
  const team = (view: string) => ({ query: { side: 'team', view } })

  return {
    'GET /v1/buildings': {
      of: 'building',
      asked: [
        { ...stranger, by: ['building_grid'] },
        { ...stranger, query: { area: district.street }, by: ['building_grid'] },
        { ...stranger, query: { q: '槐树里' }, by: ['building_grams'], sorts: true },
        { ...stranger, query: { q: '槐叔里' }, by: ['building_grams'], sorts: true },
        { ...stranger, query: { q: '槐叔里1号楼' }, by: ['building_grams'], sorts: true },
      ],
    },
    'GET /v1/grid-corrections': {
      of: 'grid_correction',
      asked: [{ ...dispatcher, by: ['grid_correction_decided', 'grid_correction_waiting'] }],
    },
    'GET /v1/staff/organisations': {
      exception: 'Those of an area are found by its buildings and sorted: a grid has some dozens, a street some hundreds.',
    },
    'GET /v1/conversations': {
      of: 'conversation',
      asked: [
        { ...her, query: { side: 'resident' }, by: ['conversation_account'] },
        { ...member, query: { side: 'team' }, by: ['conversation_grid'], sorts: true },
        { ...secretary, query: { side: 'team' }, by: ['conversation_called', 'conversation_grid'], sorts: true },
      ],
    },
    'GET /v1/conversations/{id}/messages': {
      of: 'message',
      asked: [
        { ...her, ...inTalk },
        { ...her, ...inTalk, query: { after: '100' } },
        { ...her, ...inTalk, query: { before: '300' } },
      ],
    },
    'GET /v1/requests': {
      of: 'request',
      asked: [
        ...['open', 'all', 'mine', 'overdue', 'done'].map((view) => ({
          ...her,
          query: { side: 'resident', view },
          by: ['request_mine'],
        })),
        { ...member, ...team('open'), by: ['request_handler', 'request_open'], sorts: true },
        { ...member, ...team('overdue'), by: ['request_handler', 'request_open'], sorts: true },
        { ...member, ...team('mine'), by: ['request_handler'], sorts: true },
        { ...member, ...team('calls'), by: ['request_calls'], sorts: true },
        { ...member, ...team('verify'), by: ['request_verify'], sorts: true },
        ...channels.map((channel) => ({
          ...supervisor,
          query: { side: 'team', view: 'all', channel },
          by: [channel === 'app' ? 'request_latest' : 'request_channel'],
        })),
        { ...member, ...team('all'), by: ['request_grid', 'request_handled'], sorts: true },
        { ...member, ...team('done'), by: ['request_grid', 'request_handled'], sorts: true },
        { ...head, ...team('open'), by: ['request_handler', 'request_unit'], sorts: true },
        { ...head, ...team('all'), by: ['request_handled', 'request_unit'], sorts: true },
        { ...supervisor, ...team('open'), by: ['request_due'] },
        { ...supervisor, ...team('overdue'), by: ['request_due'] },
        { ...supervisor, ...team('all'), by: ['request_latest'] },
        { ...supervisor, ...team('done'), by: ['request_latest'] },
        { ...supervisor, query: { side: 'team', view: 'all', area: grid.code }, by: ['request_grid'], sorts: true },
      ],
    },
    'GET /v1/staff/orders': { of: 'supervision_order', asked: [{ ...supervisor, by: ['supervision_order_latest'] }] },
    'GET /v1/followed-requests': { of: 'request_follower', asked: [{ ...her, by: ['request_follower_mine'] }] },
    'GET /v1/staff/inbox': {
      exception: 'Conversations and cases in one order that no index has, until the work list replaces it.',
    },
    'GET /v1/bookings': {
      of: 'booking',
      asked: [
        { ...her, query: { view: 'ahead' }, by: ['booking_ahead'] },
        // Running holds stand before the first page.
        { ...her, query: { view: 'all' }, by: ['booking_ahead', 'booking_mine'] },
      ],
    },
    'GET /v1/staff/bookings': {
      of: 'booking',
      asked: [
        { ...member, query: { view: 'pending' }, by: ['booking_pending'] },
        { ...member, query: { view: 'appeals' }, by: ['booking_appeal'] },
        { ...member, query: { view: 'home' }, by: ['booking_unassigned'] },
        { ...member, query: { view: 'calls' }, by: ['booking_to_call'], sorts: true },
        { ...member, query: { view: 'find', q: '居民12' }, by: ['booking_venue_day'], sorts: true },
        { ...member, query: { view: 'find', q: '000123' }, by: ['booking_venue_day'], sorts: true },
        { ...professional, query: { view: 'pending' }, by: ['booking_service_day'], sorts: true },
        { ...professional, query: { view: 'find', q: '居民12' }, by: ['booking_service_day'], sorts: true },
      ],
    },
    'GET /v1/staff/booking-ratings': {
      of: 'booking_rating',
      asked: [
        { ...member, query: { view: 'owed' }, by: ['booking_rating_owed'] },
        { ...member, query: { view: 'all' }, by: ['booking_rating_venue'] },
        { ...professional, query: { view: 'all' }, by: ['booking_rating_service'], sorts: true },
        { ...supervisor, query: { view: 'all' }, by: ['booking_rating_latest'] },
        { ...supervisor, query: { view: 'owed' }, by: ['booking_rating_owed'], sorts: true },
      ],
    },
    'GET /v1/staff/whistles': {
      of: 'whistle',
      asked: [
        { ...dispatcher, query: { view: 'open' }, by: ['whistle_open'] },
        { ...dispatcher, query: { view: 'done' }, by: ['whistle_over'] },
        { ...professional, query: { view: 'unit' }, by: ['whistle_pkey'] },
      ],
    },
    'GET /v1/notices': {
      of: 'notice',
      asked: [
        { ...stranger, by: ['notice_published'] },
        { ...stranger, query: { grid: grid.code }, by: ['notice_published'] },
        { ...her, by: ['notice_published'] },
        { ...her, query: { favourite: '1' }, by: ['notice_pkey'], sorts: true },
      ],
    },
    'GET /v1/staff/notices': {
      of: 'notice',
      asked: [
        { ...member, by: ['notice_author', 'notice_branch'], sorts: true },
        { ...secretary, by: ['notice_latest', 'notice_review'] },
        { ...street, by: ['notice_latest', 'notice_review'] },
        { ...street, query: { state: 'draft' }, by: ['notice_latest'] },
        { ...street, query: { state: 'review' }, by: ['notice_review'] },
        { ...street, query: { state: 'published' }, by: ['notice_latest'] },
        { ...street, query: { state: 'withdrawn' }, by: ['notice_latest'] },
      ],
    },
    'GET /v1/inbox': {
      of: 'inbox_item',
      asked: [
        { ...her, by: ['inbox_item_pkey'] },
        { ...her, query: { unread: '1' }, by: ['inbox_item_unread'] },
      ],
    },
  }
}
