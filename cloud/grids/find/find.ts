import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { gridEndpoints } from '@doorstep/contract/grids/endpoints'
import type { BuildingRow } from '@doorstep/contract/grids'
import gcoord from 'gcoord'
import * as v from 'valibot'
import type { Actor, Visitor } from '../../platform/process/actor'
import type { Tx } from '../../platform/database/database'
import type { Acting } from '../../platform/context/call'
import { decodeCursor, encodeCursor } from '../../platform/database/cursor'
import { problem } from '../../platform/process/problem'
import { normalise } from '../../platform/search/normalise'
import { areasUnder, asBuildingRows, buildingRows, gridAt, gridRow } from '../core/grid-look-ups'
import { commonGrams } from './gram-store'
import { probesOf } from './probes'
import { type Asked, buildingsNear, buildingsWithAll, buildingsWithSome, type Found } from './search-store'
import { queryTerms, type QueryTerms } from './search-terms'
import * as store from '../core/grids-store'

/** Finding a grid: by list, by words, by door code, by location. */

type Table = typeof gridEndpoints.table
type Looking = Pick<Acting<Actor | Visitor>, 'tx' | 'districtId'>
type Page = Reply<Table['GET /v1/buildings']>

export async function areas({ tx, districtId }: Looking, { parent }: Parsed<Table['GET /v1/areas']>['query']) {
  return { rows: await areasUnder(tx, districtId, parent ?? String(districtId)) }
}

export async function buildings(call: Looking, { q, area, after, limit }: Parsed<Table['GET /v1/buildings']>['query']): Promise<Page> {
  const within = area ?? String(call.districtId)
  return q === undefined ? listed(call, within, after, limit) : searched(call, q, within, after, limit)
}

async function listed({ tx, districtId }: Looking, area: string, after: string | undefined, limit: number): Promise<Page> {
  const from = after === undefined ? null : decodeCursor(after, v.tuple([v.string(), v.string()]))
  const found = await store.buildingsIn(tx, districtId, area, from && { grid: from[0], code: from[1] }, limit + 1)
  const rows = await asBuildingRows(tx, districtId, found.slice(0, limit))
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last ? encodeCursor([last.gridCode, last.code]) : null }
}

/** How the buildings of a page were found; the next page goes on in the same way. */
const modes = ['whole', 'all', 'some'] as const
type Mode = (typeof modes)[number]
const Position = v.tuple([v.picklist(modes), v.number(), v.number(), v.string()])

/**
 * Returns buildings found by words, best first: those that have all terms and the whole house numbers; if there are none, those that have all
 * terms; if there are none, those that have a third of them, so that a wrong or missing character still finds the building.
 */
async function searched({ tx, districtId }: Looking, q: string, area: string, after: string | undefined, limit: number): Promise<Page> {
  if (normalise(q) === '') return { rows: [], next: null }
  const terms = queryTerms(q)
  const from = after === undefined ? null : decodeCursor(after, Position)
  const position = from && { rank: from[1], gap: from[2], code: from[3] }
  const asked = { characters: terms.characters, area, after: position, limit: limit + 1 }
  const { mode, found } = await firstFound(tx, districtId, asked, terms, from === null ? modes : [from[0]])
  const shown = found.slice(0, limit)
  const known = await buildingRows(
    tx,
    districtId,
    shown.map(({ code }) => code),
  )
  const rows = shown.map(({ code }) => known.get(code)).filter((row): row is BuildingRow => row !== undefined)
  const last: Found | undefined = shown.at(-1)
  return { rows, next: found.length > limit && last ? encodeCursor([mode, last.rank, last.gap, last.code]) : null }
}

/** Returns what the first of these modes finds that finds anything. */
async function firstFound(tx: Tx, districtId: number, asked: Asked, terms: QueryTerms, tried: readonly Mode[]) {
  const { ways, numbers, loose } = terms
  for (const mode of tried) {
    if (mode === 'whole' && numbers.length === 0) continue
    const found =
      mode === 'some'
        ? await near(tx, districtId, asked, loose)
        : await buildingsWithAll(tx, districtId, asked, mode === 'all' ? ways : ways.map((all) => [...all, ...numbers]))
    if (found.length > 0) return { mode, found }
  }
  return { mode: 'some', found: [] } as const
}

async function near(tx: Tx, districtId: number, asked: Asked, loose: readonly string[]): Promise<Found[]> {
  const least = Math.ceil(loose.length / 3)
  const probes = probesOf(loose, least, await commonGrams(tx, districtId, loose))
  return buildingsWithSome(tx, districtId, asked, { loose, least, probes })
}

export async function door({ tx, districtId }: Looking, token: string): Promise<BuildingRow> {
  const building = await store.buildingByDoor(tx, districtId, token)
  if (building === undefined) throw problem('unknownDoor')
  const [row] = await asBuildingRows(tx, districtId, [building])
  if (row === undefined) throw problem('unknownDoor')
  return row
}

/** Most buildings of the grid that are offered, nearest first. */
const offered = 10

export async function gridOfPoint({ tx, districtId }: Looking, { lng, lat, datum }: Parsed<Table['GET /v1/grid-at']>['query']) {
  const [east, north] = datum === 'wgs84' ? gcoord.transform([lng, lat], gcoord.WGS84, gcoord.GCJ02) : [lng, lat]
  const point = { lng: east, lat: north }
  const code = await gridAt(tx, districtId, point)
  if (code === null) throw problem('noGridHere')
  const near = await buildingsNear(tx, districtId, code, point, offered)
  const known = await buildingRows(tx, districtId, near)
  return {
    grid: await gridRow(tx, districtId, code),
    buildings: near.map((building) => known.get(building)).filter((row): row is BuildingRow => row !== undefined),
  }
}
