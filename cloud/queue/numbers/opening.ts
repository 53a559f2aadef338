import { addDays, dayOf, instantOf, type Day } from '../../platform/time/calendar'
import { dutyAhead, dutyAt } from '../../platform/time/duty-hours'
import { timeMark } from '../../platform/time/words'
import type { StoredClosure } from '../../services/places/closure-store'
import { hoursOn } from '../../services/api'
import type { ServiceFact, VenueFact } from '../../services/places/venues-and-services'

/** Returns whether a venue is open, and when it opens in words: `明天 8:30 开门`. */
export function openFor({ hours }: Pick<VenueFact, 'hours'>, now: Date): { open: boolean; says: string } {
  const { onDuty, until } = dutyAt(now, hours)
  if (onDuty) return { open: true, says: '' }
  return { open: false, says: until === null ? '请打电话问开门时间' : `${timeMark(until)} 开门` }
}

/** Returns those of a venue's closures (停办) that close a service at `now`. */
export function closuresNow(serviceCode: string, closures: readonly StoredClosure[], now: Date): StoredClosure[] {
  const day = dayOf(now)
  return closures.filter(({ serviceCode: of, fromDay, untilDay, hours }) => {
    if ((of !== null && of !== serviceCode) || day < fromDay || day > untilDay) return false
    return hours === null || (instantOf(day, hours.from) <= now && now < instantOf(day, hours.to))
  })
}

/** Returns why a service is closed (停办) at `now` by one of its venue's closures; null when it is not. */
export const closedFor = (serviceCode: string, closures: readonly StoredClosure[], now: Date): string | null =>
  closuresNow(serviceCode, closures, now)[0]?.reason ?? null

/** Returns the instants at which closures end, from today on. */
const endsOf = (closures: readonly StoredClosure[], today: Day, last: Day): Date[] =>
  closures.flatMap(({ fromDay, untilDay, hours }) => {
    if (hours === null) return [instantOf(untilDay, '24:00')]
    const ends: Date[] = []
    for (let day = fromDay < today ? today : fromDay; day <= untilDay && day <= last; day = addDays(day, 1))
      ends.push(instantOf(day, hours.to))
    return ends
  })

/** Returns when a service is given next, by its venue's hours and closures, and whether its venue opens then; null: not soon. */
export function givenNext(
  serviceCode: string,
  { hours }: Pick<VenueFact, 'hours'>,
  closures: readonly StoredClosure[],
  now: Date,
): { at: Date; opens: boolean } | null {
  const last = addDays(dayOf(now), lookAhead)
  const ends = endsOf(closures, dayOf(now), last).sort((one, other) => one.getTime() - other.getTime())
  for (const { from, to } of dutyAhead(now, hours, stretchesAhead)) {
    const at = [from, ...ends.filter((end) => from < end && end < to)].find((start) => closedFor(serviceCode, closures, start) === null)
    if (at !== undefined) return dayOf(at) > last ? null : { at, opens: at === from }
  }
  return null
}

/** Stretches of opening hours that are searched for a service's next time. */
const stretchesAhead = 100
/** Days ahead that are searched for a service's next hours. */
const lookAhead = 31

/**
 * Returns whether a walk-in service is given at `now` by its own hours, and when it is given next, ignoring closures: `现在不办理，今天 14:00 起取号`.
 * The venue may still be closed.
 */
export function givenFor(
  { code, rules }: Pick<ServiceFact, 'code' | 'rules'>,
  closures: readonly StoredClosure[],
  now: Date,
): { open: boolean; says: string } {
  const today = dayOf(now)
  for (let ahead = 0; ahead <= lookAhead; ahead += 1) {
    const day = addDays(today, ahead)
    for (const { from, to } of hoursOn(rules, day).openings) {
      const begins = instantOf(day, from)
      if (begins <= now && now < instantOf(day, to)) return { open: true, says: '' }
      if (begins > now && closedFor(code, closures, begins) === null) return { open: false, says: `现在不办理，${timeMark(begins)} 起取号` }
    }
  }
  return { open: false, says: '近期不办理，可以打电话问服务点' }
}
