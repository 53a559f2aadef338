import type { BookingDetail } from '@doorstep/contract/booking-views'
import type { bookingEndpoints } from '@doorstep/contract/bookings'
import type { Parsed } from '@doorstep/contract/endpoints'
import { sawTarget } from '../notifications/service'
import type { Acting } from '../platform/call'
import { book } from './book'
import { cancel } from './cancel'
import { move } from './move'
import type { StoredBooking } from './store'
import { bookingDetail } from './view'

type Table = typeof bookingEndpoints.table

/** The booking as its booker sees it after her step; what she was told of it before is read then. */
async function seen(acting: Acting, row: StoredBooking): Promise<BookingDetail> {
  await sawTarget(acting, { kind: 'booking', id: row.id })
  if (row.waiting_id !== null) await sawTarget(acting, { kind: 'waiting', id: row.waiting_id })
  return bookingDetail(acting, row)
}

export const booked = async (acting: Acting, form: Parsed<Table['POST /v1/bookings']>['body']): Promise<BookingDetail> =>
  seen(acting, await book(acting, form))

export const cancelled = async (
  acting: Acting,
  id: string,
  body: Parsed<Table['POST /v1/bookings/{id}/cancel']>['body'],
): Promise<BookingDetail> => seen(acting, await cancel(acting, id, body))

export const moved = async (
  acting: Acting,
  id: string,
  body: Parsed<Table['POST /v1/bookings/{id}/move']>['body'],
): Promise<BookingDetail> => seen(acting, await move(acting, id, body))
