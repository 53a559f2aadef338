import { fileEndpoints } from '@doorstep/contract/files'
import { handle, withPreparation } from '../platform/call'
import { serveFile } from './service'
import { receiveUpload, uploaded } from './upload'

export const fileRoutes = handle(fileEndpoints, {
  'POST /v1/files': withPreparation(receiveUpload, async (call, row) => Promise.resolve(uploaded(call, row))),
  'GET /v1/files/{id}': (call) => serveFile(call, { ...call.params, ...call.query }),
})
