import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { Acting } from '../../platform/context/call'
import { decodeCursor, encodeCursor } from '../../platform/database/cursor'
import { pageOf, type After } from './list-store'
import { loadedBookings } from '../core/loaded-booking'
import { bookingRows } from './view'

type Endpoint = (typeof bookingEndpoints.table)['GET /v1/bookings']

/** Returns a page of the caller's bookings; running holds and offers come first on the first page. */
export async function listBookings(acting: Acting, { view, after, limit }: Parsed<Endpoint>['query']): Promise<Reply<Endpoint>> {
  const { tx, districtId, actor, clock } = acting
  const from = afterOf(after)
  const { holds, found, rated } = await pageOf(tx, districtId, actor, { view, after: from, limit, now: clock.now() })
  const most = Math.max(limit - holds.length, 1)
  const shown = found.slice(0, most)
  const last = shown.at(-1)
  const next = found.length > most && last !== undefined ? encodeCursor([last.starts_at.toISOString(), last.id]) : null
  return { rows: await bookingRows(acting, await loadedBookings(acting, [...holds, ...shown]), { rated }), next }
}

function afterOf(cursor: string | undefined): After {
  if (cursor === undefined) return null
  const [at, last] = decodeCursor(cursor, v.tuple([instant, id]))
  return { at, id: last }
}
