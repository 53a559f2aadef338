import { fileEndpoints } from '@doorstep/contract/files/endpoints'
import { handle, withPreparation } from '../platform/context/call'
import { serveFile } from './file-look-ups'
import { finishUpload, settleUpload } from './finish'
import { keepPart, openUpload, receivePart, showUpload } from './parts'
import { receiveUpload, uploaded } from './upload'

export const fileRoutes = handle(fileEndpoints, {
  'POST /v1/files': withPreparation(receiveUpload, async (call, row) => Promise.resolve(uploaded(call, row))),
  'POST /v1/uploads': openUpload,
  'GET /v1/uploads/{id}': showUpload,
  'PUT /v1/uploads/{id}': withPreparation(receivePart, keepPart),
  'POST /v1/uploads/{id}/finish': withPreparation(finishUpload, settleUpload),
  'GET /v1/files/{id}': (call) => serveFile(call, { ...call.params, ...call.query }),
})
