import type { BookingDetail } from '@doorstep/contract/bookings/views'
import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import type { Parsed } from '@doorstep/contract/endpoints'
import { markTargetRead } from '../../notifications/api'
import type { Acting } from '../../platform/context/call'
import { book } from './book'
import { cancel } from '../ending/cancel'
import { move } from './move'
import type { LoadedBooking } from '../core/loaded-booking'
import { bookingDetail } from '../view/view'

type Table = typeof bookingEndpoints.table

/** The booking as its booker sees it after her step; what she was told of it before is read then. */
async function viewAfter(acting: Acting, booking: LoadedBooking): Promise<BookingDetail> {
  const { row } = booking
  await markTargetRead(acting, { kind: 'booking', id: row.id })
  if (row.waiting_id !== null) await markTargetRead(acting, { kind: 'waiting', id: row.waiting_id })
  return bookingDetail(acting, booking)
}

export const bookAndView = async (acting: Acting, form: Parsed<Table['POST /v1/bookings']>['body']): Promise<BookingDetail> =>
  viewAfter(acting, await book(acting, form))

export const cancelAndView = async (
  acting: Acting,
  id: string,
  body: Parsed<Table['POST /v1/bookings/{id}/cancel']>['body'],
): Promise<BookingDetail> => viewAfter(acting, await cancel(acting, id, body))

export const moveAndView = async (
  acting: Acting,
  id: string,
  body: Parsed<Table['POST /v1/bookings/{id}/move']>['body'],
): Promise<BookingDetail> => viewAfter(acting, await move(acting, id, body))
