import { counterEndpoints } from '@doorstep/contract/counter'
import { handle } from '../platform/context/call'
import { callNext, callNumber, counter, stepAtCounter } from './calling'
import { checkIn, checkInByCode, checkInVenue } from './check-in'
import { arriveLate } from './late-arrival'
import { drawMine, giveBack } from './mine'
import { drawForVisitor } from './visitor'
import { renewWallKey } from './wall'

export const counterRoutes = handle(counterEndpoints, {
  'GET /v1/check-in-places/{token}': (call) => checkInVenue(call, call.params.token),
  'POST /v1/bookings/{id}/checkIn': (call) => checkIn(call, call.params.id, call.body.token),
  'POST /v1/tickets': (call) => drawMine(call, call.body),
  'DELETE /v1/tickets/{id}': (call) => giveBack(call, call.params.id),
  'POST /v1/staff/venues/{code}/wall-keys': (call) => renewWallKey(call, call.params.code),
  'POST /v1/staff/check-ins': (call) => checkInByCode(call, call.body),
  'POST /v1/staff/tickets': (call) => drawForVisitor(call, call.body),
  'GET /v1/staff/venues/{code}/counter': (call) => counter(call, call.params.code, call.query.queue ?? null),
  'POST /v1/staff/venues/{code}/next': (call) => callNext(call, call.params.code, call.body),
  'POST /v1/staff/tickets/{id}/recall': (call) => stepAtCounter(call, call.params.id, 'recall'),
  'POST /v1/staff/tickets/{id}/pass': (call) => stepAtCounter(call, call.params.id, 'pass'),
  'POST /v1/staff/tickets/{id}/serve': (call) => stepAtCounter(call, call.params.id, 'serve'),
  'POST /v1/staff/tickets/{id}/done': (call) => stepAtCounter(call, call.params.id, 'done'),
  'POST /v1/staff/tickets/{id}/call': (call) => callNumber(call, call.params.id, call.body.window),
  'POST /v1/staff/bookings/{id}/arriveLate': (call) => arriveLate(call, call.params.id),
})
