import { fileEndpoints } from '@doorstep/contract/files'
import { handle, withPreparation } from '../platform/context/call'
import { serveFile } from './file-look-ups'
import { receiveUpload, uploaded } from './upload'

export const fileRoutes = handle(fileEndpoints, {
  'POST /v1/files': withPreparation(receiveUpload, async (call, row) => Promise.resolve(uploaded(call, row))),
  'GET /v1/files/{id}': (call) => serveFile(call, { ...call.params, ...call.query }),
})
