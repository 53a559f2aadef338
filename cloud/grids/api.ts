/** What other rooms may use of this one; nothing else of it is imported from outside. */

export {
  type AbsenceFact,
  absencesAfter,
  absencesAround,
  absencesIn,
  awayTime,
  AwayTime,
  isAway,
  readAbsences,
} from './absence/absence-store'
export {
  deleteLeave,
  insertLeave,
  leavesOf,
  leavesWithStandIn,
  lockedLeave,
  lockUnit,
  updateLeave,
  type Leave,
} from './absence/leave-store'
export { leaveInWords } from './absence/leave-words'
export { askedKey, isFromWorkIn, standInCodes, standInsOf, type Cover } from './absence/stand-ins'
export { dutyInWords } from './absence/on-duty'
export { gridRange, holdersOf } from './core/area-codes'
export {
  areaFacts,
  asBuildingRows,
  buildingRow,
  buildingRows,
  dutyHoursOf,
  gridRow,
  gridRows,
  gridsEver,
  gridsInUse,
  gridsOfStaff,
  isBuildingInUse,
  liveAreaCodes,
  nameOfStaff,
  namesOfStaff,
  onDuty,
  onDutyKnowing,
  onDutyOf,
  onLeaveBetween,
  secretariesOfBranches,
  staffAround,
  staffFacts,
  staffOfUnit,
  staffWith,
  teamOf,
  teamsOf,
  unitAtWork,
  unitsOf,
  worksForUnit,
} from './core/grid-look-ups'
export { lockGridFromFiling } from './core/grids-store'
export { changePhoto } from './core/photo'
export { setRank } from './core/team-store'
export { countGrams } from './find/gram-store'
export { gridIndex } from './find/point-in-grid'
export { gramsDigest, gramsOf, initialsOf } from './find/search-terms'
export type { StaffFact, TeamFact, UnitFact } from './reference/staff'
