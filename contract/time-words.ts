/**
 * Days, times and lengths of time in Chinese words, for the API and the app. China has one zone, +08:00, without summer time since
 * 1991-09-15, so a day is always 24 hours and all of this is arithmetic: `Intl` is missing in WeChat.
 */

export const secondMs = 1000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
/** Offset of China's time from UTC, in milliseconds. */
export const offsetMs = 8 * hourMs

/** A day in +08:00: `2026-10-01`. */
export type Day = string

/** A moment: milliseconds, `2026-11-23T06:30:00.000Z`, or a `Date`. A day is read as UTC midnight, 8:00 in China. */
type Instant = Date | number | string

const millisecondsOf = (at: Instant): number => (typeof at === 'number' ? at : typeof at === 'string' ? Date.parse(at) : at.getTime())
const wallClock = (at: Instant): string => new Date(millisecondsOf(at) + offsetMs).toISOString()
const midnightOf = (day: Day): number => Date.parse(`${day}T00:00:00.000Z`)

/** Returns the day in China at an instant. */
export const dayOf = (at: Instant): Day => wallClock(at).slice(0, 10)

/** Returns the day that is `days` later. */
export const addDays = (day: Day, days: number): Day => new Date(midnightOf(day) + days * dayMs).toISOString().slice(0, 10)

/** Returns the weekday, 1 Monday … 7 Sunday. */
export const weekdayOf = (day: Day): number => new Date(midnightOf(day)).getUTCDay() || 7

const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const

/** `周一`. */
const weekdayInWords = (day: Day): string => weekdays[weekdayOf(day) - 1] ?? ''

const nearDays: Record<number, string> = { [-2]: '前天', [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' }

/** Returns `今天`, `后天`, `昨天`; undefined further away. */
const nearDay = (at: Instant, now: Instant): string | undefined => nearDays[(midnightOf(dayOf(at)) - midnightOf(dayOf(now))) / dayMs]

/** Returns `11月25日`; `2027年1月3日` when `now` is in another year. */
export function dateInWords(at: Instant, now: Instant): string {
  const [year = 0, month = 0, date = 0] = dayOf(at).split('-').map(Number)
  const short = `${month}月${date}日`
  return dayOf(now).startsWith(`${year}-`) ? short : `${year}年${short}`
}

/** Returns `11月25日 周三`, never `今天`: for text that is read on another day. */
export const datedDay = (at: Instant, now: Instant): string => `${dateInWords(at, now)} ${weekdayInWords(dayOf(at))}`

/** Returns a day within a sentence: `今天`, `后天`, `11月25日`. */
export const dayInWords = (at: Instant, now: Instant): string => nearDay(at, now) ?? dateInWords(at, now)

/** Returns a day that stands alone or before a time: `今天`, `后天`, `11月25日 周三`. */
export const dayWithWeekday = (at: Instant, now: Instant): string => nearDay(at, now) ?? datedDay(at, now)

/** Returns the time of day: `9:30`. */
export const timeOfDay = (at: Instant): string => wallClock(at).slice(11, 16).replace(/^0/, '')

/** Returns day and time: `今天 18:00`, `后天 9:30`, `11月26日 周四 9:30`. */
export const timeInWords = (at: Instant, now: Instant): string => `${dayWithWeekday(at, now)} ${timeOfDay(at)}`

/** Returns `11月26日 周四 9:30`, never `今天`: for text that is read on another day. */
export const dateAndTime = (at: Instant, now: Instant): string => `${datedDay(at, now)} ${timeOfDay(at)}`

/** Returns minutes in the largest unit that divides them: `30 分钟`, `2 小时`, `3 天`. */
export function minutesInWords(minutes: number): string {
  if (minutes % 1440 === 0) return `${minutes / 1440} 天`
  return minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`
}
