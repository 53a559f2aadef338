import { keyInvitationDigests, livingIn, openidOf } from './account/api'
import { sealedAccounts } from './account/seals'
import { accountRoutes } from './account/routes'
import { sealedBookings } from './bookings/seals'
import { keyPeople } from './bookings/digests'
import { bookingJobs } from './bookings/jobs'
import { bookingRoutes } from './bookings/routes'
import { sweepBookings } from './bookings/sweeps'
import { branchesOn } from './branches/api'
import { branchesPart } from './branches/branches'
import { branchRoutes } from './branches/routes'
import { reckonClocks } from './clocks/reckon-store'
import { clockJobs } from './clocks/rings'
import { counterJobs } from './counter/jobs'
import { counterRoutes } from './counter/routes'
import { directoryPart } from './dispatch/api'
import { dutyJobs } from './duty/jobs'
import { dutyRoutes } from './duty/routes'
import { fileJobs } from './files/jobs'
import { fileRoutes } from './files/routes'
import { areasPart } from './grids/reference/areas'
import { staffPart } from './grids/reference/staff'
import { standInCodes } from './grids/api'
import { dropFormerPhotos } from './grids/core/photo'
import { gridRoutes } from './grids/routes'
import { unreadMessages, usualReply } from './messages/api'
import { messageJobs } from './messages/jobs'
import { messageRoutes } from './messages/routes'
import { noticeJobs } from './notices/jobs'
import { noticeRoutes } from './notices/routes'
import { notificationJobs } from './notifications/jobs'
import { notificationRoutes } from './notifications/routes'
import type { Jobs, RoomRoutes } from './platform/context/call'
import type { DigestUpgrade } from './platform/database/key-digests'
import type { SealedSamples } from './platform/context/check-key'
import type { Sweep } from './platform/jobs/sweep'
import { organisationRoutes } from './organisations/routes'
import { sealedOrganisations } from './organisations/seals'
import { openingRoutes } from './openings/routes'
import { queueRoutes } from './queue/routes'
import { ratingJobs } from './ratings/jobs'
import { ratingRoutes } from './ratings/routes'
import { onExtensionReckon, onExtensionRing } from './requests/extension/tell'
import { onDisputeReckon, onDisputeRing, onPartReckon, onPartRing } from './requests/units/rings'
import { takeReportsFromTeams } from './requests/actions/reports-of-team'
import { categoriesPart, kindsInUse } from './requests/filing/categories'
import { sealedRequests } from './requests/seals'
import { onReckon } from './requests/deadlines/reckoned'
import { onRing } from './requests/deadlines/rings'
import { onOrderReckon, onOrderRing } from './requests/orders/rings'
import { requestJobs } from './requests/jobs'
import { requestRoutes } from './requests/routes'
import { closuresPart } from './services/reference/closures'
import { servicesPart } from './services/reference/services'
import { synonymsPart } from './services/reference/synonyms'
import { serviceRoutes } from './services/routes'
import { underwayRoutes } from './underway/routes'
import { onCallReckon, onCallRing } from './whistles/rings'
import { whistleRoutes } from './whistles/routes'

/** Routes of every room of the API; a lower room that shows what a higher one stores is given the question here. */
export const roomRoutes: readonly RoomRoutes[] = [
  accountRoutes({ unreadMessages }),
  organisationRoutes,
  fileRoutes,
  gridRoutes({ branchesOn, livingIn, usualReply }),
  branchRoutes,
  serviceRoutes,
  queueRoutes,
  bookingRoutes,
  openingRoutes,
  counterRoutes,
  dutyRoutes,
  messageRoutes({ kindsInUse }),
  noticeRoutes,
  notificationRoutes,
  requestRoutes,
  whistleRoutes,
  ratingRoutes,
  underwayRoutes,
]
export const roomJobs: Jobs = {
  ...bookingJobs,
  ...fileJobs,
  ...messageJobs,
  ...noticeJobs,
  ...notificationJobs({ standInCodes }),
  ...counterJobs,
  ...dutyJobs,
  ...ratingJobs,
  ...requestJobs,
  ...clockJobs({
    request: { onRing, onReckon },
    part: { onRing: onPartRing, onReckon: onPartReckon },
    extension: { onRing: onExtensionRing, onReckon: onExtensionReckon },
    dispute: { onRing: onDisputeRing, onReckon: onDisputeReckon },
    order: { onRing: onOrderRing, onReckon: onOrderReckon },
    whistleCall: { onRing: onCallRing, onReckon: onCallReckon },
  }),
}

/** The reference data of each room that is kept in memory. */
export const roomReference = [
  areasPart,
  staffPart,
  directoryPart,
  servicesPart,
  synonymsPart,
  closuresPart,
  categoriesPart,
  branchesPart,
] as const

/** How the statement of the session selects the caller's openid. */
export const roomOpenid = openidOf

/** The digests each room keys at the start. */
export const roomDigests: readonly DigestUpgrade[] = [keyInvitationDigests, keyPeople]

/** What each room clears of its own tables, or puts right in them, every hour. */
export const roomSweeps: readonly Sweep[] = [sweepBookings, takeReportsFromTeams, dropFormerPhotos, reckonClocks]

/** Sealed values of each room, by which the start sees whether it has the right key. */
export const roomSeals: readonly SealedSamples[] = [sealedAccounts, sealedOrganisations, sealedRequests, sealedBookings]
