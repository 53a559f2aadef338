import { gridRows, teamsOf } from '../../grids/api'
import { notify } from '../../notifications/api'
import type { Tx } from '../../platform/database/database'
import type { Difference } from './difference'

/** Notifies all residents of a building that now belongs to another grid of its grid member. Returns how many people. */
export async function tellMoved(tx: Tx, districtId: number, changes: Difference, now: Date): Promise<number> {
  const moved = changes.building.changed.filter(({ columns }) => columns.includes('grid_code')).map(({ row }) => row)
  if (moved.length === 0) return 0
  const codes = moved.map((building) => building.grid_code)
  const [grids, teams] = [await gridRows(tx, districtId, codes), await teamsOf(tx, districtId, codes)]
  const told = new Set<string>()
  for (const { code, name, grid_code: gridCode } of moved) {
    const grid = grids.get(gridCode)
    const homes = await tx
      .selectFrom('home')
      .select('account_id')
      .where('district_id', '=', districtId)
      .where('building_code', '=', code)
      .where('ended_at', 'is', null)
      .execute()
    const [member] = teams.get(gridCode) ?? []
    const who = member?.place === 0 ? `，网格员${member.name}，电话 ${member.phone}` : ''
    const accountIds = homes.map((home) => home.account_id)
    for (const account of accountIds) told.add(account)
    await notify(tx, {
      districtId,
      to: { accountIds },
      kind: 'handover',
      title: '您家的网格换了',
      text: `${name}现在属于${grid?.community.name ?? ''}${grid?.name ?? ''}${who}。正在办的事仍由原来的同志办完。`,
      target: { kind: 'grid', id: gridCode },
      key: `moved:${code}:${now.toISOString()}`,
      at: now,
    })
  }
  return told.size
}
