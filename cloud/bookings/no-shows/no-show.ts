import { becauseClosed } from '@doorstep/contract/openings/words'
import { ruleWords } from '@doorstep/contract/rule-words'
import { noShowDays } from '@doorstep/contract/rules'
import { serviceGroups } from '@doorstep/contract/services/words'
import type * as v from 'valibot'
import type { CoreContext, RuleContext } from '../../platform/context/call'
import { uuidv7 } from '../../platform/process/ids'
import { dayMs } from '../../platform/time/calendar'
import { dayMark } from '../../platform/time/words'
import type { ServiceAndVenue } from '../../services/api'
import { bookingById, type StoredBooking } from '../core/bookings-store'
import { closedWhenDue } from '../core/closed-when-due'
import { lockedBooking, type LockedBooking } from '../core/loaded-booking'
import { graceEnd } from '../core/moments'
import { bookingSummary, notifyBooker } from '../core/notify'
import { lockPeople } from '../core/person'
import { endAndRelease } from '../core/seats'
import { transitionBooking } from '../core/transitions'
import { scheduleNoShow, type MissJob } from '../schedule/schedule-jobs'
import * as missed from './no-show-store'

/**
 * 爽约. The first no-show within `noShowDays` leads to a reminder; the second in the same group bans the account from booking that group, and
 * nothing else, for as many days. Elders, bookings for others and those made at the counter are notified but never banned, and never
 * counted.
 */

/**
 * Ends the grace: a booking still in state `booked` becomes a no-show, or ends uncounted where the place was closed when it was due.
 * Does nothing while a grace that was extended since still runs.
 */
export async function onGraceOver(context: RuleContext, { bookingId, startsAt }: v.InferOutput<typeof MissJob>): Promise<void> {
  const booking = await lockedWithPerson(context, bookingId)
  if (booking?.row.state !== 'booked' || booking.row.starts_at.toISOString() !== startsAt) return
  if (context.clock.now() < graceEnd(booking)) {
    await scheduleNoShow(context, booking)
    return
  }
  const closed = await closedWhenDue(context, booking.row, booking.service)
  if (closed !== null) {
    await endUncounted(context, booking.row, becauseClosed(closed))
    return
  }
  await miss(context, booking.row, { party: 'system', staff: null, where: booking })
}

/**
 * Ends a booking that was kept through a closure and whose booker did not come. They were received as agreed, so they are told that nothing
 * counts against them, not that the place called them off, and nobody has to phone them.
 */
async function endUncounted(context: RuleContext, row: StoredBooking, reason: string): Promise<void> {
  const step = { action: 'callOff' as const, party: 'system' as const, text: reason, changes: { reason }, quiet: true }
  const after = await endAndRelease(context, row, step)
  const said = { title: '那时停办，不计爽约', text: `${bookingSummary(after)}：${reason}。没有来不计爽约，可以再约` }
  await notifyBooker(context, after, said, `uncounted:${after.last_seq}`)
}

/** Returns a booking locked after the row of the person who comes, so that two no-shows of one person are counted one after the other. */
export async function lockedWithPerson(context: RuleContext, bookingId: string): Promise<LockedBooking | null> {
  const { tx, districtId } = context
  const seen = await bookingById(tx, districtId, bookingId)
  if (seen === null) return null
  await lockPeople(tx, districtId, [seen.person])
  return lockedBooking(context, bookingId)
}

/**
 * Marks a booking as a no-show and applies the consequences. The person and the booking are locked. Throws `notNow` while the grace runs.
 */
export async function miss(
  context: RuleContext,
  row: StoredBooking,
  by: { party: 'counter' | 'system'; staff: string | null; where: ServiceAndVenue },
): Promise<StoredBooking> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  const after = await transitionBooking(context, row, { action: 'miss', ...by, changes: { missed_at: now } })
  const countsAgainst = after.account_id !== null && !after.exempt
  const earlier = countsAgainst ? await missed.countedMisses(tx, districtId, after, { from: daysBefore(now), until: now }) : 0
  const bannedUntil = earlier > 0 ? new Date(now.getTime() + noShowDays * dayMs) : null
  if (after.account_id !== null && bannedUntil !== null) {
    await missed.insertLimit(tx, {
      district_id: districtId,
      id: uuidv7(),
      account_id: after.account_id,
      group_code: after.group_code,
      booking_id: after.id,
      from_at: now,
      until_at: bannedUntil,
    })
  }
  const says = missedSays(after, bannedUntil) ?? '来不了时请提前取消或打电话，位置可以让给别人'
  await notifyBooker(context, after, { title: '预约的时间没有签到', text: `${bookingSummary(after)}。${says}` }, `missed:${after.last_seq}`)
  return after
}

/** Returns what a no-show led to, in words, `bannedUntil` being the end of its ban; null when it led to nothing. */
export function missedSays(row: StoredBooking, bannedUntil: Date | null): string | null {
  if (row.state !== 'missed' || row.exempt || row.account_id === null) return null
  const group = `“${serviceGroups[row.group_code]}”类服务`
  return bannedUntil === null ? ruleWords.firstNoShow(group) : ruleWords.secondNoShow(group, dayMark(bannedUntil))
}

/**
 * Ends the bans of this person in this group that no longer rest on two no-shows within `noShowDays`, after a no-show was withdrawn. The
 * person is locked.
 */
export async function reviewLimits({ tx, districtId, clock }: RuleContext, row: StoredBooking): Promise<void> {
  if (row.account_id === null) return
  for (const limit of await missed.liveLimits(tx, districtId, row.account_id, row.group_code)) {
    const because = await bookingById(tx, districtId, limit.booking_id)
    const at = because?.missed_at ?? null
    const stands =
      because?.state === 'missed' &&
      at !== null &&
      (await missed.countedMisses(tx, districtId, because, { from: daysBefore(at), until: at })) > 0
    if (!stands) await missed.liftLimit(tx, districtId, limit.id, clock.now())
  }
}

/** Returns the no-shows of a booking's person in its group within the last `noShowDays`, this one included. */
export const missesOf = ({ tx, districtId, clock }: CoreContext, row: StoredBooking): Promise<number> =>
  missed.missesOfPerson(tx, districtId, row, daysBefore(clock.now()))

const daysBefore = (at: Date) => new Date(at.getTime() - noShowDays * dayMs)
