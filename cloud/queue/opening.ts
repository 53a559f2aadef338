import { wallTime } from '@doorstep/contract/services'
import * as v from 'valibot'
import { dayOf, instantOf } from '../platform/calendar'
import { dutyAt } from '../platform/calendar-duty'
import { timeInWords } from '../platform/words'
import type { VenueFact } from '../services/facts'

const Hours = v.nullable(v.object({ from: wallTime, to: wallTime }))

/** Whether a place is open, and when it opens in words: `明天 8:30 开门`. */
export function openFor({ hours }: Pick<VenueFact, 'hours'>, now: Date): { open: boolean; says: string } {
  const { onDuty, until } = dutyAt(now, hours)
  if (onDuty) return { open: true, says: '' }
  return { open: false, says: until === null ? '请打电话问开门时间' : `${timeInWords(until, now)} 开门` }
}

/** Why a service is closed at `now` by one of the day's closures (停办); null when it is not. */
export function closedFor(
  serviceCode: string,
  closures: readonly { service_code: string | null; hours: unknown; reason: string }[],
  now: Date,
): string | null {
  const holds = closures.find(({ service_code: of, hours }) => {
    if (of !== null && of !== serviceCode) return false
    const part = v.parse(Hours, hours)
    return part === null || (instantOf(dayOf(now), part.from) <= now && now < instantOf(dayOf(now), part.to))
  })
  return holds?.reason ?? null
}
