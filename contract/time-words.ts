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

/**
 * Times in sentences that are stored or read later: `2026-11-30T10:00:00.000Z` or `2026-11-30` between marks. The instant travels, and the
 * words are made where the sentence is shown, by the reader's day (`withTimes`): written on Monday as 明天, it is read on Tuesday as 今天.
 */
const [opens, closes] = ['⟦', '⟧']
const marks = /⟦(~?)(\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d\.\d{3}Z)?)⟧/g

/** Returns a mark that is shown as `今天 18:00`, `11月26日 周四 9:30`. */
export const timeMark = (at: Instant): string => `${opens}${new Date(millisecondsOf(at)).toISOString()}${closes}`

/** Returns a mark that is shown as a day within a sentence: `今天`, `11月25日`. */
export const dayMark = (at: Instant): string => `${opens}${dayOf(at)}${closes}`

/** Returns a mark for the end of something that is going on: shown as ` 18:00` today, midnight as ` 24:00`, else as by `timeMark`. */
export const untilMark = (at: Instant): string => `${opens}~${new Date(millisecondsOf(at)).toISOString()}${closes}`

function endInWords(at: string, now: Instant): string {
  if (dayOf(at) === dayOf(now)) return ` ${timeOfDay(at)}`
  return timeOfDay(at) === '0:00' && dayOf(at) === addDays(dayOf(now), 1) ? ' 24:00' : timeInWords(at, now)
}

/** Returns a sentence with its marks in words, as read at `now`. */
export const withTimes = (text: string, now: Instant): string =>
  text.includes(opens)
    ? text.replace(marks, (_, end: string, at: string) =>
        at.length === 10 ? dayInWords(at, now) : end === '' ? timeInWords(at, now) : endInWords(at, now),
      )
    : text

/** Returns an answer with the marks of all its sentences in words; parts without marks stay the same objects. */
export function allWithTimes<T>(value: T, now: Instant): T
export function allWithTimes(value: unknown, now: Instant): unknown {
  if (typeof value === 'string') return withTimes(value, now)
  if (Array.isArray(value)) {
    const rows: readonly unknown[] = value
    const said = rows.map((row) => allWithTimes(row, now))
    return said.some((row, at) => row !== rows[at]) ? said : rows
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  let changed: Record<string, unknown> | null = null
  for (const [key, one] of Object.entries(value)) {
    const said = allWithTimes<unknown>(one, now)
    if (said !== one) changed = { ...(changed ?? value), [key]: said }
  }
  return changed ?? value
}

/** Returns an earlier version's sentence, which was written at `at` with 今天 or 明天 in words, with marks in their place. */
export const withMarks = (text: string, at: Instant): string =>
  text
    .replace(/(前天|昨天|今天|明天|后天) ([01]?\d|2[0-3]):([0-5]\d)(?!\d)/g, (_, near: string, hour: string, minute: string) =>
      timeMark(`${nearDate(near, at)}T${hour.padStart(2, '0')}:${minute}:00.000+08:00`),
    )
    .replace(/在(前天|昨天|今天|明天|后天)前/g, (_, near: string) => `在${dayMark(nearDate(near, at))}前`)

const nearDate = (near: string, at: Instant): Day =>
  addDays(dayOf(at), Number(Object.keys(nearDays).find((days) => nearDays[Number(days)] === near) ?? 0))

/** Returns minutes in the largest unit that divides them: `30 分钟`, `2 小时`, `3 天`. */
export function minutesInWords(minutes: number): string {
  if (minutes % 1440 === 0) return `${minutes / 1440} 天`
  return minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`
}
