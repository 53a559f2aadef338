import { randomFrom } from './random.mjs'

const micro = (degrees) => Math.round(degrees * 1e6) / 1e6

/**
 * Returns polygons that tile a rectangle without gap or overlap, row by row from the south-west: corners and edges of a lattice are moved
 * at random, and neighbours share every point. Rings are closed and run counter-clockwise; degrees to six places. `tiling({ seed: 1,
 * columns: 100, rows: 100 })` gives the 10,000 polygons of the benchmark.
 */
export function tiling({ seed, columns, rows, origin = [83.5, 38.9], cell = [0.0036, 0.0028] }) {
  const random = randomFrom(seed)
  const jitter = (share) => (random() * 2 - 1) * share
  const place = (x, y) => [micro(origin[0] + x * cell[0]), micro(origin[1] + y * cell[1])]

  const corners = Array.from({ length: rows + 1 }, (_, y) =>
    Array.from({ length: columns + 1 }, (__, x) => [x + jitter(0.18), y + jitter(0.18)]),
  )
  const edges = new Map()
  /** Returns the two points that bend the edge between neighbouring corners, computed once for both sides. */
  const bends = (a, b) => {
    const key = `${a}|${b}`
    const known = edges.get(key)
    if (known) return known
    const points = [1 / 3, 2 / 3].map((share) => a.map((from, axis) => from + (b[axis] - from) * share + jitter(0.04)))
    edges.set(key, points)
    return points
  }

  const polygons = []
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const [southWest, southEast] = [corners[y][x], corners[y][x + 1]]
      const [northWest, northEast] = [corners[y + 1][x], corners[y + 1][x + 1]]
      const ring = [
        southWest,
        ...bends(southWest, southEast),
        southEast,
        ...bends(southEast, northEast),
        northEast,
        ...[...bends(northWest, northEast)].reverse(),
        northWest,
        ...[...bends(southWest, northWest)].reverse(),
        southWest,
      ]
      polygons.push(ring.map(([px, py]) => place(px, py)))
    }
  }
  return polygons
}
