import { accountRoutes } from './account/routes'
import { branchRoutes } from './branches/routes'
import { fileJobs } from './files/jobs'
import { fileRoutes } from './files/routes'
import { gridRoutes } from './grids/routes'
import { messageJobs } from './messages/jobs'
import { messageRoutes } from './messages/routes'
import { noticeJobs } from './notices/jobs'
import { noticeRoutes } from './notices/routes'
import { notificationJobs } from './notifications/jobs'
import { notificationRoutes } from './notifications/routes'
import type { Jobs, RoomRoutes } from './platform/call'
import { ratingRoutes } from './ratings/routes'
import { requestJobs } from './requests/jobs'
import { requestRoutes } from './requests/routes'

/** Every room of the house. */
export const roomRoutes: readonly RoomRoutes[] = [
  accountRoutes,
  fileRoutes,
  gridRoutes,
  branchRoutes,
  messageRoutes,
  noticeRoutes,
  notificationRoutes,
  requestRoutes,
  ratingRoutes,
]
export const roomJobs: Jobs = { ...fileJobs, ...messageJobs, ...noticeJobs, ...notificationJobs, ...requestJobs }
