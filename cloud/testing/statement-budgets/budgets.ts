import type { ApiKey } from '@doorstep/contract/api'
import type { Community } from '../../requests/testing/requests'
import { rawCall } from '../http/raw-call'
import { validCalls, type ValidCall } from '../valid-calls/valid-calls'
import { record, type Recording } from './record'

/** A call whose statements are counted, and how many it may send: session, idempotency, begin and commit included. */
export interface Budget {
  name: string
  key: ApiKey
  most: number
  /** Who calls instead of the one who usually does. */
  as?: (here: Community) => ValidCall['who']
}

/** What people do all day. Lower a number when a call needs fewer; raise one only with the reason in the commit. */
export const budgets: readonly Budget[] = [
  { name: 'file a request', key: 'POST /v1/requests', most: 12 },
  { name: 'accept a request', key: 'POST /v1/requests/{id}/accept', most: 12 },
  { name: 'reply to a request', key: 'POST /v1/requests/{id}/reply', most: 12 },
  { name: 'withdraw a request', key: 'POST /v1/requests/{id}/withdraw', most: 12 },
  { name: 'urge a request', key: 'POST /v1/requests/{id}/urge', most: 12 },
  { name: 'hold a place', key: 'POST /v1/holds', most: 12 },
  { name: 'book', key: 'POST /v1/bookings', most: 13 },
  { name: 'cancel a booking', key: 'POST /v1/bookings/{id}/cancel', most: 11 },
  { name: 'send a message', key: 'POST /v1/conversations/{id}/messages', most: 8 },
  { name: 'list of my requests', key: 'GET /v1/requests', most: 2 },
  { name: 'list of requests, staff', key: 'GET /v1/requests', most: 2, as: ({ member }) => member },
  { name: 'list of my bookings', key: 'GET /v1/bookings', most: 2 },
  { name: 'list of conversations', key: 'GET /v1/conversations', most: 2 },
  { name: 'list of notifications', key: 'GET /v1/inbox', most: 2 },
  { name: 'list of notices', key: 'GET /v1/notices', most: 2 },
  { name: 'staff inbox', key: 'GET /v1/staff/inbox', most: 2 },
  { name: 'request in detail', key: 'GET /v1/requests/{id}', most: 2 },
  { name: 'request in detail, staff', key: 'GET /v1/requests/{id}', most: 2, as: ({ member }) => member },
  { name: 'booking in detail', key: 'GET /v1/bookings/{id}', most: 2 },
  { name: 'all that is under way', key: 'GET /v1/underway', most: 2 },
  { name: 'session', key: 'GET /v1/session', most: 2 },
  { name: 'category of a sentence', key: 'POST /v1/category-suggestions', most: 4 },
  { name: 'a service with its days and the times of one', key: 'GET /v1/services/{code}/times', most: 3 },
  { name: 'free times of a day', key: 'GET /v1/services/{code}/slots', most: 3 },
]

/**
 * Records the statements of each budgeted call in a district of its own. Each is called twice, for other people and things: the first call
 * fills what the process remembers.
 */
export async function recordedCalls(here: Community): Promise<Map<Budget, Recording>> {
  const valid = validCalls(here)
  const recordings = new Map<Budget, Recording>()
  for (const budget of budgets) {
    await recordCall(here, budget, valid[budget.key])
    recordings.set(budget, await recordCall(here, budget, valid[budget.key]))
  }
  return recordings
}

async function recordCall(here: Community, { key, as }: Budget, prepare: () => Promise<ValidCall>): Promise<Recording> {
  const prepared = await prepare()
  const who = as === undefined ? prepared.who : as(here)
  return record(async () => {
    const { status, text } = await rawCall(here.app.server, key, { ...prepared.sent, ...(who === null ? {} : { token: who.token }) })
    if (status >= 300) throw new Error(`${key} answered ${status}: ${text}`)
  })
}
