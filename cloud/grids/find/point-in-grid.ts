interface Point {
  lng: number
  lat: number
}
export type Ring = readonly (readonly [number, number])[]

interface Box {
  minLng: number
  minLat: number
  maxLng: number
  maxLat: number
}
/** A grid's outline as the index holds it. */
export interface Shape extends Box {
  code: string
  /** lng, lat, lng, lat … */
  rings: Float64Array[]
}

/**
 * A spatial index of grids: a uniform raster of cells over the district, each with the shapes whose bounding box touches it, lowest code
 * first.
 */
export interface GridIndex {
  find: (point: Point) => string | null
}

/**
 * Distance from an edge, in degrees, within which a point counts as on it: 0.1 mm. Two grids that share a slanted edge then both contain
 * its points, whatever the rounding, and the lower code is returned.
 */
const edge = 1e-9

export const gridIndex = (grids: readonly { code: string; rings: readonly Ring[] }[]): GridIndex =>
  indexOf(grids.map(({ code, rings }) => shapeOf(code, rings)))

/** Returns the index of shapes that were made before, a few at a time. */
export function indexOf(unordered: readonly Shape[]): GridIndex {
  const shapes = [...unordered].sort((a, b) => (a.code < b.code ? -1 : 1))
  const { minLng, minLat, maxLng, maxLat } = boxOf(shapes)
  const side = Math.min(512, Math.max(1, Math.ceil(Math.sqrt(shapes.length))))
  const column = (lng: number) => clamp(Math.floor(((lng - minLng) / (maxLng - minLng || 1)) * side), side)
  const line = (lat: number) => clamp(Math.floor(((lat - minLat) / (maxLat - minLat || 1)) * side), side)
  const cells = new Map<number, Shape[]>()
  for (const shape of shapes) {
    for (let y = line(shape.minLat - edge); y <= line(shape.maxLat + edge); y += 1) {
      for (let x = column(shape.minLng - edge); x <= column(shape.maxLng + edge); x += 1) {
        const cell = cells.get(y * side + x)
        if (cell === undefined) cells.set(y * side + x, [shape])
        else cell.push(shape)
      }
    }
  }
  return {
    find: (point) => cells.get(line(point.lat) * side + column(point.lng))?.find((shape) => holds(shape, point))?.code ?? null,
  }
}

const clamp = (cell: number, side: number) => Math.min(side - 1, Math.max(0, cell))

const nowhere: Box = { minLng: Infinity, minLat: Infinity, maxLng: -Infinity, maxLat: -Infinity }

/** Returns the bounding box of boxes. */
const boxOf = (boxes: readonly Box[]): Box =>
  boxes.reduce(
    (whole, box) => ({
      minLng: Math.min(whole.minLng, box.minLng),
      minLat: Math.min(whole.minLat, box.minLat),
      maxLng: Math.max(whole.maxLng, box.maxLng),
      maxLat: Math.max(whole.maxLat, box.maxLat),
    }),
    nowhere,
  )

/** Returns a grid's outline as the index holds it. */
export function shapeOf(code: string, rings: readonly Ring[]): Shape {
  const box = { ...nowhere }
  for (const ring of rings) {
    for (const [lng, lat] of ring) {
      if (lng < box.minLng) box.minLng = lng
      if (lng > box.maxLng) box.maxLng = lng
      if (lat < box.minLat) box.minLat = lat
      if (lat > box.maxLat) box.maxLat = lat
    }
  }
  return { code, ...box, rings: rings.map((ring) => Float64Array.from(ring.flat())) }
}

/** Returns the rings of a shape as they came: [[[lng, lat], …], …]. */
export const ringsOf = ({ rings }: Shape): [number, number][][] =>
  rings.map((ring) => Array.from({ length: ring.length / 2 }, (_, i) => [ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0]))

const holds = (shape: Shape, { lng, lat }: Point): boolean =>
  lng >= shape.minLng - edge &&
  lng <= shape.maxLng + edge &&
  lat >= shape.minLat - edge &&
  lat <= shape.maxLat + edge &&
  shape.rings.some((ring) => inRing(ring, lng, lat))

/**
 * True when the point is inside the ring or on it, by ray casting to the east. PostgreSQL's own polygon test was wrong for 1 point in 9 in
 * degrees.
 */
function inRing(ring: Float64Array, x: number, y: number): boolean {
  let inside = false
  const length = ring.length
  let x1 = ring[length - 2] ?? 0
  let y1 = ring[length - 1] ?? 0
  for (let i = 0; i < length; i += 2) {
    const x2 = ring[i] ?? 0
    const y2 = ring[i + 1] ?? 0
    if (onSegment(x, y, x1, y1, x2, y2)) return true
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
    x1 = x2
    y1 = y2
  }
  return inside
}

function onSegment(x: number, y: number, x1: number, y1: number, x2: number, y2: number): boolean {
  const dx = x2 - x1
  const dy = y2 - y1
  const square = dx * dx + dy * dy
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / square))
  const offX = x - (x1 + along * dx)
  const offY = y - (y1 + along * dy)
  return offX * offX + offY * offY <= edge * edge
}
