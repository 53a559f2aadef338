import { addDays, datedDay, dayInWords, dayOf, dayWithWeekday, minuteMs, timeInWords, timeOfDay } from '@doorstep/contract/time-words'
import dayjs, { type Dayjs } from 'dayjs'
import utc from 'dayjs/plugin/utc'
import { serverNow } from '../platform/api/server-clock'

dayjs.extend(utc)

const week = ['日', '一', '二', '三', '四', '五', '六']
/** Returns an instant in China's one time zone; `Intl` is missing in WeChat. */
const local = (at: string | number): Dayjs => dayjs(at).utcOffset(8)

export { addDays, timeOfDay }

/**
 * Returns an instant in words, `今天 14:30`, `后天 9:00`, `11月22日 周日 20:14`, as the API writes times; with the year only when it is another
 * one.
 */
export const moment = (at: string | number, now: number = serverNow()) => timeInWords(at, now)

/** Returns a day in words, `今天`, `11月23日 周一`. Takes an instant or a day (`2026-11-23`). */
export const dayName = (at: string | number, now: number = serverNow()) => dayWithWeekday(at, now)

/** Returns a time for list rows: today the time, otherwise the day: `14:30`, `昨天`, `11月20日`. */
export const shortTime = (at: string | number, now: number = serverNow()) =>
  dayOf(at) === dayOf(now) ? timeOfDay(at) : dayInWords(at, now)

/** Returns a length of time, given in milliseconds, in its two largest units: `3 小时 20 分`, `2 天 4 小时`, `不到 1 分钟`. */
export function duration(milliseconds: number) {
  const minutes = Math.floor(Math.abs(milliseconds) / minuteMs)
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const rest = minutes % 60
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 小时` : `${days} 天`
  if (hours > 0) return rest > 0 ? `${hours} 小时 ${rest} 分` : `${hours} 小时`
  return rest > 0 ? `${rest} 分钟` : '不到 1 分钟'
}

/** Returns a word with a length of time: `等了 3 小时`; no space stands between two Chinese words: `剩不到 1 分钟`. */
export function lasting(word: string, milliseconds: number): string {
  const long = duration(milliseconds)
  return /^\d/.test(long) ? `${word} ${long}` : `${word}${long}`
}

/** Returns the time left: `还有 3 小时 20 分`, or `已超过 2 天` once it has passed. */
export function timeLeft(by: string | number, now: number = serverNow()) {
  const left = dayjs(by).valueOf() - now
  return lasting(left >= 0 ? '还有' : '已超过', left)
}

/** Returns whole seconds as `0:07`, `1:00`. */
export const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

/** Returns whether an instant is before noon in China. */
export const isMorning = (at: string | number) => local(at).hour() < 12

/** Returns hours as the contract writes them, `08:30` and `12:00`, as `8:30–12:00`. */
export const hoursName = ({ from, to }: { from: string; to: string }) => [from, to].map((time) => time.replace(/^0/, '')).join('–')

/** Returns a span of time in words: `明天 9:30–10:00`, `11月26日 周四 9:30–10:00`. */
export const span = (from: string | number, to: string | number, now: number = serverNow()) =>
  `${dayName(from, now)} ${timeOfDay(from)}–${timeOfDay(to)}`

/** Returns a span of time with its date, `11月26日 周四 9:30–10:00`, for text that may be read on another day. */
export const datedSpan = (from: string | number, to: string | number, now: number = serverNow()) =>
  `${datedDay(from, now)} ${timeOfDay(from)}–${timeOfDay(to)}`

/** Returns the day of an instant in China: `2026-11-23`. */
export const dayAt = (at: string | number) => dayOf(at)

/** Returns a day as a calendar's heading: `{ weekday: '二', date: '24' }`, the first of a month as `12/1`. */
export function dayParts(day: string) {
  const when = dayjs.utc(day)
  return { weekday: week[when.day()] ?? '', date: when.format(when.date() === 1 ? 'M/D' : 'D') }
}
