import { queueEndpoints } from '@doorstep/contract/queue/endpoints'
import { handle } from '../platform/context/call'
import { checkIn, checkInByCode, checkInVenue } from '../counter/check-in'
import { callNext, callNumber, counter, stepAtCounter } from '../counter/calling'
import { display } from './display/display'
import { drawMine, giveBack, myTicket, myTickets } from '../counter/mine'
import { nowServing } from './display/now-serving'
import { drawForVisitor } from '../counter/visitor'

export const queueRoutes = handle(queueEndpoints, {
  'GET /v1/check-in-places/{token}': (call) => checkInVenue(call, call.params.token),
  'POST /v1/bookings/{id}/checkIn': (call) => checkIn(call, call.params.id, call.body.token),
  'POST /v1/tickets': (call) => drawMine(call, call.body),
  'GET /v1/tickets': (call) => myTickets(call),
  'GET /v1/tickets/{id}': (call) => myTicket(call, call.params.id),
  'DELETE /v1/tickets/{id}': (call) => giveBack(call, call.params.id),
  'GET /v1/venues/{code}/now-serving': (call) => nowServing(call, call.params.code),
  'GET /v1/venues/{code}/display': (call) => display(call, call.params.code),
  'POST /v1/staff/check-ins': (call) => checkInByCode(call, call.body),
  'POST /v1/staff/tickets': (call) => drawForVisitor(call, call.body),
  'GET /v1/staff/venues/{code}/counter': (call) => counter(call, call.params.code, call.query.queue ?? null),
  'POST /v1/staff/venues/{code}/next': (call) => callNext(call, call.params.code, call.body),
  'POST /v1/staff/tickets/{id}/recall': (call) => stepAtCounter(call, call.params.id, 'recall'),
  'POST /v1/staff/tickets/{id}/pass': (call) => stepAtCounter(call, call.params.id, 'pass'),
  'POST /v1/staff/tickets/{id}/serve': (call) => stepAtCounter(call, call.params.id, 'serve'),
  'POST /v1/staff/tickets/{id}/done': (call) => stepAtCounter(call, call.params.id, 'done'),
  'POST /v1/staff/tickets/{id}/call': (call) => callNumber(call, call.params.id, call.body.window),
})
