import { dayOf, instantOf } from '../platform/calendar'
import { dutyAt } from '../platform/calendar-duty'
import { timeInWords } from '../platform/words'
import type { StoredClosure } from '../services/closure-store'
import type { VenueFact } from '../services/facts'

/** Whether a place is open, and when it opens in words: `明天 8:30 开门`. */
export function openFor({ hours }: Pick<VenueFact, 'hours'>, now: Date): { open: boolean; says: string } {
  const { onDuty, until } = dutyAt(now, hours)
  if (onDuty) return { open: true, says: '' }
  return { open: false, says: until === null ? '请打电话问开门时间' : `${timeInWords(until, now)} 开门` }
}

/** Why a service is closed (停办) at `now` by one of its place's closures; null when it is not. */
export function closedFor(serviceCode: string, closures: readonly StoredClosure[], now: Date): string | null {
  const day = dayOf(now)
  const holds = closures.find(({ serviceCode: of, fromDay, untilDay, hours }) => {
    if ((of !== null && of !== serviceCode) || day < fromDay || day > untilDay) return false
    return hours === null || (instantOf(day, hours.from) <= now && now < instantOf(day, hours.to))
  })
  return holds?.reason ?? null
}
