import { accountEndpoints } from './account'
import { bookingEndpoints } from './bookings/endpoints'
import { branchEndpoints } from './branches/endpoints'
import { counterEndpoints } from './counter'
import { dutyEndpoints } from './duty'
import { fileEndpoints } from './files/endpoints'
import { gridEndpoints } from './grids/endpoints'
import { messageEndpoints } from './messages'
import { noticeEndpoints } from './notices/endpoints'
import { notificationEndpoints } from './notifications'
import { openingEndpoints } from './openings/endpoints'
import { organisationEndpoints } from './organisations'
import { queueEndpoints } from './queue/endpoints'
import { ratingEndpoints } from './ratings/endpoints'
import { requestEndpoints } from './requests/endpoints'
import { serviceEndpoints } from './services/endpoints'
import { underwayEndpoints } from './underway'
import { whistleEndpoints } from './whistles/endpoints'

/** Every endpoint, by room. The client imports only its type, so no schema is bundled with a screen that has no form. */
export const rooms = [
  accountEndpoints,
  organisationEndpoints,
  gridEndpoints,
  dutyEndpoints,
  branchEndpoints,
  messageEndpoints,
  requestEndpoints,
  serviceEndpoints,
  bookingEndpoints,
  openingEndpoints,
  queueEndpoints,
  counterEndpoints,
  ratingEndpoints,
  noticeEndpoints,
  notificationEndpoints,
  fileEndpoints,
  underwayEndpoints,
  whistleEndpoints,
] as const

export const api = {
  ...accountEndpoints.table,
  ...organisationEndpoints.table,
  ...gridEndpoints.table,
  ...dutyEndpoints.table,
  ...branchEndpoints.table,
  ...messageEndpoints.table,
  ...requestEndpoints.table,
  ...serviceEndpoints.table,
  ...bookingEndpoints.table,
  ...openingEndpoints.table,
  ...queueEndpoints.table,
  ...counterEndpoints.table,
  ...ratingEndpoints.table,
  ...noticeEndpoints.table,
  ...notificationEndpoints.table,
  ...fileEndpoints.table,
  ...underwayEndpoints.table,
  ...whistleEndpoints.table,
}
export type Api = typeof api
export type ApiKey = keyof Api
