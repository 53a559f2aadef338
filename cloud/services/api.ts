/** What other rooms may use of this one; nothing else of it is imported from outside. */

export { serviceRows, serviceView } from './browse/catalogue'
export { rulesInWords } from './browse/rules-in-words'
export { checkInQr } from './places/check-in-qr'
export { type StoredClosure, closuresDuring, endClosure, insertClosure, lockedClosure } from './places/closure-store'
export { closuresFrom, closuresOfService } from './places/closures'
export { hoursOn } from './places/day-hours'
export { managedVenue, managesService, managesVenue } from './places/manages-venue'
export { hearsVenueChannel, venueChannel } from './places/venue-channel'
export {
  type LockedService,
  type ServiceAndVenue,
  type ServiceFact,
  type VenueFact,
  liveService,
  lockedServices,
  phonesOf,
  serviceAndVenue,
  serviceFact,
  serviceFacts,
  servicesEverOfStaff,
  servicesAt,
  servicesInUse,
  servicesOfStaff,
  venueByToken,
  venueFact,
  venueFacts,
  venueRow,
  venuesEver,
  venuesInUse,
  withServiceAndVenue,
  withVenues,
} from './places/venues-and-services'
export { renewWall } from './places/services-store'
export { isCodeOf, isPosterCode, isWallKeyOf, isWallShown, noteWallShown, wallCode, wallKey } from './places/wall-code'
export { synonymsIn } from './reference/synonyms'
export { cancelWindow, closesAt, decideAtOf, lastOpenDay, opensAt, tooFewToBegin, undecidedUntil } from './slots/booking-window'
export { calendarOf, plannedByAnotherCalendar, setCalendar, setSlotsUntil, slotsUntilOf } from './slots/calendar-store'
export { generateSlots, slotsNeededUntil, slotsOfDays } from './slots/generate'
export { type LoadedSlot, loadedSlot } from './slots/loaded-slot'
export { nextFreeOf } from './slots/open-slots'
export { sharedTimes } from './slots/shared-times'
export {
  type StoredSlot,
  closeSlot,
  deleteSlots,
  lockSlots,
  nextPosition,
  release,
  setDecided,
  setDecidedOnce,
  slotById,
  tryReserve,
} from './slots/slot-row-store'
export { closeSlots, insertSlots, reshapeSlots, setRules, slotsAhead, slotsUnderWay } from './slots/slot-store'
export { type Next, suggest } from './slots/suggest'
