import * as v from 'valibot'
import { endpoints } from '../endpoints'
import { importCode } from '../grids'
import { id, line } from '../values'
import { TicketView, NowServing } from './views'

export const ofVenue = v.object({ code: importCode })
export const ofTicket = v.object({ id })

export const queueEndpoints = endpoints('queue', {
  'GET /v1/tickets': {
    does: 'My numbers of today.',
    replies: { 200: v.object({ rows: v.array(TicketView) }) },
    who: ['resident'],
    relation: 'own',
  },
  'GET /v1/tickets/{id}': {
    does: 'One of my numbers: how many are before it, and an honest estimate.',
    params: ofTicket,
    replies: { 200: TicketView },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound'],
  },
  'GET /v1/venues/{code}/now-serving': {
    does: 'Which numbers are called, and how many wait; no names. With the key of the wall display, the check-in code (签到码) it shows as well.',
    params: ofVenue,
    query: v.object({ wall: v.optional(v.pipe(line(100), v.regex(/^[\w-]+$/, '请在叫号页面重新复制大屏的地址'))) }),
    replies: { 200: NowServing },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },
  'GET /v1/venues/{code}/display': {
    does: 'A page for a wall display (现在叫号) that keeps itself up to date.',
    params: ofVenue,
    replies: { 200: v.any() },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },
})
