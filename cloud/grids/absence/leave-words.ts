import { timeOfDay } from '@doorstep/contract/time-words'
import { dayMark } from '../../platform/time/words'
import type { AbsenceFact } from './absence-store'

const isNoon = (at: Date) => timeOfDay(at) === '12:00'

/** Returns the last day of an absence as a mark: `后天`, or `后天上午` where it ends at noon. */
export const lastDayMark = (until: Date): string => `${dayMark(until.getTime() - 1)}${isNoon(until) ? '上午' : ''}`

/** Returns the time of an absence in Chinese: `今天`, `明天上午`, `今天下午到11月27日`. */
export function leaveInWords({ from, until }: Pick<AbsenceFact, 'from' | 'until'>): string {
  const first = `${dayMark(from)}${isNoon(from) ? '下午' : ''}`
  return dayMark(from) === dayMark(until.getTime() - 1) ? (isNoon(until) ? lastDayMark(until) : first) : `${first}到${lastDayMark(until)}`
}
