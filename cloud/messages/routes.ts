import { messageEndpoints } from '@doorstep/contract/messages'
import { handle, withPreparation } from '../platform/context/call'
import { issueLiveTicket } from '../platform/live/live-tickets'
import { listConversations, moveMarks, openConversation, readConversation, readMessages } from './read'
import { checkText, proposeRequest, sendMessage, type Proposable } from './send'
import { waiveReply } from './waive'
import { changeTemplate, saveTemplate, listTemplates, removeTemplate } from './templates'

/** Returns the routes of the room; `above` answers from the tables of rooms above it. */
export const messageRoutes = (above: Proposable) =>
  handle(messageEndpoints, {
    'GET /v1/conversations': (call) => listConversations(call, call.query),
    'POST /v1/conversations': (call) => openConversation(call, call.body.gridCode),
    'GET /v1/conversations/{id}': (call) => readConversation(call, call.params.id),
    'GET /v1/conversations/{id}/messages': (call) => readMessages(call, call.params.id, call.query),
    'POST /v1/conversations/{id}/messages': withPreparation(checkText, (call) => sendMessage(call, call.params.id, call.body)),
    'PUT /v1/conversations/{id}/marks': (call) => moveMarks(call, call.params.id, call.body),
    'POST /v1/conversations/{id}/proposals': (call) => proposeRequest(call, call.params.id, call.body, above),
    'POST /v1/conversations/{id}/waivers': (call) => waiveReply(call, call.params.id, call.body.seq),
    'POST /v1/live-tickets': (call) => issueLiveTicket(call),
    'GET /v1/templates': (call) => listTemplates(call),
    'POST /v1/templates': (call) => saveTemplate(call, call.body),
    'PUT /v1/templates/{id}': (call) => changeTemplate(call, call.params.id, call.body),
    'DELETE /v1/templates/{id}': (call) => removeTemplate(call, call.params.id),
  })
