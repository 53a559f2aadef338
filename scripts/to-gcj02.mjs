// Converts a GeoJSON file from WGS-84 to GCJ-02 degrees, which the import expects: node scripts/to-gcj02.mjs in.geojson out.geojson
import { readFileSync, writeFileSync } from 'node:fs'
import gcoord from 'gcoord'

const [from, to] = process.argv.slice(2)
if (!from || !to) {
  console.error('用法：node scripts/to-gcj02.mjs 原文件.geojson 新文件.geojson')
  process.exit(1)
}
const { crs, datum, ...collection } = JSON.parse(readFileSync(from, 'utf8'))
if (datum === 'GCJ-02') {
  console.error(`${from} 已经是 GCJ-02，不用再转`)
  process.exit(1)
}
const named = JSON.stringify(crs ?? '')
if (crs && !/CRS84|4326/.test(named)) {
  console.error(`${from} 的坐标系是 ${named}，请先在 QGIS 里导出为 EPSG:4326（WGS-84 经纬度）`)
  process.exit(1)
}
const micro = (degrees) => Math.round(degrees * 1e6) / 1e6
const rounded = (value) => (Array.isArray(value) ? value.map(rounded) : typeof value === 'number' ? micro(value) : value)
const features = collection.features.map(({ geometry, ...feature }) => {
  const { type, coordinates } = gcoord.transform(geometry, gcoord.WGS84, gcoord.GCJ02)
  return { ...feature, geometry: { type, coordinates: rounded(coordinates) } }
})
writeFileSync(to, `${JSON.stringify({ ...collection, datum: 'GCJ-02', features })}\n`)
