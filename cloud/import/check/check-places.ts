import type { AreaKind } from '@doorstep/contract/grids'
import { gridIndex } from '../../grids/api'
import type { Report } from '../source/fault'
import { areaKindNames, areasFile, buildingsFile, dutyFile, gridsFile } from '../source/files'
import type { Files } from '../source/folder'
import { reportOverlaps } from './overlap'
import { groupBy, checkReferences } from './references'

const digits: Record<AreaKind, number> = { district: 6, street: 9, community: 12, grid: 15 }

export function checkAreas(files: Files, report: Report): void {
  checkTree(files, report)
  checkShapes(files, report)
  checkDuty(files, report)
  checkBuildings(files, report)
}

/** Checks the area tree: codes like GB/T 2260, three more digits per level, so that a scope is a prefix. */
function checkTree({ areas }: Files, report: Report): void {
  const wrong = (row: number | null, column: string | null, found: string, wanted: string) =>
    report({ file: areasFile.file, row, column, found, wanted })
  for (const { row, code, kind, parent } of areas.rows) {
    if (code.length !== digits[kind]) {
      wrong(row, 'code', code, `${areaKindNames[kind]}（${kind}）的代码应当是 ${digits[kind]} 位`)
      continue
    }
    const above = kind === 'district' ? null : code.slice(0, -3)
    if (parent !== above) {
      wrong(row, 'parent', parent ?? '', above === null ? '区没有上级，这一格空着' : `应当是 ${above}：下级代码以上级代码开头`)
    } else if (above !== null && areas.codes?.has(above) === false) {
      wrong(row, 'parent', above, '上级不在本文件里，请补上这一行')
    }
  }
  const districts = areas.rows.filter(({ kind }) => kind === 'district')
  if (areas.complete && districts.length === 0) wrong(null, 'kind', '', '应当有一行区（district）')
  for (const { row, code } of districts.slice(1)) wrong(row, 'kind', code, '一个文件夹只放一个区')
}

function checkShapes({ areas, shapes }: Files, report: Report): void {
  const grids = new Map(areas.rows.filter(({ kind }) => kind === 'grid').map((area) => [area.code, area]))
  for (const { row, code, name } of shapes.shapes) {
    const area = grids.get(code)
    const wrong = (column: string, found: string, wanted: string) => report({ file: gridsFile, row, column, found, wanted })
    if (area !== undefined && area.name !== name) wrong('name', name, `与 areas.csv 第 ${area.row} 行的名称 ${area.name} 不一致`)
    if (area === undefined && areas.codes?.has(code) === false) wrong('code', code, '网格代码不在 areas.csv 里')
  }
  for (const { row, code } of grids.values()) {
    if (shapes.codes?.has(code) === false)
      report({ file: areasFile.file, row, column: 'code', found: code, wanted: '这个网格在 grids.geojson 里没有边界' })
  }
  reportOverlaps(shapes.shapes, report)
}

function checkDuty({ duty, shapes }: Files, report: Report): void {
  checkReferences(duty, 'grid_code', shapes.codes, '网格代码不在 grids.geojson 里', report)
  for (const { row, from, to } of duty.rows) {
    if (from === to)
      report({ file: dutyFile.file, row, column: 'to', found: to, wanted: '结束时刻应当与开始时刻不同；跨午夜的写成 22:00 到 06:00' })
  }
  for (const day of groupBy(duty.rows, ({ grid_code: grid, weekday }) => `${grid} ${weekday}`).values()) {
    const sorted = [...day].sort((a, b) => (a.from < b.from ? -1 : 1))
    for (const [i, { row, from }] of sorted.entries()) {
      const before = sorted[i - 1]
      if (before !== undefined && (before.to > from || before.to < before.from)) {
        report({
          file: dutyFile.file,
          row,
          column: 'from',
          found: from,
          wanted: `与第 ${before.row} 行的 ${before.from}–${before.to} 重叠，请合并或改开`,
        })
      }
    }
  }
}

function checkBuildings({ buildings, shapes }: Files, report: Report): void {
  const wrong = (row: number, column: string, found: string, wanted: string) =>
    report({ file: buildingsFile.file, row, column, found, wanted })
  checkReferences(buildings, 'grid_code', shapes.codes, '网格代码不在 grids.geojson 里', report)
  for (const same of groupBy(buildings.rows, ({ name, address }) => `${name} ${address}`).values()) {
    for (const { row, name } of same.slice(1))
      wrong(row, 'name', name, `名称和地址与第 ${same[0]?.row ?? 0} 行相同，居民分不清；请改名称或删去一行`)
  }
  const byCode = new Map(shapes.shapes.map((shape) => [shape.code, shape]))
  const all = gridIndex(shapes.shapes)
  for (const { row, grid_code: code, lng, lat } of buildings.rows) {
    const own = byCode.get(code)
    if (own === undefined) continue
    const found = all.find({ lng, lat })
    // On a shared edge the lower code is found, and the point is in its own grid, too.
    if (found === code || gridIndex([own]).find({ lng, lat }) !== null) continue
    const other = byCode.get(found ?? '')
    const where = other === undefined ? '不在任何网格里，请核对坐标（GCJ-02）' : `落在网格 ${other.code}（${other.name}）里`
    wrong(row, 'lng + lat', `${lng},${lat}`, `应当在网格 ${own.code}（${own.name}）里，现在${where}`)
  }
}
