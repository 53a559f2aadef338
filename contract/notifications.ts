import * as v from 'valibot'
import { endpoints } from './endpoints'
import { id, instant, page, pageOf } from './values'

/** 通知. The in-app list is the complete record of what a person is notified of; pushes are copies of it. */
export const notificationKinds = [
  'reply', // somebody answered a message or commented on a case
  'state', // a case changed state
  'promise', // a deadline was met, moved or missed
  'handover', // another person looks after your grid
  'task', // staff: something is waiting for you
  'notice', // a notice was returned, approved, withdrawn
  'booking', // a booking was confirmed, changed, comes up; a place was freed
  'account', // a home, a binding, a session
] as const
export const NotificationKind = v.picklist(notificationKinds)

/** What a notification links to; the client maps it to a page. */
export const Target = v.object({
  kind: v.picklist([
    'request',
    'conversation',
    'notice',
    'grid',
    'account',
    'staffRequest',
    'staffConversation',
    'staffNotice',
    'correction',
    'booking',
    'service',
    'waiting',
    'ticket',
    'staffBooking',
    'staffRatings',
    'staffVenue',
    'staffRules',
    'staffWhistle',
  ]),
  id: v.string(),
})
export type Target = v.InferOutput<typeof Target>

export const InboxRow = v.object({
  id,
  kind: NotificationKind,
  title: v.string(),
  text: v.string(),
  target: v.nullable(Target),
  at: instant,
  read: v.boolean(),
})
export type InboxRow = v.InferOutput<typeof InboxRow>

export const notificationEndpoints = endpoints('notifications', {
  'GET /v1/inbox': {
    does: 'My notifications, newest first.',
    query: v.object({ unread: v.optional(v.literal('1')), ...page }),
    replies: { 200: v.object({ ...pageOf(InboxRow).entries, unread: v.number() }) },
    who: ['resident'],
    relation: 'own',
  },
  'POST /v1/inbox/read': {
    does: 'Marks notifications read: those named, or all up to and including `upTo`.',
    body: v.object({ ids: v.optional(v.pipe(v.array(id), v.maxLength(100))), upTo: v.optional(id) }),
    replies: { 200: v.object({ unread: v.number() }) },
    who: ['resident'],
    relation: 'own',
  },
})
