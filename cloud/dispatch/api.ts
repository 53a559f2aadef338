/** The exports of this room that other rooms may import; nothing else of it is imported from outside. */

export { isDutyOf, reasonOf, ruleFor, type DirectoryRow } from './directory'
export { directoryPart } from './directory'
export { figuresByRule } from './figures-store'
export { insertParts, joinedBy, partsOf, requestOfPart, StoredPart, updatePart } from './parts-store'
