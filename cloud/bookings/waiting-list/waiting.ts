import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import { WaitingState } from '@doorstep/contract/bookings/machine'
import type { WaitingRow } from '@doorstep/contract/bookings/views'
import type { Parsed } from '@doorstep/contract/endpoints'
import * as v from 'valibot'
import { notify } from '../../notifications/api'
import type { Acting, RuleContext } from '../../platform/context/call'
import { countToday } from '../../platform/context/daily-caps'
import { enqueue } from '../../platform/jobs/outbox'
import { uuidv7 } from '../../platform/process/ids'
import { badField, problem } from '../../platform/process/problem'
import { sentence, timeMark } from '../../platform/time/words'
import {
  loadedSlot,
  lockSlots,
  nextPosition,
  serviceAndVenue,
  slotById,
  suggest,
  withServiceAndVenue,
  type StoredSlot,
} from '../../services/api'
import { updateWaiting, type StoredWaiting, liveWaiting } from '../core/bookings-store'
import { lockedBooking } from '../core/loaded-booking'
import { lockPeople, personOfAccount } from '../core/person'
import { endLapsed, endAndRelease } from '../core/seats'
import { checkEligibility, slotUnavailable, type BookingAttempt } from '../eligibility/eligibility'
import { runningHold } from '../eligibility/eligibility-store'
import * as store from './waiting-store'

type Endpoint = (typeof bookingEndpoints.table)['POST /v1/waiting']

export const waitingEndsJob = 'bookings.waitingEnds'

/**
 * Adds the caller to the waiting list of a full slot, one entry per account. Whoever may not book the slot may not wait for it either; for
 * another person this is checked when the seat is booked, because only then is it known who comes.
 */
export async function joinWaiting(acting: Acting, { slotId, seats, forOther = false }: Parsed<Endpoint>['body']): Promise<WaitingRow> {
  const { tx, districtId, actor, clock } = acting
  const { accountId } = actor
  await lockPeople(tx, districtId, [accountId])
  const wanted = await loadedSlot(acting, slotId)
  if (wanted === null) throw noSlot()
  const { capacity } = wanted.slot
  const person = forOther ? null : personOfAccount(accountId)
  const attempt: BookingAttempt = {
    ...wanted,
    seats,
    person,
    accountId,
    forOther,
  }
  await checkEligibility(acting, attempt)
  if (seats > capacity) {
    const fewer = { ...suggest.joinWaiting(slotId, forOther), label: `候补 ${capacity} 个位置`, seats: capacity }
    throw badField('seats', `这个时段一共只有 ${capacity} 个位置`, { next: [fewer] })
  }

  await countToday(acting, 'waiting')
  await lockSlots(tx, districtId, [slotId])
  await endLapsed(acting, slotId)
  const slot = await slotById(tx, districtId, slotId)
  if (slot === undefined) throw noSlot()
  const changed = await slotUnavailable(acting, { ...attempt, slot })
  if (changed !== null) throw changed
  const now = clock.now()
  const held = await runningHold(tx, districtId, { accountId, slotId }, now)
  if (held !== undefined) {
    const detail = '这个时段给您留着位置，不用候补，请继续填写'
    throw problem('stillFree', { detail, next: [suggest.myHold(held.id, held.for_other ?? forOther)] })
  }
  const already = await liveWaiting(tx, districtId, accountId, slotId)
  if (already !== undefined) throw problem('alreadyWaiting', { next: [suggest.myWaiting(already.id)] })
  if (slot.taken + seats <= slot.capacity)
    throw problem('stillFree', { next: [{ ...suggest.otherSlot(slot, forOther), label: '直接预约这个时段' }] })
  const { id } = await store.insertWaiting(tx, {
    district_id: districtId,
    id: uuidv7(),
    slot_id: slotId,
    account_id: accountId,
    seats,
    for_other: forOther,
    place: await nextPosition(tx, districtId, slotId),
    state: 'waiting',
    created_at: now,
  })
  await enqueue(tx, { districtId, kind: waitingEndsJob, key: slotId, payload: { slotId }, dueAt: slot.starts_at })
  const [row] = await waitingRows(acting, { accountId, id })
  if (row === undefined) throw new Error('A waiting-list entry that was just written is gone')
  return row
}

const noSlot = () => problem('notFound', { next: [suggest.otherService()] })

/** Returns the caller's waiting-list entries: offers first, then by time. */
export const myWaiting = async (acting: Acting): Promise<{ rows: WaitingRow[] }> => ({
  rows: await waitingRows(acting, { accountId: acting.actor.accountId }),
})

const waitingRows = async (context: RuleContext, of: { accountId: string; id?: string }): Promise<WaitingRow[]> =>
  entryViews(context, await store.waitingWithPosition(context.tx, context.districtId, of))

/** Returns the entries that `waitingOf` selected, as whoever waits sees them. */
export const waitingEntries = (context: RuleContext, selected: unknown): Promise<WaitingRow[]> =>
  entryViews(context, store.readWaiting(selected))

async function entryViews({ tx, districtId }: RuleContext, rows: readonly store.PlacedEntry[]): Promise<WaitingRow[]> {
  return (await withServiceAndVenue(tx, districtId, rows)).map(({ row, service, venue }) => {
    const offered = row.state === 'offered'
    return {
      id: row.id,
      state: v.parse(WaitingState, row.state),
      slotId: row.slot_id,
      serviceCode: row.service_code,
      serviceName: service.name,
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      place: service.way === 'home' ? '上门' : venue.name,
      seats: row.seats,
      forOther: row.for_other,
      position: offered ? 0 : (row.position ?? 0),
      holdId: offered ? row.booking_id : null,
      offerUntil: offered ? (row.offer_until?.toISOString() ?? null) : null,
    }
  })
}

/**
 * Leaves a waiting list; an offered seat goes to the next. Idempotent: does nothing when the entry is over. Throws `notNow` once a seat was
 * booked.
 */
export async function leaveWaiting(acting: Acting, id: string): Promise<void> {
  const { tx, districtId, actor, clock } = acting
  const seen = await store.waitingById(tx, districtId, id)
  if (seen === undefined || seen.account_id !== actor.accountId) throw problem('notFound', { next: [suggest.myBookings()] })
  await lockSlots(tx, districtId, [seen.slot_id])
  const entry = await store.waitingById(tx, districtId, id)
  if (entry === undefined) throw problem('notFound', { next: [suggest.myBookings()] })
  if (entry.state === 'taken')
    throw problem('notNow', { next: [entry.booking_id === null ? suggest.myBookings() : suggest.myBooking(entry.booking_id)] })
  if (entry.state === 'waiting') await updateWaiting(tx, districtId, id, { state: 'left', ended_at: clock.now() })
  if (entry.state !== 'offered' || entry.booking_id === null) return
  const held = await lockedBooking(acting, entry.booking_id)
  if (held?.row.state === 'held') await endAndRelease(acting, held.row, { action: 'release', party: 'booker' })
}

/** Closes the waiting list of a locked slot and notifies each entry of the reason. */
export async function closeWaitingList(
  context: RuleContext,
  slot: StoredSlot,
  waiting: readonly StoredWaiting[],
  because: string,
): Promise<void> {
  if (waiting.length === 0) return
  const { tx, districtId, clock } = context
  const ids = waiting.map(({ id }) => id)
  await store.closeEntries(tx, districtId, ids, clock.now())
  const { service } = await serviceAndVenue(tx, districtId, slot.service_code)
  await notifyNoSeat(context, waiting, { slot, serviceName: service.name, because })
}

/** Notifies those on the waiting list that the slot began or was closed before a seat became free. */
async function notifyNoSeat(
  { tx, districtId, clock, notifySockets }: RuleContext,
  waiting: readonly StoredWaiting[],
  { slot, serviceName, because }: { slot: Pick<StoredSlot, 'service_code' | 'starts_at'>; serviceName: string; because: string },
): Promise<void> {
  const now = clock.now()
  for (const { id, account_id: accountId } of waiting) {
    await notify(tx, {
      districtId,
      to: { accountIds: [accountId] },
      kind: 'booking',
      title: '这次没有补上',
      text: `${serviceName} ${timeMark(slot.starts_at)}：${sentence(because)}点开可以约别的时间`,
      target: { kind: 'service', id: slot.service_code },
      key: `waiting:${id}:closed`,
      at: now,
    })
    notifySockets?.([`a:${accountId}`], { what: 'booking', id })
  }
}

/** Closes the waiting list of a slot that began and notifies those who still wait. */
export async function endWaiting(context: RuleContext, slotId: string): Promise<void> {
  const { tx, districtId, clock } = context
  const slot = (await lockSlots(tx, districtId, [slotId])).get(slotId)
  if (slot === undefined || slot.starts_at > clock.now()) return
  // Running offers end with their holds.
  await closeWaitingList(context, slot, await store.stillWaiting(tx, districtId, slotId), '这个时段已经开始，没有空出位置。')
}
