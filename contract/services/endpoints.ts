import { planDays } from '../rules'
import * as v from 'valibot'
import { endpoints } from '../endpoints'
import { gridCode, importCode } from '../grids'
import { day, id, instant, nearDay, searched, wholeInQuery } from '../values'
import { ServiceGroup, VenueRow, ServiceRow } from './views'

export const ofService = v.object({ code: importCode })
const ofVenue = v.object({ code: importCode })

export const serviceEndpoints = endpoints('services', {
  'GET /v1/venues': {
    does: 'Places where services are given, those of a grid’s community first, in code order.',
    query: v.object({ grid: v.optional(gridCode) }),
    replies: { 200: v.object({ rows: v.array(VenueRow) }) },
    who: ['anyone'],
    relation: 'none',
  },
  'GET /v1/services': {
    does: 'The catalogue: by group or place, each with its next free time, nearest to `grid` first, then in the district’s order; or found by words, synonyms or pinyin (`lvshi`, 看病), best first.',
    query: v.object({
      q: v.optional(searched(40)),
      group: v.optional(ServiceGroup),
      venue: v.optional(importCode),
      grid: v.optional(gridCode),
    }),
    replies: { 200: v.object({ rows: v.array(ServiceRow) }) },
    who: ['anyone'],
    relation: 'none',
  },
  'GET /v1/venues/{code}/month': {
    does: `Every service of a place over up to ${planDays} days, slot by slot, in one query: for wall calendars and planning.`,
    params: ofVenue,
    query: v.object({ from: v.optional(nearDay), days: v.optional(wholeInQuery(1, planDays), '31') }),
    replies: {
      200: v.object({
        rows: v.array(
          v.object({
            serviceCode: importCode,
            days: v.array(v.object({ day, slots: v.array(v.object({ id, startsAt: instant, free: v.number(), capacity: v.number() })) })),
          }),
        ),
      }),
    },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },
})
