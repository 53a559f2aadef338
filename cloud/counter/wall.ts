import { rulesRoles } from '@doorstep/contract/roles'
import { managersOf } from '../bookings/api'
import { notify } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { managedVenue, renewWall, wallKey } from '../services/api'

/**
 * Renews the key of a venue's wall display and tells all who manage the venue, whoever renewed it included: what they read is the record.
 * The old address shows no check-in code from now on, and what it showed is expired. Throws `notFound`.
 */
export async function renewWallKey(acting: Acting, code: string): Promise<{ wallKey: string }> {
  const { tx, districtId, actor, clock } = acting
  const venue = await managedVenue(acting, code, rulesRoles)
  const wallRenewals = await renewWall(tx, districtId, code)
  await notify(tx, {
    districtId,
    to: { staffCodes: await managersOf(tx, districtId, venue, { staffCode: actor.staff?.code ?? null }) },
    kind: 'task',
    title: '大屏的地址换过了',
    text: `${venue.name}：${actor.staff?.name ?? '工作人员'}换了大屏的地址。原来的屏不再显示签到码，请打开“叫号”，把新地址放到大屏上`,
    target: { kind: 'staffVenue', id: code },
    key: `venue:${code}:wall:${wallRenewals}`,
    at: clock.now(),
  })
  return { wallKey: wallKey(acting, { ...venue, wallRenewals }) }
}
