import { proxySeats } from '@doorstep/contract/bookings/words'
import { addDays, dayOf, minuteMs, type Day } from '../../platform/time/calendar'
import { lastOpenDay, type ServiceFact } from '../../services/api'
import { daysCounted, limitReached } from './usage-limits'
import type { RuleContext } from '../../platform/context/call'
import { countedBetween, freeNear } from './eligibility-store'
import { activeNoShowBan } from '../no-shows/no-show-ban'
import type { StoredBooking } from '../core/bookings-store'

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
