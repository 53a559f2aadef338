import { proxySeats } from '@doorstep/contract/rules'
import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { serviceGroups, type ServiceGroup } from '@doorstep/contract/services/words'
import { personOf } from '../../account/api'
import type { RuleContext } from '../../platform/context/call'
import { addDays, dayOf, minuteMs, type Day, mondayOf } from '../../platform/time/calendar'
import { dayMark } from '../../platform/time/words'
import { lastOpenDay, type ServiceFact, type Next, suggest } from '../../services/api'
import type { StoredBooking } from '../core/bookings-store'
import { countedBetween, freeNear, limitAt } from './eligibility-store'

/** Who wants seats of a service, and under which rules. */
export interface Wanting {
  service: ServiceFact
  /** The person who comes, as in `booker`; null while a seat is held for another person whose name is not known yet. */
  person: string | null
  /** The account that books; null at the counter. */
  accountId: string | null
  /** Booked for another person. */
  forOther?: boolean
  /** Booked as an organisation: its own limits are counted, and it may be at several places at once. */
  asOrganisation?: boolean
  /** The booking that is moved: it does not block itself, and a ban does not take away what was booked. */
  except?: StoredBooking | null
  /** The counter books: lead time, horizon, seats per booking and limits do not apply. */
  atCounter?: boolean
}

/**
 * Returns the slots nearest to a time, nearest first, that `whyNotBookable` would allow: free, open for booking, not overlapping the
 * person's other bookings, within their limits.
 */
export async function freeTimes(
  context: RuleContext,
  wanting: Wanting,
  { near, seats, count }: { near: Date; seats: number; count: number },
): Promise<{ id: string; starts_at: Date }[]> {
  const { tx, districtId, clock } = context
  const { service, person, accountId, forOther = false, asOrganisation = false, except = null, atCounter = false } = wanting
  if (service.retired || service.way === 'walkIn') return []
  const now = clock.now()
  if (atCounter)
    return freeNear(tx, districtId, service, { near, seats, now, count, after: now, until: null, without: [], person, except, proxy: null })
  const places = Math.min(seats, service.rules.maxSeats)
  const own = accountId !== null && !forOther && !asOrganisation && except === null
  if (own && (await activeNoShowBan(context, accountId, service.group)) !== null) return []
  if (forOther && places > proxySeats) return []
  return freeNear(tx, districtId, service, {
    near,
    seats: places,
    now,
    count,
    after: new Date(now.getTime() + service.rules.leadMinutes * minuteMs),
    until: lastOpenDay(now, service.rules),
    without: await daysFull(context, wanting, now),
    person,
    except,
    proxy: forOther ? accountId : null,
  })
}

/** Returns the days open for booking on which the person has reached a limit of the service. */
async function daysFull({ tx, districtId }: RuleContext, { service, person, except = null }: Wanting, now: Date): Promise<Day[]> {
  const { limits } = service.rules
  const [from, until] = [dayOf(now), lastOpenDay(now, service.rules)]
  const counted = daysCounted(limits, { from, until })
  if (person === null || counted === null) return []
  const booked = await countedBetween(tx, districtId, {
    person,
    serviceCode: service.code,
    ...counted,
    except: except?.id ?? null,
  }).execute()
  const full: Day[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) if (limitReached(limits, booked, day) !== null) full.push(day)
  return full
}

/** How often a person may have a service per day, week and month, by the day of its slots. */

type Limits = OpeningRules['limits']

type Period = keyof Limits

const periods: readonly Period[] = ['day', 'week', 'month']

interface Days {
  from: Day
  until: Day
}

/** Returns the first and last day of the calendar day, week (Monday to Sunday) or month that a day is in. */
function periodOf(day: Day, period: Period): Days {
  if (period === 'day') return { from: day, until: day }
  if (period === 'week') return { from: mondayOf(day), until: addDays(mondayOf(day), 6) }
  const from = `${day.slice(0, 7)}-01`
  const nextMonth = addDays(from, 31).slice(0, 7)
  return { from, until: addDays(`${nextMonth}-01`, -1) }
}

/** Returns the first and last day whose bookings the limits of a range of days count; null without limits. */
export function daysCounted(limits: Limits, { from, until }: Days): Days | null {
  const limited = periods.filter((period) => limits[period] !== null)
  if (limited.length === 0) return null
  const first = limited.map((period) => periodOf(from, period).from).sort()[0] ?? from
  const last =
    limited
      .map((period) => periodOf(until, period).until)
      .sort()
      .at(-1) ?? until
  return { from: first, until: last }
}

/** Returns the first limit that a day's bookings reach, with what it counted; null when one more is allowed. */
export function limitReached<B extends { day: Day }>(
  limits: Limits,
  booked: readonly B[],
  day: Day,
): { period: Period; most: number; counted: B[] } | null {
  for (const period of periods) {
    const most = limits[period]
    if (most === null) continue
    const { from, until } = periodOf(day, period)
    const counted = booked.filter((row) => row.day >= from && row.day <= until)
    if (counted.length >= most) return { period, most, counted }
  }
  return null
}

/** Returns up to three slots of the service that the caller can book now, nearest in time first; other services when there is none. */
export async function elsewhere(context: RuleContext, wanting: Wanting, { near, seats }: { near: Date; seats: number }): Promise<Next> {
  const found = await freeTimes(context, wanting, { near, seats, count: 3 })
  return found.length === 0 ? [suggest.otherService()] : found.map((slot) => suggest.otherSlot(slot, wanting.forOther))
}

/** The no-show ban (爽约限制) of an account in a group of services. */
export interface NoShowBan {
  /** The no-show that led to it. */
  bookingId: string
  until: Date
  /** Whether its booker has appealed. */
  explained: boolean
  says: string
}

/** Returns the ban that keeps an account from booking a group online now; null when there is none, as always for elders. */
export async function activeNoShowBan(
  context: Pick<RuleContext, 'tx' | 'districtId' | 'clock' | 'deps'>,
  accountId: string,
  group: ServiceGroup,
): Promise<NoShowBan | null> {
  const { tx, districtId, clock } = context
  const limit = await limitAt(tx, districtId, accountId, group, clock.now()).executeTakeFirst()
  return banOf(context, accountId, group, limit ?? null)
}

/** Returns the ban that a stored limit of the account means; none for elders. */
export async function banOf(
  context: Pick<RuleContext, 'tx' | 'districtId' | 'deps'>,
  accountId: string,
  group: ServiceGroup,
  limit: { booking_id: string; until_at: Date; appealed_at: Date | null } | null,
): Promise<NoShowBan | null> {
  if (limit === null || (await personOf(context, accountId))?.elder === true) return null
  const explained = limit.appealed_at !== null
  const says = `近期约了没有来，${serviceGroups[group]}类服务${dayMark(limit.until_at)}前不能在线预约；${explained ? '' : '可以说明情况，也'}可以直接到现场办理`
  return { bookingId: limit.booking_id, until: limit.until_at, explained, says }
}
