import { dispatchRoles } from '@doorstep/contract/roles'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { gridEndpoints } from '@doorstep/contract/grids/endpoints'
import { Correction } from '@doorstep/contract/grids'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { notify } from '../../notifications/api'
import { areasOf, holds } from '../../platform/process/actor'
import type { Acting } from '../../platform/context/call'
import { countToday } from '../../platform/context/daily-caps'
import { decodeCursor, encodeCursor } from '../../platform/database/cursor'
import type { Tx } from '../../platform/database/database'
import { uuidv7 } from '../../platform/process/ids'
import { badField, problem } from '../../platform/process/problem'
import * as store from './correction-store'
import { buildingRow, buildingRows, gridRow, gridRows, staffWith, teamOf } from '../core/grid-look-ups'
import { lockGrid } from '../core/grids-store'

/** Corrections: a resident reports that their grid is wrong, the street decides, and the answer is put into the inbox. */

type Table = typeof gridEndpoints.table
type View = v.InferOutput<typeof Correction>

export async function fileCorrection(call: Acting, form: Parsed<Table['POST /v1/grid-corrections']>['body']): Promise<View> {
  const { tx, districtId, actor, clock } = call
  const building = await buildingRow(tx, districtId, form.buildingCode)
  const said = await store.openCorrection(tx, districtId, actor.accountId, building.code)
  // A repeated report before the decision changes its text; the street has been notified already.
  if (said !== undefined) return view(call, await store.sayAgain(tx, districtId, said.id, form.said))
  await countToday(call, 'corrections')
  const row = await store.insertCorrection(tx, districtId, {
    id: uuidv7(),
    accountId: actor.accountId,
    buildingCode: building.code,
    shownGrid: building.gridCode,
    said: form.said,
    at: clock.now(),
  })
  await notify(tx, {
    districtId,
    to: { staffCodes: await staffWith(tx, districtId, dispatchRoles, building.gridCode) },
    kind: 'task',
    title: '有居民说网格不对',
    text: `${building.name}（现在是${building.communityName}${building.gridName}）：${form.said}`,
    target: { kind: 'correction', id: row.id },
    key: `correction:${row.id}`,
    at: clock.now(),
  })
  return view(call, row)
}

const Position = v.tuple([v.picklist([0, 1]), instant, id])

export async function corrections(
  call: Acting,
  query: Parsed<Table['GET /v1/grid-corrections']>['query'],
): Promise<Reply<Table['GET /v1/grid-corrections']>> {
  const { tx, districtId, actor } = call
  const { limit } = query
  const from = query.after === undefined ? null : decodeCursor(query.after, Position)
  const after = from && { open: from[0] === 1, createdAt: new Date(from[1]), id: from[2] }
  const found = await store.correctionsIn(tx, districtId, areasOf(actor, dispatchRoles), { after, limit: limit + 1 })
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const next = found.length > limit && last ? encodeCursor([last.state === 'open' ? 1 : 0, last.created_at.toISOString(), last.id]) : null
  return { rows: await views(tx, districtId, shown), next }
}

/** Who lives where, from the tables of the account room, which is above this one. */
export interface Dwellers {
  /** Returns accounts with a home in a building, each once. */
  livingIn: (tx: Tx, districtId: number, buildingCode: string) => Promise<string[]>
}

/** Decides a correction. With another grid, the building and every home in it move there; open requests stay where they are. */
export async function decide(
  call: Acting,
  id: string,
  form: Parsed<Table['POST /v1/grid-corrections/{id}/decide']>['body'],
  dwellers: Dwellers,
): Promise<View> {
  const { tx, districtId, actor, clock } = call
  const correction = await store.lockCorrection(tx, districtId, id)
  if (correction === undefined || !holds(actor, dispatchRoles, correction.shown_grid)) throw problem('notFound')
  if (correction.state !== 'open') throw problem('notNow')
  const corrected = form.gridCode !== undefined && (await move(call, correction, form.gridCode, dwellers))
  const decided = await store.decideCorrection(tx, districtId, id, {
    state: corrected ? 'corrected' : 'kept',
    answer: form.answer,
    by: actor.staff?.code ?? null,
    at: clock.now(),
  })
  await notify(tx, {
    districtId,
    to: { accountIds: [correction.account_id] },
    kind: 'account',
    title: corrected ? '网格已经改过来了' : '网格没有变',
    text: form.answer,
    target: { kind: 'grid', id: form.gridCode ?? correction.shown_grid },
    key: `correction:${id}:decided`,
    at: clock.now(),
  })
  return view(call, decided)
}

/** Moves the building if it is in the shown grid; true when it is in another one now, also if an earlier correction moved it. */
async function move(call: Acting, correction: store.StoredCorrection, gridCode: string, { livingIn }: Dwellers): Promise<true> {
  const { tx, districtId, actor, clock } = call
  if (gridCode === correction.shown_grid) throw badField('gridCode', '居民看到的就是这个网格；不改网格的话请不要选')
  if (!holds(actor, dispatchRoles, gridCode)) throw badField('gridCode', '这个网格不在您的辖区，请联系它所在的街道')
  if (!(await lockGrid(tx, districtId, gridCode))) throw badField('gridCode', '没有这个网格')
  const building = await store.lockBuilding(tx, districtId, correction.building_code)
  if (building === undefined) throw badField('gridCode', '这栋楼已经停用')
  if (building.gridCode === gridCode) return true
  await store.moveBuilding(tx, districtId, building.code, gridCode)
  const grid = await gridRow(tx, districtId, gridCode)
  const [member] = await teamOf(tx, districtId, gridCode)
  const living = await livingIn(tx, districtId, building.code)
  await notify(tx, {
    districtId,
    to: { accountIds: living.filter((account) => account !== correction.account_id) },
    kind: 'handover',
    title: '您家的网格换了',
    text: `${building.name}现在属于${grid.community.name}${grid.name}${member?.place === 0 ? `，网格员${member.name}，电话 ${member.phone}` : ''}。正在办的事仍由原来的同志办完。`,
    target: { kind: 'grid', id: gridCode },
    key: `correction:${correction.id}:moved`,
    at: clock.now(),
  })
  return true
}

async function view({ tx, districtId }: Acting, row: store.StoredCorrection): Promise<View> {
  const [shown] = await views(tx, districtId, [row])
  if (shown === undefined) throw problem('notFound')
  return shown
}

async function views(tx: Tx, districtId: number, rows: readonly store.StoredCorrection[]): Promise<View[]> {
  const buildings = await buildingRows(
    tx,
    districtId,
    rows.map((row) => row.building_code),
  )
  const grids = await gridRows(
    tx,
    districtId,
    rows.map((row) => row.shown_grid),
  )
  return rows.map((row) => ({
    id: row.id,
    buildingName: buildings.get(row.building_code)?.name ?? '',
    shownGrid: { code: row.shown_grid, name: grids.get(row.shown_grid)?.name ?? '' },
    said: row.said,
    state: v.parse(Correction.entries.state, row.state),
    answer: row.answer,
    createdAt: row.created_at.toISOString(),
  }))
}
