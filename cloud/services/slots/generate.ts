import { addDays, chinaCalendar, dayOf, type Calendar, type Day } from '../../platform/time/calendar'
import { calendarDigest } from '../../platform/time/holidays'
import type { Clock } from '../../platform/process/clock'
import type { Db, Tx } from '../../platform/database/database'
import { inInformed } from '../../platform/snapshot/informed'
import type { Snapshots } from '../../platform/snapshot/snapshots'
import { reachOfServices, setCalendar, setSlotsUntil } from './calendar-store'
import { closuresOfService } from '../places/closures'
import { lockedServices, type ServiceFact } from '../places/venues-and-services'
import * as store from './slot-store'
import { slotsOfDay, type ClosedTime, type WantedSlot } from './slots-of-day'

/** Days beyond the booking horizon for which slots are generated, so that a week's outage of the hourly turn has no effect. */
const ahead = 7

/** Returns the last day for which a service should have slots. */
export const slotsNeededUntil = ({ rules }: Pick<ServiceFact, 'rules'>, today: Day): Day => addDays(today, rules.horizonDays + ahead)

/** Returns the slots of consecutive days, both ends included. */
export function slotsOfDays(
  { rules, way }: Pick<ServiceFact, 'rules' | 'way'>,
  from: Day,
  until: Day,
  closures: readonly ClosedTime[],
  calendar: Calendar = chinaCalendar,
): WantedSlot[] {
  const slots: WantedSlot[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) slots.push(...slotsOfDay(rules, way, day, closures, calendar))
  return slots
}

/**
 * Generates the missing slots of a district's services: up to `untilDay`, or as far as each service's horizon needs. Works in short
 * transactions that each record their progress, so it resumes where it was stopped, and any number of processes may run it at once. Returns
 * how many slots are new. Existing slots stay unchanged: `replanForHolidays` changes those.
 */
export async function generateSlots(
  db: Db,
  clock: Clock,
  districtId: number,
  { untilDay, calendar = chinaCalendar, snapshots }: { untilDay?: Day; calendar?: Calendar; snapshots?: Snapshots } = {},
): Promise<number> {
  const now = clock.now()
  let made = 0
  for (const { code } of await reachOfServices(db, districtId)) {
    for (;;) {
      const batch = await inInformed({ db, snapshots }, districtId, (tx) => nextBatch(tx, districtId, code, { now, untilDay, calendar }))
      made += batch.made
      if (batch.done) break
    }
  }
  return made
}

/** Generates slots for the next days of one service, at most about `slotsAtOnce`. */
async function nextBatch(
  tx: Tx,
  districtId: number,
  code: string,
  { now, untilDay, calendar }: { now: Date; untilDay: Day | undefined; calendar: Calendar },
): Promise<{ made: number; done: boolean }> {
  const service = (await lockedServices(tx, districtId, [code])).get(code)
  if (service === undefined || service.retired) return { made: 0, done: true }
  const today = dayOf(now)
  const until = untilDay ?? slotsNeededUntil(service, today)
  const last = service.slotsUntil !== null && service.slotsUntil >= today ? service.slotsUntil : null
  const from = last === null ? today : addDays(last, 1)
  if (from > until) return { made: 0, done: true }
  const closures = await closuresOfService(tx, districtId, service, from)
  const slots: WantedSlot[] = []
  let reached = from
  for (let day = from; day <= until && slots.length < store.slotsAtOnce; day = addDays(day, 1)) {
    // A slot that began before it was generated could never be booked, and would count as left empty.
    slots.push(...slotsOfDay(service.rules, service.way, day, closures, calendar).filter(({ startsAt }) => startsAt >= now))
    reached = day
  }
  const made = await store.insertSlots(tx, districtId, code, slots)
  await setSlotsUntil(tx, districtId, code, reached)
  if (last === null) await setCalendar(tx, districtId, code, calendarDigest(calendar))
  return { made, done: reached >= until }
}
