import { notificationEndpoints } from '@doorstep/contract/notifications'
import { handle } from '../platform/context/call'
import { inbox, readInbox } from './inbox'

export const notificationRoutes = handle(notificationEndpoints, {
  'GET /v1/inbox': (call) => inbox(call, call.query),
  'POST /v1/inbox/read': (call) => readInbox(call, call.body),
})
