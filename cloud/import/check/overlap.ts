import polygonClipping from 'polygon-clipping'
import type { Report } from '../source/fault'
import { gridsFile } from '../source/files'
import type { GridShape } from '../source/geojson'
import { areaOf, type Box, boxOf, lengthOf, metresFrom, type Point } from '../source/ring'

/**
 * Tolerance of shared edges, because hand-drawn ones differ a little: a strip up to half a metre wide, or a square metre in all, is not an
 * overlap (points there belong to the lowest code).
 */
const stripWidth = 0.5
const slightArea = 1

interface Placed extends Box {
  grid: GridShape
  part: number
  ring: GridShape['rings'][number]
}

const placed = (grids: readonly GridShape[]): Placed[] =>
  grids
    .flatMap((grid) => grid.rings.map((ring, part) => ({ grid, part, ring, ...boxOf(ring) })))
    .sort((a, b) => a.west - b.west || a.grid.row - b.grid.row || a.part - b.part)

/** Reports each pair of grids that overlap, and a grid whose own parts do: both names, the area and the location. */
export function reportOverlaps(grids: readonly GridShape[], report: Report): void {
  // A sweep from west to east: only rings whose bounding boxes touch are compared, so 10,000 grids are some 40,000 pairs.
  let open: Placed[] = []
  const found = new Map<string, { a: GridShape; b: GridShape; area: number; where: Point; largest: number }>()
  for (const next of placed(grids)) {
    open = open.filter((other) => other.east > next.west)
    for (const other of open) {
      if (other.south >= next.north || next.south >= other.north) continue
      const shared = sharedGround(other, next)
      if (shared === null) continue
      const [a, b] = other.grid.row <= next.grid.row ? [other.grid, next.grid] : [next.grid, other.grid]
      const before = found.get(`${a.row}|${b.row}`)
      const largest = Math.max(before?.largest ?? 0, shared.area)
      const where = before !== undefined && before.largest >= shared.area ? before.where : shared.where
      found.set(`${a.row}|${b.row}`, { a, b, area: (before?.area ?? 0) + shared.area, where, largest })
    }
    open.push(next)
  }
  for (const { a, b, area, where } of found.values()) {
    const place = `约 ${Math.ceil(area)} 平方米，在 ${where.map((degrees) => degrees.toFixed(6)).join(',')} 附近`
    const wanted =
      a === b
        ? `这个网格自己的几块互相重叠：${place}`
        : `与第 ${a.row} 个网格 ${a.code}（${a.name}）重叠：${place}。同一块地只能属于一个网格`
    report({ file: gridsFile, row: b.row, column: 'coordinates', found: `${b.code} ${b.name}`, wanted })
  }
}

/** Returns the overlap of two rings beyond a strip along their edge: square metres and a point in it; null when there is none. */
function sharedGround(a: Placed, b: Placed): { area: number; where: Point } | null {
  const origin: Point = [Math.min(a.west, b.west), Math.min(a.south, b.south)]
  const metres = metresFrom(origin)
  const flat = (ring: Placed['ring']) => ring.map(metres)
  const pieces = intersection(flat(a.ring), flat(b.ring)).map(([outer = [], ...holes]) => ({
    outer,
    area: areaOf(outer) - holes.reduce((sum, hole) => sum + areaOf(hole), 0),
  }))
  const real = pieces.filter(({ outer, area }) => area > slightArea && (2 * area) / lengthOf(outer) > stripWidth)
  const largest = real.reduce<(typeof real)[number] | null>((most, piece) => (most === null || piece.area > most.area ? piece : most), null)
  if (largest === null) return null
  const [x, y] = middleOf(largest.outer)
  const [perLng, perLat] = metres([origin[0] + 1, origin[1] + 1])
  return { area: real.reduce((sum, piece) => sum + piece.area, 0), where: [origin[0] + x / perLng, origin[1] + y / perLat] }
}

const middleOf = (ring: readonly (readonly [number, number])[]): [number, number] => {
  const points = ring.slice(1)
  return [points.reduce((sum, [x]) => sum + x, 0) / points.length, points.reduce((sum, [, y]) => sum + y, 0) / points.length]
}

type Flat = [number, number][]

/**
 * Returns the intersection of two rings. polygon-clipping 0.15.7 throws on some nearly coincident edges ("Unable to complete output ring");
 * moved by a few millimetres, far below the tolerance of overlaps, the same rings work.
 */
function intersection(a: Flat, b: Flat): [number, number][][][] {
  let fault: unknown = null
  for (const shift of [0, 0.0013, -0.0017, 0.0071]) {
    try {
      return polygonClipping.intersection([a], [b.map(([x, y]): [number, number] => [x + shift, y - shift / 3])])
    } catch (thrown) {
      fault = thrown
    }
  }
  throw fault instanceof Error ? fault : new Error('Two grids cannot be compared', { cause: fault })
}
