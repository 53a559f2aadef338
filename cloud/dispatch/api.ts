/** The exports of this room that other rooms may import; nothing else of it is imported from outside. */

export { directoryPart, isDutyOf, reasonOf, ruleFor, type DirectoryRow } from './directory'
export { figuresByRule } from './figures-store'
export { disputesBefore, insertParts, joinedBy, partsOf, requestOfPart, StoredPart, updatePart } from './parts-store'
