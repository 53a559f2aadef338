import { bookingEndpoints } from '@doorstep/contract/bookings'
import { handle } from '../platform/call'

export const bookingRoutes = handle(bookingEndpoints, {
  // —— the booker: hold, book, wait, move, cancel ——
  // —— staff: approve, decide, assign, call off ——
  // —— the day sheet, prints, figures ——
})
