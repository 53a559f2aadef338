import type { Sweep } from '../../platform/jobs/sweep'
import { inInformed } from '../../platform/snapshot/informed'
import { lockedCase } from '../case/case-store'
import { openReports } from '../case/requests-store'
import { isOfTeam } from '../people/people'
import { anotherThan, handOn, reassignable } from './handover'

const notForTeam = '举报不由网格团队办理，已转给团队以外的受理人员'

/**
 * Hands on every open 举报 whose handler belongs to the team of its grid, to whom the rules say and with its promises unchanged: 0.2.0 gave
 * reports to the team, and somebody who has one may join the team later. Nobody but its requester and those who receive it is told.
 */
export const takeReportsFromTeams: Sweep = async (db, districtId, now, snapshots) => {
  for (const id of await openReports(db, districtId, reassignable)) {
    await inInformed({ db, snapshots }, districtId, async (tx) => {
      const context = { tx, districtId, clock: { now: () => now } }
      const row = await lockedCase(tx, districtId, id)
      if (row === null || !reassignable.includes(row.state) || row.handler_code === null) return
      if (!(await isOfTeam(tx, districtId, row.grid_code, row.handler_code))) return
      await handOn(context, row, await anotherThan(context, row, [row.handler_code]), notForTeam)
    })
  }
}
