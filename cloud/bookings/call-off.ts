import { notify } from '../notifications/notify'
import { addDays, dayOf, minuteMs } from '../platform/calendar'
import { clipped, sentence, timeInWords } from '../platform/words'
import * as standing from './call-off-store'
import type { Ground } from './ground'
import { endWithPlaces } from './places'
import { sceneOf } from './scene'
import { updateWaiting, type StoredBooking, type StoredSlot } from './store'
import { lineOfBooking, tellBooker, tellStaff } from './tell'

export interface CalledOff {
  party: 'counter' | 'system'
  staff: string | null
  reason: string
}

/** Calls one booking off on the place's side: the booker is told why, and when else there is a place. Its slot is locked. */
export async function callOffBooking(ground: Ground, row: StoredBooking, { party, staff, reason }: CalledOff): Promise<StoredBooking> {
  const step = { action: 'callOff' as const, party, staff, text: reason, changes: { reason }, quiet: true }
  const after = await endWithPlaces(ground, row, step)
  const now = ground.clock.now()
  const said = {
    title: '预约被取消,对不起',
    text: `${lineOfBooking(after, now)}:${sentence(clipped(reason, 80))}${await otherTimes(ground, after)}`,
  }
  await tellBooker(ground, after, said, String(after.last_seq))
  if (after.helper_code !== null && after.helper_code !== staff) {
    await tellStaff(
      ground,
      after,
      [after.helper_code],
      { title: '上门服务取消了', text: `${lineOfBooking(after, now)},不用去了` },
      `off:${after.last_seq}`,
    )
  }
  return after
}

/** When else the same service has places for as many, as it is open for booking now. */
async function otherTimes(ground: Ground, row: StoredBooking): Promise<string> {
  const { tx, districtId, clock } = ground
  const { service } = await sceneOf(ground, row)
  if (service.retired) return '需要时请打电话问服务点'
  const now = clock.now()
  const times = await standing.freeTimes(tx, districtId, {
    service: service.code,
    from: new Date(now.getTime() + service.rules.leadMinutes * minuteMs),
    untilDay: addDays(dayOf(now), service.rules.horizonDays),
    seats: row.seats,
    count: 3,
  })
  return times.length === 0
    ? '这项服务近期没有空位了,可以打电话问服务点'
    : `还有空位:${times.map((at) => timeInWords(at, now)).join('、')},点开可以再约`
}

/** Closes a locked slot and calls off all that stands in it; who waits for it is told, too. */
export async function callOffSlot(ground: Ground, slot: StoredSlot, off: CalledOff): Promise<void> {
  const { tx, districtId, clock } = ground
  const now = clock.now()
  await standing.closeSlot(tx, districtId, slot.id, off.reason)
  const waiting = await standing.openWaiting(tx, districtId, slot.id)
  for (const row of await standing.standingBookings(tx, districtId, slot.id)) {
    if (row.state === 'held') await endWithPlaces(ground, row, { action: 'release', party: 'system' })
    else await callOffBooking(ground, row, off)
  }
  for (const { id, account_id: accountId } of waiting) {
    await updateWaiting(tx, districtId, id, { state: 'closed', ended_at: now })
    await notify(tx, {
      districtId,
      to: { accountIds: [accountId] },
      kind: 'booking',
      title: '候补的时段取消了',
      text: `${timeInWords(slot.starts_at, now)}:${sentence(clipped(off.reason, 80))}可以换个时间`,
      target: { kind: 'service', id: slot.service_code },
      key: `waiting:${id}:closed`,
      at: now,
    })
  }
}
