import { dispatchRoles, teamRoles, unitRoles } from './roles'
import * as v from 'valibot'
import { endpoints } from './endpoints'
import { FileView } from './files'
import { gridCode, importCode, GridRow, OnDuty } from './grids'
import { id, instant, nearDay, text } from './values'

const Absence = v.object({
  id,
  /** Null for leave from a unit. */
  gridCode: v.nullable(gridCode),
  staffName: v.string(),
  /** Empty where nobody in particular stands in: whoever of the unit is there takes over. */
  standInName: v.string(),
  from: instant,
  until: instant,
})

const Mate = v.object({ staffCode: importCode, name: v.string() })

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
    does: 'The grids whose team the caller is in, with who is on duty, their unit with its others, and the caller’s absences.',
    replies: {
      200: v.object({
        grids: v.array(
          v.object({
            ...GridRow.entries,
            onDuty: v.nullable(OnDuty),
            mates: v.array(Mate),
          }),
        ),
        absences: v.array(Absence),
        /** The photo the caller shows of themselves; left out by earlier versions. */
        photo: v.optional(v.nullable(FileView)),
        /** The unit (单位) the caller works for, with its others who work where they do; null for who has none, left out by earlier versions. */
        unit: v.optional(v.nullable(v.object({ name: v.string(), mates: v.array(Mate) }))),
      }),
    },
    who: [...teamRoles, ...unitRoles],
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
    does: 'What a leave of these days from a grid, or from one’s unit, would hand on, as the caller’s open cases stand now.',
    query: v.object({ gridCode: v.optional(gridCode), ...leaveDays }),
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
    who: [...teamRoles, ...unitRoles],
    relation: 'own',
    problems: ['notFound'],
  },
  'POST /v1/absences': {
    does: 'Leave in whole or half days: from a grid with a stand-in of its team, whom the card names and who gets new messages and cases; from one’s unit, where no grid is named, with a stand-in of the unit or none. As soon as it begins, the caller’s open cases whose time ends meanwhile go to the stand-in; without one they wait for anybody of the unit, who are told.',
    body: v.object({ gridCode: v.optional(gridCode), standInCode: v.optional(importCode), ...leaveDays }),
    replies: { 201: Absence },
    who: [...teamRoles, ...unitRoles],
    relation: 'own',
    problems: ['notFound'],
  },
  'DELETE /v1/absences/{id}': {
    does: 'Ends an absence now.',
    params: v.object({ id }),
    replies: { 204: null },
    who: [...teamRoles, ...unitRoles],
    relation: 'own',
    problems: ['notFound'],
  },
})
