import { accountEndpoints } from '@doorstep/contract/account'
import { handle, withPreparation } from '../platform/context/call'
import type { Unread } from './account-store'
import { forgetPerson, peopleActedFor } from './acted-for'
import { addHome, changeHome, makeCurrent, removeHome } from './homes'
import { me } from './me'
import { changeProfile } from './profile'
import { identify, sessions, signIn, signOut } from './sessions'
import { bindStaff, invite } from './staff-binding'

/** Returns the routes of the room; `above` answers from the tables of rooms above it. */
export const accountRoutes = (above: Unread) =>
  handle(accountEndpoints, {
    'POST /v1/sessions': withPreparation(identify, (call, identity) => signIn(call, identity, above)),
    'GET /v1/session': (call) => me(call, above),
    'DELETE /v1/session': (call) => signOut(call, call.actor.sessionId),
    'GET /v1/sessions': (call) => sessions(call),
    'DELETE /v1/sessions/{id}': (call) => signOut(call, call.params.id),
    'PUT /v1/account': (call) => changeProfile(call, call.body, above),
    'POST /v1/homes': (call) => addHome(call, call.body),
    'PUT /v1/homes/{id}': (call) => changeHome(call, call.params.id, call.body),
    'PUT /v1/homes/{id}/current': (call) => makeCurrent(call, call.params.id),
    'DELETE /v1/homes/{id}': (call) => removeHome(call, call.params.id),
    'GET /v1/people': (call) => peopleActedFor(call),
    'DELETE /v1/people/{id}': (call) => forgetPerson(call, call.params.id),
    'POST /v1/staff-bindings': (call) => bindStaff(call, above),
    'POST /v1/staff/{code}/invitations': (call) => invite(call, call.params.code),
  })
