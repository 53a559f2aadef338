import { areaKinds, type GridCard, type GridRow } from '@doorstep/contract/grids'
import * as v from 'valibot'
import type { Tx } from '../../platform/database/database'
import { listIn } from '../../platform/snapshot/list-in'
import type { Part, Weighed } from '../../platform/snapshot/part'
import { inSlices } from '../../platform/snapshot/slices'
import type { DutyHours } from '../../platform/time/duty-hours'
import { indexOf, shapeOf, type GridIndex, type Ring, type Shape } from '../find/point-in-grid'
import { areaRows, gridRowsAfter } from './areas-store'

const Kind = v.picklist(areaKinds)
const GridKind = v.picklist(['basic', 'dedicated'])
const Duty = v.array(v.object({ weekday: v.number(), from: v.string(), to: v.string() }))

export type AreaFact = GridRow['community']

/** The published facts of a grid. */
export interface GridFact {
  kind: GridCard['kind']
  covers: string
  supervisionPhone: string
  /** Wall time in +08:00; empty means office hours. */
  duty: DutyHours[]
  shape: Shape
  updatedAt: Date
}

/** The areas of a district and its grids; retired ones are there as long as something refers to them. */
export interface Areas extends Weighed {
  /** In the order of their codes. */
  byCode: ReadonlyMap<string, AreaFact>
  retired: ReadonlySet<string>
  /** The areas in use directly under another, in the order of their codes. */
  under: ReadonlyMap<string, readonly AreaFact[]>
  /** Grids with their community and street. */
  rows: ReadonlyMap<string, GridRow>
  grids: ReadonlyMap<string, GridFact>
  /** Whom to call at night, of the areas that say so themselves. */
  nightPhones: ReadonlyMap<string, string>
  /** Finds the grid in use that contains a point. */
  index: GridIndex
}

/** Grids that are read in a statement: their shapes are large. */
const gridsAtOnce = 500

export const areasPart: Part<Areas> = {
  name: 'areas',
  tables: ['area', 'grid'],
  async load(tx, districtId) {
    const tree = await loadTree(tx, districtId)
    const grids = new Map<string, GridFact>()
    for (let after = ''; ;) {
      const rows = await gridRowsAfter(tx, districtId, after, gridsAtOnce)
      await inSlices(rows, (row) => {
        grids.set(row.code, {
          kind: v.parse(GridKind, row.kind),
          covers: row.covers,
          supervisionPhone: row.supervision_phone,
          duty: v.parse(Duty, row.duty),
          shape: shapeOf(row.code, asRings(row.rings)),
          updatedAt: row.updated_at,
        })
      })
      const last = rows.at(-1)
      if (last === undefined || rows.length < gridsAtOnce) break
      after = last.code
    }
    const inUse = [...grids].flatMap(([code, { shape }]) => (tree.retired.has(code) ? [] : [shape]))
    const shapes = [...grids.values()].reduce((sum, { shape }) => sum + bytesOf(shape), 0)
    return { ...tree, grids, index: indexOf(inUse), bytes: tree.byCode.size * 700 + grids.size * 1500 + shapes }
  },
}

const bytesOf = ({ rings }: Shape) => rings.reduce((sum, ring) => sum + ring.byteLength, 0)

async function loadTree(tx: Tx, districtId: number): Promise<Omit<Areas, 'grids' | 'index' | 'bytes'>> {
  const byCode = new Map<string, AreaFact>()
  const retired = new Set<string>()
  const under = new Map<string, AreaFact[]>()
  const rows = new Map<string, GridRow>()
  const nightPhones = new Map<string, string>()
  await inSlices(await areaRows(tx, districtId), ({ code, kind, name, parent, night_phone: nightPhone, retired_at: retiredAt }) => {
    const area = { code, kind: v.parse(Kind, kind), name }
    byCode.set(code, area)
    if (nightPhone !== null) nightPhones.set(code, nightPhone)
    if (retiredAt !== null) retired.add(code)
    else if (parent !== null) listIn(under, parent).push(area)
    // In the order of codes an area comes after those that contain it.
    const [street, community] = [byCode.get(code.slice(0, 9)), byCode.get(code.slice(0, 12))]
    if (area.kind === 'grid' && community && street) rows.set(code, { code, name, community, street })
  })
  return { byCode, retired, under, rows, nightPhones }
}

/**
 * Checks the rings of a stored shape. By hand, because a city has a million corners, and the schema of the contract takes a microsecond for
 * each.
 */
function asRings(stored: unknown): readonly Ring[] {
  const isCorner = (corner: unknown) =>
    Array.isArray(corner) && corner.length === 2 && typeof corner[0] === 'number' && typeof corner[1] === 'number'
  const isRing = (ring: unknown): ring is Ring => Array.isArray(ring) && ring.every(isCorner)
  if (!Array.isArray(stored) || !stored.every(isRing)) throw new Error('A shape that is no list of rings')
  return stored
}
