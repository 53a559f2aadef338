import { clipped, sentence, timeInWords } from '../platform/words'
import { endTicketOf } from '../queue/tickets'
import { serviceFacts } from '../services/facts'
import * as standing from './call-off-store'
import { tellHelper } from './cancel'
import type { Ground } from './ground'
import { freeNear } from './judge-store'
import { endLapsed, endWithPlaces } from './places'
import { sceneOf, type Scene } from './scene'
import { updateWaiting, type StoredBooking, type StoredSlot } from './store'
import { lineOfBooking, tellBooker, tellNoPlace } from './tell'

interface Ended {
  party: 'counter' | 'system'
  staff: string | null
  reason: string
}

/** Calls one booking off on the place's side: the booker is told why, and when else there is a place. Its slot is locked. */
export async function callOffBooking(ground: Ground, row: StoredBooking, { party, staff, reason }: Ended): Promise<StoredBooking> {
  const step = { action: 'callOff' as const, party, staff, text: reason, changes: { reason }, quiet: true }
  const after = await endWithPlaces(ground, row, step)
  if (row.state === 'arrived') await endTicketOf(ground, after)
  await tellEnded(ground, after, '预约被取消,对不起', reason)
  await tellHelper(ground, after, { title: '上门服务取消了', text: `${lineOfBooking(after, ground.clock.now())},不用去了` })
  return after
}

/** Says no to a booking that waits for a yes: the booker is told why, and when else there is a place. Its slot is locked. */
export async function declineBooking(ground: Ground, row: StoredBooking, { party, staff, reason }: Ended): Promise<StoredBooking> {
  const step = { action: 'decline' as const, party, staff, text: reason, changes: { reason, approve_by: null }, quiet: true }
  const after = await endWithPlaces(ground, row, step)
  await tellEnded(ground, after, '预约没有通过', reason)
  return after
}

async function tellEnded(ground: Ground, row: StoredBooking, title: string, reason: string): Promise<void> {
  const times = await otherTimes(ground, row, await sceneOf(ground, row))
  const text = `${lineOfBooking(row, ground.clock.now())}:${sentence(clipped(reason, 80))}${times}`
  await tellBooker(ground, row, { title, text }, String(row.last_seq))
}

/** When else the same service has places for as many: the nearest times that are open for booking now, in order. */
async function otherTimes({ tx, districtId, clock }: Ground, row: StoredBooking, { service }: Scene): Promise<string> {
  if (service.retired) return '需要时请打电话问服务点'
  const now = clock.now()
  const found = await freeNear(tx, districtId, service, { near: row.starts_at, seats: row.seats, now, count: 3 })
  const inOrder = found.map((slot) => slot.starts_at).sort((a, b) => a.getTime() - b.getTime())
  const times = inOrder.map((at) => timeInWords(at, now)).join('、')
  return times === '' ? '这项服务近期没有空位了,可以打电话问服务点' : `还有空位:${times},点开可以再约`
}

/** Takes a locked slot out of booking: holds end, who waits or has a place on offer is told; bookings stay as they are. */
export async function stopSlot(ground: Ground, slot: StoredSlot, reason: string): Promise<void> {
  const { tx, districtId, clock } = ground
  await standing.closeSlot(tx, districtId, slot.id, reason)
  // Whose offer had run out already hears that, and not also that the slot was closed.
  await endLapsed(ground, slot.id)
  const waiting = await standing.openWaiting(tx, districtId, slot.id)
  for (const row of await standing.standingBookings(tx, districtId, slot.id)) {
    if (row.state === 'held') await endWithPlaces(ground, row, { action: 'release', party: 'system' })
  }
  for (const { id } of waiting) await updateWaiting(tx, districtId, id, { state: 'closed', ended_at: clock.now() })
  const service = (await serviceFacts(tx, districtId, [slot.service_code])).get(slot.service_code)
  await tellNoPlace(ground, waiting, { slot, serviceName: service?.name ?? '', because: clipped(reason, 80) })
}

/** Closes a locked slot and calls off all that stands in it; who waits for it is told, too. What was to take place no longer does. */
export async function callOffSlot(ground: Ground, slot: StoredSlot, off: Ended): Promise<void> {
  await stopSlot(ground, slot, off.reason)
  await standing.setDecided(ground.tx, ground.districtId, slot.id, null)
  for (const row of await standing.standingBookings(ground.tx, ground.districtId, slot.id)) await callOffBooking(ground, row, off)
}
