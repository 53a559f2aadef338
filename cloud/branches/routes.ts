import { branchEndpoints } from '@doorstep/contract/branches/endpoints'
import { handle } from '../platform/context/call'
import { branch, branches } from './read-branches'

export const branchRoutes = handle(branchEndpoints, {
  'GET /v1/branches': (call) => branches(call, call.query),
  'GET /v1/branches/{code}': (call) => branch(call, call.params.code),
})
