import type { Tx } from '../database/database'
import type { DB } from '../database/schema'

/**
 * The parts of a district's reference data: what changes rarely and every call asks for. Each has a version of its own, so that a new
 * category does not load the shapes of six thousand grids again.
 */
export type PartName = 'areas' | 'staff' | 'dispatch' | 'categories' | 'services' | 'synonyms' | 'closures' | 'branches'

/** What is built of a part's rows. */
export interface Weighed {
  /** About how many bytes it holds. */
  bytes: number
}

/** One part: the tables it is read from, and how it is built. */
export interface Part<T extends Weighed> {
  name: PartName
  /** Whoever writes one of these tables calls `touchReference` in the same transaction. */
  tables: readonly (keyof DB)[]
  /** Reads the rows and builds what is asked of them; what is long goes through `inSlices`. */
  load: (tx: Tx, districtId: number) => Promise<T>
}
