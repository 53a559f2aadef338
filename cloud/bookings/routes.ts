import { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import { textsChecked } from '../account/api'
import { withPrecheck, handle, withPreparation } from '../platform/context/call'
import { appeal } from './no-shows/appeal'
import { cancel } from './ending/cancel'
import { book } from './reserving/book'
import { calendarFile } from './view/calendar-file'
import { compareVenues } from './figures/compare-venues'
import { endFeed, makeFeed, myFeeds, readFeed } from './feeds/feeds'
import { figures } from './figures/figures'
import { hold, letGo, precheckHold } from './reserving/hold'
import { move } from './reserving/move'
import { listBookings } from './view/list'
import { makePrint, printPage } from './prints/prints'
import { readSheet } from './prints/sheet'
import * as acts from './staff/staff-acts'
import { bookAtCounter } from './staff/staff-book'
import { staffBookings } from './staff/staff-list'
import { staffVenues } from './staff/staff-venues'
import { readStaffBooking } from './staff/staff-view'
import { readBooking, viewAfter, viewBooked } from './view/view'
import { days, slots } from './schedule/days'
import { service } from './schedule/service-detail'
import { times } from './schedule/times'
import { joinWaiting, leaveWaiting, myWaiting } from './waiting-list/waiting'

export const bookingRoutes = handle(bookingEndpoints, {
  'POST /v1/holds': withPrecheck(precheckHold, (call, seen) => hold(call, call.body, seen)),
  'DELETE /v1/holds/{id}': (call) => letGo(call, call.params.id),
  'POST /v1/bookings': withPreparation(textsChecked('POST /v1/bookings'), async (call) => viewBooked(call, await book(call, call.body))),
  'GET /v1/bookings': (call) => listBookings(call, call.query),
  'GET /v1/bookings/{id}': (call) => readBooking(call, call.params.id),
  'POST /v1/bookings/{id}/cancel': withPreparation(textsChecked('POST /v1/bookings/{id}/cancel'), async (call) =>
    viewAfter(call, await cancel(call, call.params.id, call.body)),
  ),
  'POST /v1/bookings/{id}/move': withPreparation(textsChecked('POST /v1/bookings/{id}/move'), async (call) =>
    viewAfter(call, await move(call, call.params.id, call.body)),
  ),
  'POST /v1/waiting': (call) => joinWaiting(call, call.body),
  'GET /v1/waiting': (call) => myWaiting(call),
  'DELETE /v1/waiting/{id}': (call) => leaveWaiting(call, call.params.id),

  'POST /v1/bookings/{id}/appeal': withPreparation(textsChecked('POST /v1/bookings/{id}/appeal'), (call) =>
    appeal(call, call.params.id, call.body.text),
  ),
  'GET /v1/bookings/{id}/calendar': (call) => calendarFile(call, { ...call.params, ...call.query }),

  // —— staff: approve, decide, assign, call off ——
  'GET /v1/staff/bookings': (call) => staffBookings(call, call.query),
  'POST /v1/staff/bookings': (call) => bookAtCounter(call, call.body),
  'GET /v1/staff/bookings/{id}': (call) => readStaffBooking(call, call.params.id),
  'POST /v1/staff/bookings/{id}/approve': (call) => acts.approve(call, call.params.id, call.body),
  'POST /v1/staff/bookings/{id}/decline': (call) => acts.decline(call, call.params.id, call.body),
  'POST /v1/staff/bookings/{id}/callOff': (call) => acts.callOff(call, call.params.id, call.body),
  'POST /v1/staff/bookings/{id}/move': (call) => acts.moveAtCounter(call, call.params.id, call.body),
  'POST /v1/staff/bookings/{id}/assign': (call) => acts.assign(call, call.params.id, call.body),
  'POST /v1/staff/bookings/{id}/finish': (call) => acts.finish(call, call.params.id, call.body),
  'POST /v1/staff/bookings/{id}/miss': (call) => acts.countMissed(call, call.params.id),
  'POST /v1/staff/bookings/{id}/excuse': (call) => acts.excuse(call, call.params.id, call.body),
  'POST /v1/staff/bookings/{id}/keep': (call) => acts.rejectAppeal(call, call.params.id, call.body),
  'POST /v1/staff/bookings/{id}/called': (call) => acts.markPhoned(call, call.params.id, call.body),
  'POST /v1/staff/feeds': (call) => makeFeed(call, call.body),
  'GET /v1/staff/feeds': (call) => myFeeds(call),
  'DELETE /v1/staff/feeds/{id}': (call) => endFeed(call, call.params.id),
  'GET /v1/feeds/{token}': (call) => readFeed(call, call.params.token),

  'GET /v1/staff/venues': (call) => staffVenues(call),
  'GET /v1/staff/venues/{code}/sheet': (call) => readSheet(call, call.params.code, call.query.day),
  'POST /v1/staff/venues/{code}/prints': (call) => makePrint(call, call.params.code, call.body),
  'GET /v1/prints/{code}': (call) => printPage(call, { ...call.params, ...call.query }),
  'GET /v1/staff/booking-figures': (call) => figures(call, call.query),
  'GET /v1/staff/place-figures': (call) => compareVenues(call, call.query),

  // —— a service and its free times as the caller may have them ——
  'GET /v1/services/{code}': (call) => service(call, call.params.code),
  'GET /v1/services/{code}/times': (call) => times(call, call.params.code, call.query),
  'GET /v1/services/{code}/days': (call) => days(call, call.params.code, call.query),
  'GET /v1/services/{code}/slots': (call) => slots(call, call.params.code, call.query.day),
})
