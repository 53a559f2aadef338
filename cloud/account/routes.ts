import { accountEndpoints } from '@doorstep/contract/account'
import { handle, withPreparation } from '../platform/context/call'
import { addHome, changeHome, makeCurrent, removeHome } from './homes'
import { me } from './me'
import { changeProfile } from './profile'
import { identify, sessions, signIn, signOut } from './sessions'
import { bindStaff, invite } from './staff-binding'

export const accountRoutes = handle(accountEndpoints, {
  'POST /v1/sessions': withPreparation(identify, signIn),
  'GET /v1/session': (call) => me(call),
  'DELETE /v1/session': (call) => signOut(call, call.actor.sessionId),
  'GET /v1/sessions': (call) => sessions(call),
  'DELETE /v1/sessions/{id}': (call) => signOut(call, call.params.id),
  'PUT /v1/account': (call) => changeProfile(call, call.body),
  'POST /v1/homes': (call) => addHome(call, call.body),
  'PUT /v1/homes/{id}': (call) => changeHome(call, call.params.id, call.body),
  'PUT /v1/homes/{id}/current': (call) => makeCurrent(call, call.params.id),
  'DELETE /v1/homes/{id}': (call) => removeHome(call, call.params.id),
  'POST /v1/staff-bindings': (call) => bindStaff(call),
  'POST /v1/staff/{code}/invitations': (call) => invite(call, call.params.code),
})
