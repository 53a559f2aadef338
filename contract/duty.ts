import { dispatchRoles, teamRoles } from './roles'
import * as v from 'valibot'
import { endpoints } from './endpoints'
import { FileView } from './files'
import { gridCode, importCode, GridRow, OnDuty } from './grids'
import { id, instant, nearDay, text } from './values'

const Absence = v.object({
  id,
  gridCode,
  staffName: v.string(),
  standInName: v.string(),
  from: instant,
  until: instant,
})

/** 半天: before noon and after it. */
const halves = ['morning', 'afternoon'] as const
const half = v.optional(v.picklist(halves))

/** Days of a leave; without halves they are whole. `fromHalf` is when it begins on its first day, `untilHalf` after what it ends on its last. */
const leaveDays = { fromDay: nearDay, fromHalf: half, untilDay: nearDay, untilHalf: half }

export const dutyEndpoints = endpoints('duty', {
  'POST /v1/grids/{code}/handovers': {
    does: 'Hand-over (交接): a new grid member takes over; conversations, promises and open cases move and residents are told.',
    params: v.object({ code: gridCode }),
    body: v.object({ toStaffCode: importCode, reason: text(200) }),
    replies: { 200: v.object({ conversations: v.number(), cases: v.number(), residentsTold: v.number() }) },
    who: [...dispatchRoles],
    relation: 'area',
    problems: ['notFound', 'notNow'],
  },
  'GET /v1/my-duty': {
    does: 'The grids whose team the caller is in, with who is on duty, and the caller’s absences.',
    replies: {
      200: v.object({
        grids: v.array(
          v.object({
            ...GridRow.entries,
            onDuty: v.nullable(OnDuty),
            mates: v.array(v.object({ staffCode: importCode, name: v.string() })),
          }),
        ),
        absences: v.array(Absence),
        /** The photo the caller shows of themselves; left out by earlier versions. */
        photo: v.optional(v.nullable(FileView)),
      }),
    },
    who: [...teamRoles],
    relation: 'area',
  },
  'PUT /v1/my-photo': {
    does: 'Shows a photo the caller uploaded on the cards of their grids, as long as they are in a team; null removes it.',
    body: v.object({ fileId: v.nullable(id) }),
    replies: { 200: v.object({ photo: v.nullable(FileView) }) },
    who: [...teamRoles],
    relation: 'own',
  },
  'GET /v1/absence-previews': {
    does: 'What a leave of these days would hand on to the stand-in, as the caller’s open cases stand now.',
    query: v.object({ gridCode, ...leaveDays }),
    replies: {
      200: v.object({
        /** Cases whose time ends before the leave does. */
        handedOn: v.number(),
        /** Those of them with a visit that is arranged. */
        visits: v.number(),
        nearest: v.nullable(v.object({ number: v.string(), title: v.string(), at: instant })),
        /** Cases that stay the caller’s. */
        staying: v.number(),
      }),
    },
    who: [...teamRoles],
    relation: 'own',
    problems: ['notFound'],
  },
  'POST /v1/absences': {
    does: 'Leave with a stand-in from the same team, in whole or half days: the card says so, new messages and cases go to the stand-in, and so do the caller’s open cases whose time ends meanwhile, as soon as it begins.',
    body: v.object({ gridCode, standInCode: importCode, ...leaveDays }),
    replies: { 201: Absence },
    who: [...teamRoles],
    relation: 'own',
    problems: ['notFound'],
  },
  'DELETE /v1/absences/{id}': {
    does: 'Ends an absence now.',
    params: v.object({ id }),
    replies: { 204: null },
    who: [...teamRoles],
    relation: 'own',
    problems: ['notFound'],
  },
})
