import * as fc from 'fast-check'
import { gridIndex } from './point-in-grid'

type Corner = readonly [number, number]

const code = (n: number) => `990101001001${String(n + 1).padStart(3, '0')}`

/** Returns a tiling of `side` × `side` convex quadrangles with shared, randomly shifted corners, about 100 m each. */
function tiling(side: number, shake: (x: number, y: number) => Corner) {
  const corner = (x: number, y: number): Corner => {
    const [dx, dy] = shake(x, y)
    return [117.5 + (x + dx) * 0.001, 37.4 + (y + dy) * 0.001]
  }
  return Array.from({ length: side * side }, (_, n) => {
    const x = n % side
    const y = Math.floor(n / side)
    return { code: code(n), rings: [[corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1)] as const] }
  })
}

/** Returns the distance in degrees from a point to the nearest side, negative outside: by half-planes, so for convex shapes only. */
const depth = (corners: readonly Corner[], [x, y]: Corner) =>
  Math.min(
    ...corners.map(([x1, y1], i) => {
      const [x2, y2] = corners[(i + 1) % corners.length] ?? [0, 0]
      return ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / Math.hypot(x2 - x1, y2 - y1)
    }),
  )

const side = 6
const shaken = fc
  .array(fc.tuple(fc.double({ min: -0.24, max: 0.24, noNaN: true }), fc.double({ min: -0.24, max: 0.24, noNaN: true })), {
    minLength: (side + 1) ** 2,
    maxLength: (side + 1) ** 2,
  })
  .map((shakes) => tiling(side, (x, y) => shakes[y * (side + 1) + x] ?? [0, 0]))

test('a point is in the grid whose sides it is inside of, and in no grid outside all of them', () => {
  fc.assert(
    fc.property(
      shaken,
      fc.double({ min: -1, max: side + 1, noNaN: true }),
      fc.double({ min: -1, max: side + 1, noNaN: true }),
      (grids, x, y) => {
        const point: Corner = [117.5 + x * 0.001, 37.4 + y * 0.001]
        const depths = grids.map(({ rings }) => depth(rings[0] ?? [], point))
        fc.pre(depths.every((deep) => Math.abs(deep) > 1e-8)) // edges have their own test
        const holder = grids.find((_, i) => (depths[i] ?? -1) > 0)
        expect(gridIndex(grids).find({ lng: point[0], lat: point[1] })).toBe(holder?.code ?? null)
      },
    ),
    { numRuns: 500 },
  )
})

test('a point on a shared edge or corner belongs to the lowest grid code', () => {
  fc.assert(
    fc.property(shaken, fc.nat(side - 2), fc.nat(side - 2), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (grids, x, y, along) => {
      const index = gridIndex([...grids].reverse())
      const here = grids[y * side + x]?.rings[0]
      const [, right, far] = here ?? []
      if (right === undefined || far === undefined) throw new Error('no such grid')
      const between = { lng: right[0] + (far[0] - right[0]) * along, lat: right[1] + (far[1] - right[1]) * along }
      expect(index.find(between)).toBe(code(y * side + x))
      // Four grids meet at the far corner; this one has the lowest code of them.
      expect(index.find({ lng: far[0], lat: far[1] })).toBe(code(y * side + x))
    }),
    { numRuns: 300 },
  )
})

test('a grid of two parts holds points of both and none between them', () => {
  const square = (lng: number): Corner[] => [
    [lng, 37.4],
    [lng + 0.001, 37.4],
    [lng + 0.001, 37.401],
    [lng, 37.401],
  ]
  const index = gridIndex([{ code: code(0), rings: [square(117.5), square(117.51)] }])
  expect(index.find({ lng: 117.5005, lat: 37.4005 })).toBe(code(0))
  expect(index.find({ lng: 117.5105, lat: 37.4005 })).toBe(code(0))
  expect(index.find({ lng: 117.505, lat: 37.4005 })).toBeNull()
})

test('a district without grids holds no point', () => {
  expect(gridIndex([]).find({ lng: 117.5, lat: 37.4 })).toBeNull()
})

test('every one of 10,000 grids is found at its middle', () => {
  const grids = tiling(100, (x, y) => [((x * 7 + y * 13) % 10) / 50 - 0.1, ((x * 11 + y * 3) % 10) / 50 - 0.1])
  const index = gridIndex(grids)
  const middle = ({ rings }: (typeof grids)[number]) => {
    const corners = rings[0] ?? []
    return { lng: corners.reduce((sum, [lng]) => sum + lng, 0) / 4, lat: corners.reduce((sum, [, lat]) => sum + lat, 0) / 4 }
  }
  expect(grids.filter((grid) => index.find(middle(grid)) !== grid.code)).toEqual([])
})
