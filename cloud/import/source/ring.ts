/** A closed ring of [lng, lat] in degrees: the last point is the first. */
export type Point = readonly [lng: number, lat: number]
export type Ring = readonly Point[]

/** Returns metres east and north of `origin`, in a flat projection: over a district, areas are right to a thousandth. */
export const metresFrom =
  ([lng0, lat0]: Point) =>
  ([lng, lat]: Point): [number, number] => [(lng - lng0) * 111_320 * Math.cos((lat0 * Math.PI) / 180), (lat - lat0) * 110_574]

export interface Box {
  west: number
  east: number
  south: number
  north: number
}

/** Returns the bounding box of a ring. */
export function boxOf(ring: Ring): Box {
  const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)]
  return { west: Math.min(...lngs), east: Math.max(...lngs), south: Math.min(...lats), north: Math.max(...lats) }
}

type Flat = readonly (readonly [number, number])[]

const turn = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number) => (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)

/** Returns the area inside a flat closed ring, in either direction, in the square of its unit. */
export const areaOf = (ring: Flat): number =>
  Math.abs(ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i]?.[0] ?? x) * y - x * (ring[i]?.[1] ?? y), 0)) / 2

export const lengthOf = (ring: Flat): number =>
  ring.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - (ring[i]?.[0] ?? x), y - (ring[i]?.[1] ?? y)), 0)

interface Segment {
  at: number
  x1: number
  y1: number
  x2: number
  y2: number
  low: number
  high: number
}

const segmentsOf = (ring: Flat): Segment[] =>
  ring.slice(1).map(([x2, y2], at) => {
    const [x1, y1] = ring[at] ?? [x2, y2]
    return { at, x1, y1, x2, y2, low: Math.min(x1, x2), high: Math.max(x1, x2) }
  })

const between = (a: number, b: number, c: number) => Math.min(a, b) <= c && c <= Math.max(a, b)
const reaches = (s: Segment, x: number, y: number) => between(s.x1, s.x2, x) && between(s.y1, s.y2, y)

/** True when two segments share a point. */
function meet(s: Segment, t: Segment): boolean {
  const a = turn(s.x1, s.y1, s.x2, s.y2, t.x1, t.y1)
  const b = turn(s.x1, s.y1, s.x2, s.y2, t.x2, t.y2)
  const c = turn(t.x1, t.y1, t.x2, t.y2, s.x1, s.y1)
  const d = turn(t.x1, t.y1, t.x2, t.y2, s.x2, s.y2)
  if (a * b < 0 && c * d < 0) return true
  return (
    (a === 0 && reaches(s, t.x1, t.y1)) ||
    (b === 0 && reaches(s, t.x2, t.y2)) ||
    (c === 0 && reaches(t, s.x1, s.y1)) ||
    (d === 0 && reaches(t, s.x2, s.y2))
  )
}

/** True when the next segment runs back along this one: a spike without area. */
const doublesBack = (s: Segment, next: Segment) =>
  turn(s.x1, s.y1, s.x2, s.y2, next.x2, next.y2) === 0 && (s.x2 - s.x1) * (next.x2 - next.x1) + (s.y2 - s.y1) * (next.y2 - next.y1) < 0

/** Returns a point near which a closed ring without repeated neighbours intersects itself; null when it does not. */
export function meetsItself(ring: Ring): Point | null {
  const segments = segmentsOf(ring)
  const last = segments.length - 1
  const bySide = [...segments].sort((s, t) => s.low - t.low)
  for (const [i, s] of bySide.entries()) {
    for (let j = i + 1; j < bySide.length; j += 1) {
      const t = bySide[j]
      if (t === undefined || t.low > s.high) break
      const [first, second] = s.at < t.at ? [s, t] : [t, s]
      const follows = second.at === first.at + 1
      const closes = first.at === 0 && second.at === last
      const wrong = follows ? doublesBack(first, second) : closes ? doublesBack(second, first) : meet(first, second)
      if (wrong) return [second.x1, second.y1]
    }
  }
  return null
}
