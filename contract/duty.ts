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
  'POST /v1/absences': {
    does: 'Leave with a stand-in from the same team: the card says so, new messages and cases go to the stand-in.',
    body: v.object({ gridCode, standInCode: importCode, fromDay: nearDay, untilDay: nearDay }),
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
