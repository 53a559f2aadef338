import { organisationEndpoints } from '@doorstep/contract/organisations'
import { textsChecked } from '../account/api'
import { handle, withPreparation } from '../platform/context/call'
import { organisationsAt } from './acting-as'
import { decide, organisationsToCheck } from './check'
import { invite, join, leave } from './contacts'
import { mine, one, register } from './register'

export const organisationRoutes = handle(organisationEndpoints, {
  'POST /v1/organisations': withPreparation(textsChecked('POST /v1/organisations'), (call) => register(call, call.body)),
  'GET /v1/organisations': (call) => mine(call),
  'GET /v1/organisations/{id}': (call) => one(call, call.params.id),
  'POST /v1/organisations/{id}/contacts': (call) => invite(call, call.params.id, call.body),
  'DELETE /v1/organisation-contacts/{id}': (call) => leave(call, call.params.id),
  'POST /v1/organisation-bindings': (call) => join(call, call.body),
  'GET /v1/staff/organisations': (call) => organisationsToCheck(call, call.query),
  'GET /v1/staff/buildings/{code}/organisations': (call) => organisationsAt(call, call.params.code),
  'POST /v1/staff/organisations/{id}/decide': (call) => decide(call, call.params.id, call.body),
})
