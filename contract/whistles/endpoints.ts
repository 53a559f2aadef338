import * as v from 'valibot'
import { endpoints } from '../endpoints'
import { gridCode } from '../grids'
import { deskRoles, dispatchRoles, supervisingRoles, unitRoles } from '../roles'
import { figuresDays, whistleAssessDays, whistleRespondMinutes, whistleUnits } from '../rules'
import { id, page, pageOf } from '../values'
import { callMachine, whistleMachine } from './machine'
import { CallableUnit, CallerFigures, UnitFigures, Whistle, WhistleForm, WhistleOfRequest, WhistleRow } from './views'

const params = v.object({ id })
const asking = [...dispatchRoles, 'branchSecretary'] as const
const reading = [...asking, ...supervisingRoles, ...unitRoles] as const

const whistleViews = ['unit', 'open', 'done'] as const

/** 吹哨报到 (北京市接诉即办工作条例 art. 16, 33): units are called to one place, say when they come, come, and say what they did. */
export const whistleEndpoints = endpoints('whistles', {
  'GET /v1/staff/whistles': {
    does: 'Whistles: those that call my unit, those under way in my areas or suggested by me, or those that are over; latest first.',
    query: v.object({ view: v.picklist(whistleViews), ...page }),
    replies: { 200: pageOf(WhistleRow) },
    who: [...reading],
    relation: 'area',
  },
  'GET /v1/staff/whistles/{id}': {
    does: 'One whistle with the call of each unit and what happened, for the street, the units called, whoever suggested it, and supervisors.',
    params,
    replies: { 200: Whistle },
    who: [...reading],
    relation: 'area',
    problems: ['notFound'],
  },
  'POST /v1/staff/whistles': {
    does: `吹哨: calls up to ${whistleUnits} units to one place, which answer within ${whistleRespondMinutes} minutes unless said otherwise. From a branch secretary it is a suggestion to the street.`,
    body: WhistleForm,
    replies: { 201: Whistle },
    who: [...asking],
    relation: 'area',
    problems: ['notFound', 'notNow', 'reportsNoWhistle'],
  },
  'GET /v1/staff/whistle-units': {
    does: 'The units that may be called to a grid: those with staff there.',
    query: v.object({ grid: gridCode }),
    replies: { 200: v.object({ rows: v.array(CallableUnit) }) },
    who: [...asking],
    relation: 'area',
    problems: ['notFound'],
  },
  'GET /v1/requests/{id}/whistles': {
    does: 'The whistles about a request, for the staff who may read it; none of a 举报.',
    params,
    replies: { 200: v.object({ rows: v.array(WhistleOfRequest) }) },
    who: [...deskRoles],
    relation: 'area',
    problems: ['notFound'],
  },
  'GET /v1/staff/whistle-figures': {
    does: `What became of the calls of the last ${figuresDays} days, by unit and by whoever whistled, with the number of cases beside each share; assessments once both sides may read them.`,
    replies: { 200: v.object({ units: v.array(UnitFigures), callers: v.array(CallerFigures) }) },
    who: [...supervisingRoles],
    relation: 'area',
  },
  'POST /v1/staff/whistles/{id}/approve': {
    does: 'Whistles what was suggested; the time to answer runs from now.',
    body: whistleMachine.approve.body,
    ...of(dispatchRoles),
  },
  'POST /v1/staff/whistles/{id}/decline': {
    does: 'Says why there is no whistle; whoever suggested it is told.',
    body: whistleMachine.decline.body,
    ...of(dispatchRoles),
  },
  'POST /v1/staff/whistles/{id}/callMore': {
    does: 'Calls more units to the same place, with a time of their own.',
    body: whistleMachine.callMore.body,
    ...of(dispatchRoles, 'tooManyUnits'),
  },
  'POST /v1/staff/whistles/{id}/close': {
    does: 'Ends it with the whole result; nobody waits for a unit any more.',
    body: whistleMachine.close.body,
    ...of(dispatchRoles),
  },
  'POST /v1/staff/whistle-calls/{id}/respond': {
    does: 'Says in how many minutes its unit comes, and who.',
    body: callMachine.respond.body,
    ...of(unitRoles, 'whistleOver'),
  },
  'POST /v1/staff/whistle-calls/{id}/arrive': {
    does: 'Says that its unit is there now, with a photo or without.',
    body: callMachine.arrive.body,
    ...of(unitRoles, 'whistleOver'),
  },
  'POST /v1/staff/whistle-calls/{id}/result': {
    does: 'Says what its unit did there.',
    body: callMachine.result.body,
    ...of(unitRoles, 'whistleOver'),
  },
  'POST /v1/staff/whistle-calls/{id}/cannot': {
    does: 'Says why its unit cannot come; the street is told, and may call another or do without.',
    body: callMachine.cannot.body,
    ...of(unitRoles, 'whistleOver'),
  },
  'POST /v1/staff/whistle-calls/{id}/confirm': {
    does: 'Confirms a result.',
    body: callMachine.confirm.body,
    ...of(dispatchRoles, 'whistleOver'),
  },
  'POST /v1/staff/whistle-calls/{id}/sendBack': {
    does: 'Sends a result back, once, with the reason.',
    body: callMachine.sendBack.body,
    ...of(dispatchRoles, 'whistleOver', 'sentBackOnce'),
  },
  'POST /v1/staff/whistle-calls/{id}/excuse': {
    does: 'Does without a unit, with the reason.',
    body: callMachine.excuse.body,
    ...of(dispatchRoles, 'whistleOver'),
  },
  'POST /v1/staff/whistle-calls/{id}/rateUnit': {
    does: `Assesses a unit that was called, until ${whistleAssessDays} working days after the end; hidden from it until it has assessed the call, or they are over.`,
    body: callMachine.rateUnit.body,
    ...of(dispatchRoles, 'assessedAlready', 'assessOver'),
  },
  'POST /v1/staff/whistle-calls/{id}/rateCall': {
    does: 'Assesses whether the call was needed and prepared, under the same rule.',
    body: callMachine.rateCall.body,
    ...of(unitRoles, 'assessedAlready', 'assessOver'),
  },
})

type WhistleProblem = 'tooManyUnits' | 'whistleOver' | 'sentBackOnce' | 'assessedAlready' | 'assessOver'

function of<const W extends typeof dispatchRoles | typeof unitRoles, const P extends readonly WhistleProblem[]>(who: W, ...more: P) {
  return { params, replies: { 200: Whistle }, who, relation: 'area', problems: ['notFound', 'notNow', ...more] } as const
}
