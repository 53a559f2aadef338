import { dayName, timeOfDay } from '../../ui/format'

const isNoon = (at: string) => timeOfDay(at) === '12:00'

/** Returns the time of a leave in words, its last day included: `明天`, `今天下午到后天上午`. */
export function leaveName({ from, until }: { from: string; until: string }): string {
  const last = Date.parse(until) - 1
  const [first, end] = [`${dayName(from)}${isNoon(from) ? '下午' : ''}`, `${dayName(last)}${isNoon(until) ? '上午' : ''}`]
  return dayName(from) === dayName(last) ? (isNoon(until) ? end : first) : `${first}到${end}`
}
