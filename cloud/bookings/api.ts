/** The exports of this room that other rooms may import; nothing else of it is imported from outside. */

export { notAtWindow } from './core/at-window'
export {
  allRatings,
  answerServiceRating,
  deleteServiceRating,
  insertServiceRating,
  lockServiceRating,
  owedRatings,
  serviceRatingById,
  serviceRatingOf,
  serviceTakeBackUntil,
  updateServiceRating,
} from './core/booking-ratings-store'
export { type StoredBooking, bookingsById } from './core/bookings-store'
export { bookingsToday, codedBooking } from './core/check-in-store'
export { type LoadedBooking, loadedBookings, lockedBooking } from './core/loaded-booking'
export { managersOf } from './core/managers'
export { arriveFrom, arriveUntil } from './core/moments'
export { lockPeople, personOfAccount, phoneOf, whoOf } from './core/person'
export { endAndRelease, offerFree } from './core/seats'
export { type Served, servedVenue, within } from './core/served-venues'
export { arrivedBookings, bookingsInSlots, usedSlots, waitedFor } from './core/slot-bookings-store'
export { occupiesSeats, transitionBooking } from './core/transitions'
export { type Today, todayOf, walkInSlots, walkInsLeft } from './core/walk-in-store'
export { elsewhere } from './eligibility/free-times'
export { callOffBooking, callOffSlot, stopSlot } from './ending/call-off'
export { finishBooking } from './ending/finish'
export { scheduleDecisions } from './ending/minimum'
export { scheduleClosedLate } from './no-shows/closed-late'
export { reviewLimits } from './no-shows/no-show'
export { schedulePlaceMoved } from './schedule/place-moved'
export { act, byCounter } from './staff/staff-acts'
export { staffBookingRows } from './staff/staff-view'
export { bookingsAhead, bookingsAheadOf } from './view/bookings-ahead'
export { bookingDetail, bookingRows } from './view/view'
export { waitingEntries } from './waiting-list/waiting'
export { waitingOf } from './waiting-list/waiting-store'
