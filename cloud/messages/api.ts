/** What other rooms may use of this one; nothing else of it is imported from outside. */

export { postFiled } from './filed'
export { moveConversations } from './handover'
export { unreadMessages, usualReply } from './messages-store'
export { type Quoted, quotedMessages } from './quoted'
export { conversationsInSuspense, conversationsNow, openProposals, proposalsOf } from './underway'
