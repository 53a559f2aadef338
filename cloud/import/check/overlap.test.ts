import fc from 'fast-check'
import { tiling } from '../../../scripts/tiling.mjs'
import type { Fault } from '../source/fault'
import type { GridShape } from '../source/geojson'
import { reportOverlaps } from './overlap'
import { areaOf, meetsItself, metresFrom, type Ring } from '../source/ring'

const grids = (rings: Ring[]): GridShape[] =>
  rings.map((ring, i) => ({
    row: i + 1,
    code: `990101001001${String(i + 1).padStart(3, '0')}`,
    name: `第 ${i + 1} 网格`,
    kind: 'basic',
    covers: '',
    supervision_phone: '',
    rings: [ring],
  }))
const overlaps = (shapes: GridShape[]): Fault[] => {
  const faults: Fault[] = []
  reportOverlaps(shapes, (fault) => faults.push(fault))
  return faults
}
const moved = (ring: Ring, lng: number, lat: number): Ring => ring.map(([x, y]) => [x + lng, y + lat])

const tilings = fc.record({ seed: fc.integer(), columns: fc.integer({ min: 1, max: 6 }), rows: fc.integer({ min: 1, max: 6 }) })

test('grids that tile pass, however their edges bend', () => {
  fc.assert(
    fc.property(tilings, (size) => {
      const rings = tiling(size)
      expect(rings.map(meetsItself)).toEqual(rings.map(() => null))
      expect(overlaps(grids(rings))).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('a grid pushed onto its neighbours is found, and only pairs with it', () => {
  const push = fc.double({ min: 0.0004, max: 0.002, noNaN: true })
  fc.assert(
    fc.property(tilings, fc.nat(), push, push, (size, which, lng, lat) => {
      fc.pre(size.columns > 1 && size.rows > 1)
      const rings = tiling(size)
      // Not one of the top row or right column: those would only be moved out of the district.
      const at = (which % (size.rows - 1)) * size.columns + (which % (size.columns - 1))
      const faults = overlaps(grids(rings.map((ring, i) => (i === at ? moved(ring, lng, lat) : ring))))
      expect(faults.length).toBeGreaterThan(0)
      expect(faults.every(({ row, wanted }) => row === at + 1 || wanted.includes(`与第 ${at + 1} 个网格`))).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('an edge drawn a hand’s breadth off is not an overlap', () => {
  const [first, second] = tiling({ seed: 7, columns: 2, rows: 1 })
  if (first === undefined || second === undefined) throw new Error('Two polygons were asked for')
  expect(overlaps(grids([first, moved(second, -0.000002, 0)]))).toEqual([])
})

test('the overlap says how large and where', () => {
  const square = (lng: number): Ring => [
    [lng, 38.9],
    [lng + 0.002, 38.9],
    [lng + 0.002, 38.902],
    [lng, 38.902],
    [lng, 38.9],
  ]
  const [fault] = overlaps(grids([square(83.5), square(83.501)]))
  expect(fault).toMatchObject({ row: 2, column: 'coordinates', found: '990101001001002 第 2 网格' })
  const shared = areaOf(
    [...square(83.501).slice(0, 1), [83.502, 38.9], [83.502, 38.902], [83.501, 38.902], [83.501, 38.9]].map(([x = 0, y = 0]) =>
      metresFrom([83.5, 38.9])([x, y]),
    ),
  )
  const said = /约 (\d+) 平方米，在 83\.5015\d\d,38\.901\d+ 附近/.exec(fault?.wanted ?? '')
  expect(Number(said?.[1])).toBeGreaterThan(shared - 2)
  expect(Number(said?.[1])).toBeLessThan(shared + 2)
})

test('the same grid drawn twice, and parts of one grid on top of each other, are overlaps', () => {
  const [ring] = tiling({ seed: 3, columns: 1, rows: 1 })
  if (ring === undefined) throw new Error('One polygon was asked for')
  expect(overlaps(grids([ring, ring]))).toHaveLength(1)
  const [grid] = grids([ring])
  expect(overlaps(grid === undefined ? [] : [{ ...grid, rings: [ring, moved(ring, 0.0005, 0)] }])).toMatchObject([
    { wanted: expect.stringMatching(/自己的几块/) as string },
  ])
})

test('10,000 grids are compared in seconds', () => {
  const rings = tiling({ seed: 1, columns: 100, rows: 100 })
  const started = performance.now()
  expect(overlaps(grids(rings))).toEqual([])
  expect(performance.now() - started).toBeLessThan(60_000)
}, 90_000)
