import { gridCode } from '@doorstep/contract/grids'
import * as v from 'valibot'
import { china, choice, cellType, type CellType, oneLine, phone, words } from './cell-types'
import { decode } from './decode'
import type { Report } from './fault'
import { gridKindNames, gridsFile } from './files'
import { areaOf, meetsItself, metresFrom, type Point, type Ring } from './ring'

export interface GridShape {
  row: number
  code: string
  name: string
  kind: 'basic' | 'dedicated'
  covers: string
  supervision_phone: string
  /** Closed outer rings in GCJ-02. */
  rings: Ring[]
}

export interface Shapes {
  shapes: GridShape[]
  /** True when every feature could be parsed. */
  complete: boolean
  /** The codes of all features, faulty ones too; null when the file could not be read. */
  codes: ReadonlySet<string> | null
}

const howToConvert = '请用 node scripts/to-gcj02.mjs 把 WGS-84 经纬度转成 GCJ-02（QGIS 里先导出为 EPSG:4326）'
const properties = {
  code: cellType(gridCode, '应当是 15 位数字的网格代码'),
  name: oneLine(40),
  kind: choice(gridKindNames),
  covers: words(200),
  supervision_phone: phone,
} as const satisfies Record<string, CellType<unknown>>

const Position = v.pipe(v.array(v.number()), v.minLength(2))
const Rings = v.pipe(v.array(v.array(Position)), v.minLength(1))
const Geometry = v.variant('type', [
  v.object({ type: v.literal('Polygon'), coordinates: Rings }),
  v.object({ type: v.literal('MultiPolygon'), coordinates: v.pipe(v.array(Rings), v.minLength(1)) }),
])
const Collection = v.looseObject({
  type: v.literal('FeatureCollection'),
  datum: v.optional(v.unknown()),
  crs: v.optional(v.unknown()),
  features: v.array(v.looseObject({ properties: v.optional(v.nullable(v.record(v.string(), v.unknown()))), geometry: v.unknown() })),
})

const noShapes: Shapes = { shapes: [], complete: false, codes: null }

/** Reads grids.geojson; every fault is reported, none thrown. `bytes` is null when there is no such file. */
export function readShapes(bytes: Uint8Array | null, report: Report): Shapes {
  const whole = (wanted: string, found = '', at: string | null = null) => report({ file: gridsFile, row: null, column: at, found, wanted })
  if (bytes === null) {
    whole('文件夹里缺少这个文件')
    return noShapes
  }
  const collection = parsed(decode(gridsFile, bytes, report), whole)
  if (collection === null) return noShapes
  const features = collection.features.map(({ properties: given, geometry }, i) => ({
    row: i + 1,
    given: given ?? {},
    geometry: v.safeParse(Geometry, geometry),
  }))
  const points = features.flatMap(({ geometry }) => (geometry.success ? polygonsOf(geometry.output).flat(2) : []))
  const datumFits = rightDatum(collection, points, whole)

  const shapes: GridShape[] = []
  const rows = new Map<string, number>()
  for (const { row, given, geometry } of features) {
    const refuse = (at: string, found: string, wanted: string) => report({ file: gridsFile, row, column: at, found, wanted })
    const facts = readProperties(given, refuse)
    if (!geometry.success) refuse('geometry', '', '应当是 Polygon 或 MultiPolygon')
    const rings = geometry.success && datumFits ? ringsOf(polygonsOf(geometry.output), refuse) : null
    if (facts === null) continue
    const first = rows.get(facts.code)
    if (first === undefined) rows.set(facts.code, row)
    else refuse('code', facts.code, `与第 ${first} 个网格重复，只能有一个`)
    if (rings !== null && first === undefined) shapes.push({ row, ...facts, rings })
  }
  return { shapes, complete: shapes.length === features.length, codes: new Set(features.map(({ given }) => asText(given.code))) }
}

function parsed(text: string | null, whole: (wanted: string, found?: string) => void): v.InferOutput<typeof Collection> | null {
  if (text === null) return null
  try {
    const read = v.safeParse(Collection, JSON.parse(text))
    if (read.success) return read.output
    whole('应当是 GeoJSON 的 FeatureCollection，每个网格一个 Feature')
  } catch (fault) {
    whole('不是 JSON，请重新导出', fault instanceof Error ? fault.message : '')
  }
  return null
}

const polygonsOf = (geometry: v.InferOutput<typeof Geometry>): number[][][][] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates

const within = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high

/**
 * True when the datum is stated and the coordinates are plausible for it: plain GeoJSON is WGS-84, which differs by up to 600 m from the
 * maps residents see.
 */
function rightDatum(
  { datum, crs }: v.InferOutput<typeof Collection>,
  points: readonly number[][],
  whole: (wanted: string, found?: string, at?: string) => void,
): boolean {
  const most = (test: (x: number, y: number) => boolean) =>
    points.length > 0 && points.filter(([x = 0, y = 0]) => test(x, y)).length * 2 > points.length
  if (most((x, y) => Math.abs(x) > 180 || Math.abs(y) > 90)) {
    whole(`坐标应当是经纬度，不是投影后的米。${howToConvert}`, points[0]?.join(','), 'coordinates')
    return false
  }
  if (most((x, y) => within(x, china.lat) && within(y, china.lng))) {
    whole('经纬度写反了：每个点应当先经度、后纬度，例如 [83.501044, 38.906427]', points[0]?.join(','), 'coordinates')
    return false
  }
  if (crs !== undefined || datum !== 'GCJ-02') {
    const found = crs === undefined ? asText(datum) : `crs ${JSON.stringify(crs)}`
    whole(`坐标系应当是 GCJ-02，并在文件开头写明 "datum": "GCJ-02"，不带 crs。${howToConvert}`, found, 'datum')
    return false
  }
  return true
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : value === undefined || value === null ? '' : JSON.stringify(value)

function readProperties(
  given: Record<string, unknown>,
  refuse: (at: string, found: string, wanted: string) => void,
): Omit<GridShape, 'row' | 'rings'> | null {
  const read = <T>(name: keyof typeof properties, { schema, wanted }: CellType<T>): T | null => {
    const result = v.safeParse(schema, asText(given[name]))
    if (result.success) return result.output
    refuse(name, asText(given[name]), wanted)
    return null
  }
  const code = read('code', properties.code)
  const name = read('name', properties.name)
  const kind = read('kind', properties.kind)
  const covers = read('covers', properties.covers)
  const supervision = read('supervision_phone', properties.supervision_phone)
  if (code === null || name === null || kind === null || covers === null || supervision === null) return null
  return { code, name, kind, covers, supervision_phone: supervision }
}

const mostPoints = 5000
const at = ([lng, lat]: Point) => `${lng},${lat}`

/** Returns the outer rings of a grid, each validated; null when any is wrong. */
function ringsOf(polygons: number[][][][], refuse: (at: string, found: string, wanted: string) => void): Ring[] | null {
  const wrong = (found: string, wanted: string) => {
    refuse('coordinates', found, wanted)
    return null
  }
  const rings: Ring[] = []
  for (const [outer = [], ...holes] of polygons) {
    if (holes.length > 0) return wrong(`${holes.length} 个洞`, '多边形里不能有洞：请沿着洞切成几块，用 MultiPolygon')
    const points = outer.map(([lng = 0, lat = 0]): Point => [lng, lat])
    const [first, last] = [points[0], points.at(-1)]
    if (first === undefined || last === undefined || points.length < 4) return wrong(`${points.length} 个点`, '一圈至少 4 个点，首尾相同')
    if (points.length > mostPoints) return wrong(`${points.length} 个点`, `一圈最多 ${mostPoints} 个点，请先简化`)
    if (first[0] !== last[0] || first[1] !== last[1]) return wrong(at(last), `一圈要闭合：最后一个点应当与第一个点 ${at(first)} 相同`)
    const outside = points.find(([lng, lat]) => !within(lng, china.lng) || !within(lat, china.lat))
    if (outside) return wrong(at(outside), '应当在中国境内：经度 73 到 136，纬度 3 到 54')
    const ring = points.filter((point, i) => i === 0 || point[0] !== points[i - 1]?.[0] || point[1] !== points[i - 1]?.[1])
    if (areaOf(ring.map(metresFrom(first))) < 1) return wrong(at(first), '这一圈没有面积')
    const crossing = meetsItself(ring)
    if (crossing) return wrong(at(crossing), '边线与自己相交或相碰，请在这个点附近改正')
    rings.push(ring)
  }
  return rings
}
