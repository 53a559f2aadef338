import { dutyEndpoints } from '@doorstep/contract/duty'
import { handle } from '../platform/context/call'
import { handOverGrid } from './handover'
import { endLeave, myDuty, takeLeave } from './leave'
import { previewLeave } from './leave-preview'
import { setMyPhoto } from './photo'

export const dutyRoutes = handle(dutyEndpoints, {
  'POST /v1/grids/{code}/handovers': (call) => handOverGrid(call, call.params.code, call.body),
  'GET /v1/my-duty': (call) => myDuty(call),
  'PUT /v1/my-photo': (call) => setMyPhoto(call, call.body.fileId),
  'GET /v1/absence-previews': (call) => previewLeave(call, call.query),
  'POST /v1/absences': (call) => takeLeave(call, call.body),
  'DELETE /v1/absences/{id}': (call) => endLeave(call, call.params.id),
})
