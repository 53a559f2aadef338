import { becauseClosed } from '@doorstep/contract/openings/words'
import { problems } from '@doorstep/contract/problems'
import type { StoredBooking } from '../bookings/core/bookings-store'
import { todayOf, walkInSlots, type Today, arriveFrom, arriveUntil } from '../bookings/api'
import type { Acting } from '../platform/context/call'
import { dayMark, timeMark } from '../platform/time/words'
import { closedFor, givenFor, openFor, writtenNumber, isOpen } from '../queue/api'
import type { StoredTicket } from '../queue/numbers/queue-store'
import { closuresFrom, servicesAt, type ServiceFact, type VenueFact } from '../services/api'

export interface WalkInRow {
  serviceCode: string
  name: string
  open: boolean
  says: string
}

/**
 * Returns whether the booker still has to check in with this booking of today, and so needs no second number. False for a booking that is
 * over or is for another person.
 */
export const awaitedWith = (
  bookings: readonly StoredBooking[],
  { code, rules }: Pick<ServiceFact, 'code' | 'rules'>,
  now: Date,
): StoredBooking | undefined =>
  bookings.find(
    (row) => row.service_code === code && row.state === 'booked' && row.person === row.account_id && now < arriveUntil(row, rules),
  )

/** Returns why a service with slots gives no number now. */
export const noneLeft = (today: Today | undefined, day: string): string => {
  const why =
    today === undefined ? '不办这项服务' : today.running === 0 ? '的已经结束' : today.kept === 0 ? '没有留现场的号' : '现场的号已取完'
  return `${dayMark(day)}${why}，可以预约其他时间`
}

/** The caller's numbers and bookings of today at one venue, and whether the code they scanned draws no number. */
interface Mine {
  tickets: readonly StoredTicket[]
  bookings: readonly StoredBooking[]
  onlyByWall: boolean
}

/** Returns the services a venue offers without booking, and whether a number can be drawn for each now. */
export async function walkInsAt({ tx, districtId, clock }: Acting, venue: VenueFact, day: string, mine: Mine): Promise<WalkInRow[]> {
  const now = clock.now()
  const services = (await servicesAt(tx, districtId, venue.code)).filter(({ way }) => way !== 'home')
  const codes = services.filter(({ way }) => way === 'slot').map(({ code }) => code)
  const slots = await walkInSlots(tx, districtId, codes, day, now)
  const today = await todayOf(tx, districtId, codes, day, now)
  const closures = await closuresFrom(tx, districtId, venue.code, day)
  const opening = openFor(venue, now)

  const stateOf = (service: ServiceFact): Pick<WalkInRow, 'open' | 'says'> => {
    const { code, way } = service
    const held = mine.tickets.find((one) => one.service_code === code && isOpen(one.state))
    if (held !== undefined) return { open: false, says: `您已取号 ${writtenNumber(held)}` }
    const awaited = awaitedWith(mine.bookings, service, now)
    if (awaited !== undefined) {
      const [from, at] = [arriveFrom(awaited), timeMark(awaited.starts_at)]
      return { open: false, says: from <= now ? `您约了${at}，签到就有号` : `您约了${at}，${timeMark(from)} 起签到` }
    }
    if (!opening.open) return { open: false, says: `现在不开门，${opening.says}` }
    const closed = closedFor(code, closures, now)
    if (closed !== null) return { open: false, says: `${dayMark(day)}${becauseClosed(closed)}` }
    if (mine.onlyByWall) return { open: false, says: problems.scanWall.detail }
    if (way === 'walkIn') {
      const given = givenFor(service, closures, now)
      return given.open ? { open: true, says: '不用预约，取号办理' } : given
    }
    const left = slots.filter((slot) => slot.service_code === code).reduce((sum, slot) => sum + slot.left, 0)
    return left > 0 ? { open: true, says: `${dayMark(day)}现场还有 ${left} 个号` } : { open: false, says: noneLeft(today.get(code), day) }
  }
  return services
    .filter(({ code, way, rules }) => way === 'walkIn' || rules.walkInPercent > 0 || slots.some((slot) => slot.service_code === code))
    .map((service) => ({ serviceCode: service.code, name: service.name, ...stateOf(service) }))
}
