import { proxySeats } from '@doorstep/contract/rules'
import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { serviceGroups, type ServiceGroup } from '@doorstep/contract/services/words'
import { personOf } from '../../account/api'
import type { RuleContext } from '../../platform/context/call'
import { addDays, dayOf, minuteMs, type Day, mondayOf } from '../../platform/time/calendar'
import { dayInWords } from '../../platform/time/words'
import { lastOpenDay, type ServiceFact, type Next, suggest } from '../../services/api'
import type { StoredBooking } from '../core/bookings-store'
import { countedBetween, freeNear, limitAt } from './eligibility-store'

/** Who wants places of a service, and on whose terms. */
export interface Wanting {
  service: ServiceFact
  /** Who comes, as in `booker`; null while a place is held for somebody else whose name is not known yet. */
  person: string | null
  /** Who books; null at the counter. */
  accountId: string | null
  /** Booked for somebody else. */
  forOther?: boolean
  /** The booking that is moved: it does not stand in its own way, and a limit takes nothing away that was booked. */
  except?: StoredBooking | null
  /** The counter books: lead time, horizon, places at once and limits do not bind it. */
  atCounter?: boolean
}

/**
 * Slots that begin nearest to a time, nearest first, which `judge` would let them have: free, open for booking, at no time they are
 * elsewhere, within their limits.
 */
export async function freeTimes(
  context: RuleContext,
  wanting: Wanting,
  { near, seats, count }: { near: Date; seats: number; count: number },
): Promise<{ id: string; starts_at: Date }[]> {
  const { tx, districtId, clock } = context
  const { service, person, accountId, forOther = false, except = null, atCounter = false } = wanting
  if (service.retired || service.way === 'walkIn') return []
  const now = clock.now()
  if (atCounter)
    return freeNear(tx, districtId, service, { near, seats, now, count, after: now, until: null, without: [], person, except, proxy: null })
  const places = Math.min(seats, service.rules.maxSeats)
  const own = accountId !== null && !forOther && except === null
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

/** The days open for booking on which the person has as much of the service as they may. */
async function daysFull({ tx, districtId }: RuleContext, { service, person, except = null }: Wanting, now: Date): Promise<Day[]> {
  const { limits } = service.rules
  const [from, until] = [dayOf(now), lastOpenDay(now, service.rules)]
  const counted = daysCounted(limits, { from, until })
  if (person === null || counted === null) return []
  const booked = await countedBetween(tx, districtId, { person, serviceCode: service.code, ...counted, except: except?.id ?? null })
  const full: Day[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) if (limitReached(limits, booked, day) !== null) full.push(day)
  return full
}

/** How often a person may have a service a day, week and month, counted where its slots are. */

type Limits = OpeningRules['limits']

type Period = keyof Limits

const periods: readonly Period[] = ['day', 'week', 'month']

interface Days {
  from: Day
  until: Day
}

/** The calendar day, week (Monday to Sunday) or month a day is in, first and last. */
function periodOf(day: Day, period: Period): Days {
  if (period === 'day') return { from: day, until: day }
  if (period === 'week') return { from: mondayOf(day), until: addDays(mondayOf(day), 6) }
  const from = `${day.slice(0, 7)}-01`
  const nextMonth = addDays(from, 31).slice(0, 7)
  return { from, until: addDays(`${nextMonth}-01`, -1) }
}

/** The days whose bookings limits count for some days in a row, first and last; null without limits. */
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

/** The first limit that a day's bookings reach already, with what it counted; null when one more may be had. */
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

/** Up to three slots of the service that whoever asked can have now, nearest in time first; other services when there is none. */
export async function elsewhere(context: RuleContext, wanting: Wanting, { near, seats }: { near: Date; seats: number }): Promise<Next> {
  const found = await freeTimes(context, wanting, { near, seats, count: 3 })
  const now = context.clock.now()
  return found.length === 0 ? [suggest.otherService()] : found.map((slot) => suggest.otherSlot(slot, now, wanting.forOther))
}

/** 爽约限制 that holds for an account in a group of services now. */
export interface NoShowBan {
  /** The no-show it stands on. */
  bookingId: string
  until: Date
  /** Its booker has said why. */
  explained: boolean
  says: string
}

/** Whether an account may not book a group online now, and why; null when it may, as elders always do. */
export async function activeNoShowBan(
  context: Pick<RuleContext, 'tx' | 'districtId' | 'clock' | 'deps'>,
  accountId: string,
  group: ServiceGroup,
): Promise<NoShowBan | null> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  const limit = await limitAt(tx, districtId, accountId, group, now)
  if (limit === undefined || (await personOf(context, accountId))?.elder === true) return null
  const explained = limit.appealed_at !== null
  const says = `近期约了没有来，${serviceGroups[group]}类服务${dayInWords(limit.until_at, now)}前不能在线预约；${explained ? '' : '可以说明情况，也'}可以直接到现场办理`
  return { bookingId: limit.booking_id, until: limit.until_at, explained, says }
}
