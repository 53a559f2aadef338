import * as v from 'valibot'
import { endpoints } from '../endpoints'
import { importCode } from '../grids'
import { rulesRoles, venueRoles } from '../roles'
import { ofService } from '../services/endpoints'
import { id } from '../values'
import { OpeningRules } from './rules'
import { Closure, ClosureForm, Decision, Impact, StaffService } from './views'

export const openingEndpoints = endpoints('openings', {
  'GET /v1/staff/services': {
    does: 'Services the caller keeps, with their opening rules.',
    query: v.object({ venue: v.optional(importCode) }),
    replies: { 200: v.object({ rows: v.array(StaffService) }) },
    who: [...venueRoles],
    relation: 'area',
  },
  'POST /v1/staff/services/{code}/rule-checks': {
    does: 'What new opening rules would do: slots added and removed, and every booking they hit. Nothing is written.',
    params: ofService,
    body: v.object({ rules: OpeningRules }),
    replies: { 200: Impact },
    who: [...rulesRoles],
    relation: 'area',
    idempotent: false,
    problems: ['notFound', 'professionalBusy'],
  },
  'PUT /v1/staff/services/{code}/rules': {
    does: 'Changes the opening rules and the slots with them; bookings they hit are kept or called off, and those people told.',
    params: ofService,
    body: v.object({ rules: OpeningRules, ...Decision }),
    replies: { 200: StaffService },
    who: [...rulesRoles],
    relation: 'area',
    problems: ['notFound', 'hitsChanged', 'professionalBusy'],
  },
  'POST /v1/staff/closure-checks': {
    does: 'Which bookings a closure would hit. Nothing is written.',
    body: ClosureForm,
    replies: { 200: Impact },
    who: [...rulesRoles],
    relation: 'area',
    idempotent: false,
    problems: ['notFound'],
  },
  'POST /v1/staff/closures': {
    does: 'Closes days or hours of a place or service (停办).',
    body: v.object({ closure: ClosureForm, ...Decision }),
    replies: { 201: Closure },
    who: [...rulesRoles],
    relation: 'area',
    problems: ['notFound', 'hitsChanged'],
  },
  'GET /v1/staff/closures': {
    does: 'Closures of a place that have not ended, by day.',
    query: v.object({ venue: importCode }),
    replies: { 200: v.object({ rows: v.array(Closure) }) },
    who: [...venueRoles],
    relation: 'area',
    problems: ['notFound'],
  },
  'DELETE /v1/staff/closures/{id}': {
    does: 'Opens again what a closure closed; bookings it called off stay so.',
    params: v.object({ id }),
    replies: { 204: null },
    who: [...rulesRoles],
    relation: 'area',
    problems: ['notFound'],
  },
})
