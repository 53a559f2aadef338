import type { CaseWords } from './case-words'
import { ofHelp } from './help'
import { ofHouses } from './houses'
import { ofRoads } from './roads'
import { ofSurroundings } from './surroundings'

/** Requests that go the ordinary way: accepted, handled, replied to and rated, as far as they have come by today. */
export const ordinary: readonly CaseWords[] = [...ofHouses, ...ofSurroundings, ...ofRoads, ...ofHelp]
