import { requestEndpoints } from '@doorstep/contract/requests/endpoints'
import { handle, withPreparation } from '../platform/context/call'
import { detailOf, readRequest } from './reading/detail'
import { exportRequest } from './proof/export'
import { previewRequest } from './filing/filing-checks'
import { listOrders } from './orders/list'
import { directoryFigures } from './units/figures'
import { staffInbox } from './reading/inbox'
import { listRequests } from './reading/list'
import { act } from './actions/act'
import { markCalled } from './actions/called'
import { listEmergencies } from './filing/emergencies'
import { checkRequest } from './actions/check'
import { enterRequest } from './filing/enter'
import { fileRequest } from './filing/file'
import { listCategories, suggestCategories } from './filing/find-categories'
import { followedRequests, followRequest, unfollowRequest } from './following/follow'
import { similarRequests } from './following/similar'
import { checkAdded, checkFiled } from './filing/text-check'

export const requestRoutes = handle(requestEndpoints, {
  'GET /v1/categories': (call) => listCategories(call, call.query),
  'POST /v1/category-suggestions': (call) => suggestCategories(call, call.body),
  'GET /v1/emergencies': (call) => listEmergencies(call),
  'POST /v1/request-previews': (call) => previewRequest(call, call.body),
  'POST /v1/requests': withPreparation(checkFiled, async (call) => detailOf(call, await fileRequest(call, call.body))),
  'GET /v1/requests': (call) => listRequests(call, call.query),
  'GET /v1/requests/{id}': (call) => readRequest(call, call.params.id),
  'GET /v1/requests/{id}/export': (call) => exportRequest(call, call.params.id),
  'GET /v1/staff/inbox': (call) => staffInbox(call, call.query),
  'POST /v1/staff/requests': (call) => enterRequest(call, call.body),
  'POST /v1/staff/requests/{id}/check': (call) => checkRequest(call, call.params.id, call.body),
  'POST /v1/staff/requests/{id}/called': (call) => markCalled(call, call.params.id, call.body.said),
  'POST /v1/requests/{id}/accept': (call) => act(call, call.params.id, 'accept', call.body),
  'POST /v1/requests/{id}/askMore': (call) => act(call, call.params.id, 'askMore', call.body),
  'POST /v1/requests/{id}/supply': withPreparation(checkAdded('POST /v1/requests/{id}/supply'), (call, known) =>
    act(call, call.params.id, 'supply', call.body, known),
  ),
  'POST /v1/requests/{id}/suppliedByPhone': (call) => act(call, call.params.id, 'suppliedByPhone', call.body),
  'POST /v1/requests/{id}/goOn': (call) => act(call, call.params.id, 'goOn', call.body),
  'POST /v1/requests/{id}/correct': (call) => act(call, call.params.id, 'correct', call.body),
  'POST /v1/requests/{id}/refuse': (call) => act(call, call.params.id, 'refuse', call.body),
  'POST /v1/requests/{id}/transferOut': (call) => act(call, call.params.id, 'transferOut', call.body),
  'POST /v1/requests/{id}/contest': withPreparation(checkAdded('POST /v1/requests/{id}/contest'), (call, known) =>
    act(call, call.params.id, 'contest', call.body, known),
  ),
  'POST /v1/requests/{id}/handle': (call) => act(call, call.params.id, 'handle', call.body),
  'POST /v1/requests/{id}/reply': (call) => act(call, call.params.id, 'reply', call.body),
  'POST /v1/requests/{id}/withdraw': withPreparation(checkAdded('POST /v1/requests/{id}/withdraw'), (call, known) =>
    act(call, call.params.id, 'withdraw', call.body, known),
  ),
  'POST /v1/requests/{id}/comment': withPreparation(checkAdded('POST /v1/requests/{id}/comment'), (call, known) =>
    act(call, call.params.id, 'comment', call.body, known),
  ),
  'POST /v1/requests/{id}/note': (call) => act(call, call.params.id, 'note', call.body),
  'POST /v1/requests/{id}/urge': (call) => act(call, call.params.id, 'urge', call.body),
  'POST /v1/requests/{id}/confirmVisit': (call) => act(call, call.params.id, 'confirmVisit', call.body),
  'POST /v1/requests/{id}/moveVisit': withPreparation(checkAdded('POST /v1/requests/{id}/moveVisit'), (call, known) =>
    act(call, call.params.id, 'moveVisit', call.body, known),
  ),
  'POST /v1/requests/{id}/reassign': (call) => act(call, call.params.id, 'reassign', call.body),
  'POST /v1/requests/{id}/claim': (call) => act(call, call.params.id, 'claim', call.body),
  'POST /v1/requests/{id}/dispatch': (call) => act(call, call.params.id, 'dispatch', call.body),
  'POST /v1/requests/{id}/toHuman': (call) => act(call, call.params.id, 'toHuman', call.body),
  'POST /v1/requests/{id}/dispute': (call) => act(call, call.params.id, 'dispute', call.body),
  'POST /v1/requests/{id}/decide': (call) => act(call, call.params.id, 'decide', call.body),
  'POST /v1/requests/{id}/report': (call) => act(call, call.params.id, 'report', call.body),
  'POST /v1/requests/{id}/endPart': (call) => act(call, call.params.id, 'endPart', call.body),
  'POST /v1/requests/{id}/askExtension': (call) => act(call, call.params.id, 'askExtension', call.body),
  'POST /v1/requests/{id}/grantExtension': (call) => act(call, call.params.id, 'grantExtension', call.body),
  'POST /v1/requests/{id}/refuseExtension': (call) => act(call, call.params.id, 'refuseExtension', call.body),
  'POST /v1/similar-requests': (call) => similarRequests(call, call.body),
  'GET /v1/followed-requests': (call) => followedRequests(call, call.query),
  'PUT /v1/requests/{id}/follow': (call) => followRequest(call, call.params.id, call.body.token),
  'DELETE /v1/requests/{id}/follow': (call) => unfollowRequest(call, call.params.id),
  'POST /v1/requests/{id}/order': (call) => act(call, call.params.id, 'order', call.body),
  'POST /v1/requests/{id}/acknowledge': (call) => act(call, call.params.id, 'acknowledge', call.body),
  'GET /v1/staff/orders': (call) => listOrders(call, call.query),
  'GET /v1/staff/directory-figures': async (call) => ({ rows: await directoryFigures(call, call.query.channel ?? null) }),
  'POST /v1/requests/{id}/recategorise': (call) => act(call, call.params.id, 'recategorise', call.body),
  'POST /v1/requests/{id}/merge': (call) => act(call, call.params.id, 'merge', call.body),
  'POST /v1/requests/{id}/unmerge': (call) => act(call, call.params.id, 'unmerge', call.body),
  'POST /v1/requests/{id}/split': (call) => act(call, call.params.id, 'split', call.body),
  'POST /v1/requests/{id}/unsplit': (call) => act(call, call.params.id, 'unsplit', call.body),
})
