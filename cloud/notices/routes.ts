import { noticeEndpoints } from '@doorstep/contract/notices/endpoints'
import { handle } from '../platform/context/call'
import { approve, giveBack, submit, withdraw } from './act'
import { noticeDetail, notices, readNotice } from './read'
import { staffNotice, staffNotices } from './staff-read'
import { draftNotice, editNotice } from './write'

export const noticeRoutes = handle(noticeEndpoints, {
  'GET /v1/notices': (call) => notices(call, call.query),
  'GET /v1/notices/{id}': (call) => noticeDetail(call, call.params.id),
  'PUT /v1/notices/{id}/reader': (call) => readNotice(call, call.params.id, call.body),
  'GET /v1/staff/notices': (call) => staffNotices(call, call.query),
  'GET /v1/staff/notices/{id}': (call) => staffNotice(call, call.params.id),
  'POST /v1/notices': (call) => draftNotice(call, call.body),
  'PUT /v1/notices/{id}': (call) => editNotice(call, call.params.id, call.body),
  'POST /v1/notices/{id}/submit': (call) => submit(call, call.params.id),
  'POST /v1/notices/{id}/approve': (call) => approve(call, call.params.id),
  'POST /v1/notices/{id}/return': (call) => giveBack(call, call.params.id, call.body),
  'POST /v1/notices/{id}/withdraw': (call) => withdraw(call, call.params.id, call.body),
})
