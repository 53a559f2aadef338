import { managersOf } from '../bookings/api'
import type { StoredBooking } from '../bookings/core/bookings-store'
import { notify } from '../notifications/api'
import type { Deps, RuleContext, Context } from '../platform/context/call'
import type { Db } from '../platform/database/database'
import { districtIds } from '../platform/database/districts'
import { everyHour } from '../platform/jobs/every-hour'
import type { Clock } from '../platform/process/clock'
import { inInformed } from '../platform/snapshot/informed'
import type { Snapshots } from '../platform/snapshot/snapshots'
import { chinaCalendar, type Calendar } from '../platform/time/calendar'
import { calendarDigest } from '../platform/time/holidays'
import { timeMark } from '../platform/time/words'
import {
  calendarOf,
  plannedByAnotherCalendar,
  setCalendar,
  lockedServices,
  serviceAndVenue,
  type ServiceFact,
  generateSlots,
} from '../services/api'
import { slotPlanOf, applySlotPlan } from './apply-slot-plan'
import { lostBookings } from './slot-changes'

/**
 * Replans slots that were generated before holidays and make-up days (调休) were published, like a change of rules that nobody confirmed:
 * slots without bookings change at once, bookings keep their seats in a slot that takes no new ones, and the venue's managers are told
 * once, because they decide. A service is planned once per calendar, whichever process comes first.
 */
export async function replanForHolidays(
  db: Db,
  clock: Clock,
  districtId: number,
  { deps, calendar = chinaCalendar, snapshots }: { deps: Deps; calendar?: Calendar; snapshots?: Snapshots },
): Promise<void> {
  const digest = calendarDigest(calendar)
  for (const code of await plannedByAnotherCalendar(db, districtId, digest)) {
    await inInformed({ db, snapshots }, districtId, (tx) => replanService({ tx, districtId, clock, deps }, code, { calendar, digest }))
  }
}

async function replanService(
  context: RuleContext,
  code: string,
  { calendar, digest }: { calendar: Calendar; digest: string },
): Promise<void> {
  const { tx, districtId } = context
  const service = (await lockedServices(tx, districtId, [code])).get(code)
  if (service === undefined || service.retired || service.slotsUntil === null || (await calendarOf(tx, districtId, code)) === digest) return
  // A service that is open on holidays keeps the same hours whatever is published.
  if (service.rules.holidays === 'closed') {
    const plan = await slotPlanOf(context, service, service.rules, { lock: true, until: service.slotsUntil, calendar })
    await applySlotPlan(context, code, plan, { hits: 'keep', reason: '放假安排有调整', staff: '' })
    const hit = lostBookings([...plan.changes.removed, ...plan.changes.overbooked]).map(({ row }) => row)
    await notifyManagers(context, service, hit, digest)
  }
  await setCalendar(tx, districtId, code, digest)
}

/** Tells the managers of a service how many bookings are outside the new hours, and where to decide. */
async function notifyManagers(
  { tx, districtId, clock }: RuleContext,
  service: ServiceFact,
  [first, ...others]: readonly StoredBooking[],
  digest: string,
): Promise<void> {
  if (first === undefined) return
  const { venue } = await serviceAndVenue(tx, districtId, service.code)
  const now = clock.now()
  const hit = `${others.length + 1} 个预约${others.length > 0 ? '，最早' : ''}在${timeMark(first.starts_at)}`
  await notify(tx, {
    districtId,
    to: { staffCodes: await managersOf(tx, districtId, venue, service) },
    kind: 'task',
    title: '放假安排变了，有预约要看看',
    text: `${service.name}有 ${hit}，按新公布的放假安排不再开放。约好的人照样保留，不再接新的；要取消，请在“开放安排”里停办那几天`,
    target: { kind: 'staffRules', id: venue.code },
    key: `calendar:${service.code}:${digest}`,
    at: now,
  })
}

/**
 * Generates missing slots and replans existing ones for the currently published holidays; at once and then every hour until stopped. A
 * failure in one district does not affect the others.
 */
export function generateHourly(
  db: Db,
  clock: Clock,
  { deps, log, snapshots }: Pick<Context, 'deps' | 'log'> & { snapshots: Snapshots },
): { stop: () => void } {
  const failed = (fault: unknown) => log.warn({ err: fault }, 'slots were not made')
  const turn = async () => {
    for (const districtId of await districtIds(db)) {
      await replanForHolidays(db, clock, districtId, { deps, snapshots }).catch(failed)
      await generateSlots(db, clock, districtId, { snapshots }).catch(failed)
    }
  }
  return everyHour(turn, failed)
}
