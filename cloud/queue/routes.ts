import { queueEndpoints } from '@doorstep/contract/queue/endpoints'
import { handle } from '../platform/context/call'
import { display } from './display/display'
import { nowServing } from './display/now-serving'
import { myTicket, myTickets } from './numbers/mine'

export const queueRoutes = handle(queueEndpoints, {
  'GET /v1/tickets': (call) => myTickets(call),
  'GET /v1/tickets/{id}': (call) => myTicket(call, call.params.id),
  'GET /v1/venues/{code}/now-serving': (call) => nowServing(call, call.params.code, call.query.wall),
  'GET /v1/venues/{code}/display': (call) => display(call, call.params.code),
})
