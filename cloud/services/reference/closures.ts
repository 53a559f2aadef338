import { listIn } from '../../platform/snapshot/list-in'
import type { Part, Weighed } from '../../platform/snapshot/part'
import { inSlices } from '../../platform/snapshot/slices'
import { asClosure, closureRows, type StoredClosure } from '../places/closure-store'

/** The closures (停办) of a district that were not lifted. */
export interface Closures extends Weighed {
  /** By venue, ordered by day. */
  atVenue: ReadonlyMap<string, readonly StoredClosure[]>
}

export const closuresPart: Part<Closures> = {
  name: 'closures',
  tables: ['closure'],
  async load(tx, districtId) {
    const atVenue = new Map<string, StoredClosure[]>()
    const rows = await closureRows(tx, districtId)
    await inSlices(rows, (row) => void listIn(atVenue, row.venue_code).push(asClosure(row)))
    return { atVenue, bytes: rows.length * 700 }
  },
}
