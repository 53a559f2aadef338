/** The exports of this room that other rooms may import; nothing else of it is imported from outside. */

export { type Closing, ClosingJob, closingJob, givenToday, scheduleClosing, planClosing } from './numbers/closing'
export { atWorkMinutes, inHandMinutes } from './numbers/estimate'
export {
  notifyClosing,
  notifyLeftOver,
  notifyNear,
  notifyNearbySockets,
  notifyQueueSockets,
  notifyTransition,
  orderNow,
  type VenueAndClosures,
} from './numbers/notify'
export { closedFor, closuresNow, givenFor, openFor } from './numbers/opening'
export { ticketRunner } from './numbers/guards'
export { myOpenTickets } from './numbers/mine'
export { nextToCall } from './numbers/order'
export {
  type VenueDay,
  bookingsInHand,
  calledOn,
  countCall,
  doneCounts,
  forgetNames,
  hasOpenTicket,
  endedEarly,
  inHand,
  inHandOf,
  isOpen,
  lastCallBefore,
  lockQueues,
  openTickets,
  ticketById,
  ticketOfBooking,
  ticketsOfAccount,
} from './numbers/queue-store'
export { dayEndJob, draw, endTicketOf, servedAt } from './numbers/tickets'
export { transitionTicket } from './numbers/transitions'
export { venueQueueOf, writtenNumber } from './numbers/venue-queue'
export { ticketView, ticketViews, windowOf } from './numbers/view'
