import { hoursWhenShut } from '@doorstep/contract/openings/rule-faults'
import polygonClipping from 'polygon-clipping'
import type { DutyHours } from '../../platform/time/duty-hours'
import type { Tx } from '../../platform/database/database'
import type { Difference } from '../write/difference'
import type { GridShape } from '../source/geojson'
import { groupBy } from './references'
import { areaOf, type Box, boxOf, metresFrom, type Point, type Ring } from '../source/ring'

/**
 * Smallest gap that is reported, in square metres; smaller ones are inaccuracies of drawing, not land where somebody could find no grid.
 */
const slightGap = 50

/** Returns warnings about requests and homes that depend on what an import retires: the operator should know before the import. */
export async function leftBehind(tx: Tx, districtId: number, changes: Difference): Promise<string[]> {
  const notes: string[] = []
  const grids = changes.area.retired.filter(({ kind }) => kind === 'grid').map(({ code }) => code)
  const staff = changes.staff.retired.map(({ code }) => code)
  const left = await openCases(tx, districtId, grids, staff)
  if (left.inGrids > 0) notes.push(`停用的网格里还有 ${left.inGrids} 件没办结的诉求，由街道受理员接着办`)
  const given = await servicesGivenBy(tx, districtId, changes)
  if (given > 0) notes.push(`停用的人员名下还有 ${given} 项服务，请在 services.csv 里换人或停用`)
  if (left.byStaff > 0) notes.push(`停用的人员名下还有 ${left.byStaff} 件没办结的诉求，请在导入后换人办理`)
  const homeless = await homesIn(
    tx,
    districtId,
    changes.building.retired.map(({ code }) => code),
  )
  if (homeless > 0) notes.push(`停用的楼栋里登记着 ${homeless} 处住家，这些居民要重新选楼栋`)
  return notes
}

async function openCases(
  tx: Tx,
  districtId: number,
  grids: readonly string[],
  staff: readonly string[],
): Promise<{ inGrids: number; byStaff: number }> {
  const count = async (column: 'grid_code' | 'handler_code', codes: readonly string[]) => {
    if (codes.length === 0) return 0
    const row = await tx
      .selectFrom('request')
      .where('district_id', '=', districtId)
      .where('closed_at', 'is', null)
      .where(column, 'in', codes)
      .select((eb) => eb.fn.countAll<number>().as('open'))
      .executeTakeFirst()
    return row?.open ?? 0
  }
  return { inGrids: await count('grid_code', grids), byStaff: await count('handler_code', staff) }
}

/** Counts services whose professional is retired: only where the folder has no service files. */
async function servicesGivenBy(tx: Tx, districtId: number, { staff, service }: Difference): Promise<number> {
  const codes = staff.retired.map(({ code }) => code)
  if (codes.length === 0) return 0
  const rows = await tx
    .selectFrom('service')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .where('staff_code', 'in', codes)
    .select('code')
    .execute()
  const settled = new Set([...service.retired, ...service.changed.map(({ row }) => row)].map(({ code }) => code))
  return rows.filter(({ code }) => !settled.has(code)).length
}

async function homesIn(tx: Tx, districtId: number, buildings: readonly string[]): Promise<number> {
  if (buildings.length === 0) return 0
  const row = await tx
    .selectFrom('home')
    .where('district_id', '=', districtId)
    .where('building_code', 'in', buildings)
    .where('ended_at', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('homes'))
    .executeTakeFirst()
  return row?.homes ?? 0
}

/** Returns services that cannot be booked, because the files give no hours for them. */
export const closedServices = ({ service }: Difference): string[] =>
  [...service.added, ...service.changed.map(({ row }) => row)]
    .filter(({ rules }) => rules.weekly.length === 0 && rules.exceptions.every(({ hours }) => hours.length === 0))
    .map(({ code, name }) => `服务 ${code}（${name}）没有写开放时间，居民约不上`)

/** Returns weekly hours outside the venue's hours: an evening event may be intended, three in the morning is a mistake. */
export function hoursOutside({ service }: Difference, venues: ReadonlyMap<string, { hours: readonly DutyHours[] }>): string[] {
  const rows = [...service.added, ...service.changed.map(({ row }) => row)].filter(({ way }) => way !== 'home')
  return rows.flatMap(({ code, name, venue_code: venue, rules }) => {
    const shut = hoursWhenShut(rules.weekly, venues.get(venue)?.hours ?? [])
    return shut.length === 0 ? [] : [`服务 ${code}（${name}）的${shut.join('、')} 不在场所的开门时间里，请核对`]
  })
}

/** Returns gaps between the grids of a community, each with its size and location. */
export function gaps(shapes: readonly GridShape[]): string[] {
  const all = shapes.flatMap(({ rings }) => rings.map((ring) => ({ ring, box: boxOf(ring) })))
  return [...groupBy(shapes, ({ code }) => code.slice(0, 12))].flatMap(([community, grids]) => {
    try {
      return gapsBetween(grids, all).map(
        ({ area, where }) => `社区 ${community} 中间有一块约 ${Math.round(area)} 平方米的地不属于任何网格，在 ${where.join(',')} 附近`,
      )
    } catch (fault) {
      // polygon-clipping 0.15.7 fails on some nearly coincident edges; a warning must not stop an import.
      if (fault instanceof Error) return [`社区 ${community} 的网格之间有没有空地，没能查出来：${fault.message}`]
      throw fault
    }
  })
}

type Flat = [number, number][]
const flat = (ring: Ring): Flat => ring.map(([lng, lat]) => [lng, lat])

function gapsBetween(grids: readonly GridShape[], all: readonly { ring: Ring; box: Box }[]): { area: number; where: Point }[] {
  const [first, ...others] = grids.flatMap(({ rings }) => rings).map((ring) => [flat(ring)])
  if (first === undefined) return []
  const holes = polygonClipping.union(first, ...others).flatMap(([, ...inner]) => inner)
  // A hole may be another community's grid.
  const open = holes.flatMap((hole) => {
    const around = boxOf(hole)
    return polygonClipping.difference([hole], ...all.filter(({ box }) => touches(box, around)).map(({ ring }) => [flat(ring)]))
  })
  return open.flatMap(([outer = []]) => {
    const [where] = outer
    const area = where === undefined ? 0 : areaOf(outer.map(metresFrom(where)))
    return where === undefined || area <= slightGap ? [] : [{ area, where }]
  })
}

const touches = (a: Box, b: Box) => a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north
