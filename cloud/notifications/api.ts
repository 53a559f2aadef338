/** What other rooms may use of this one; nothing else of it is imported from outside. */

export { notifyPage } from './deliver'
export { markTargetRead } from './inbox'
export { endToldAsStaff, readByStaff, readerOf, unreadItems } from './notifications-store'
export { type Notification, notify } from './notify'
