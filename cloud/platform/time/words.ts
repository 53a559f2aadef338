import { addDays, dayOf } from './calendar'

const wallOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)

/** The day of an instant as people say it in China: `今天`, `明天`, `昨天`, `11月25日`, `2027年1月3日` when it is another year. */
export function dayInWords(at: Date, now: Date): string {
  const day = dayOf(at)
  const today = dayOf(now)
  if (day === today) return '今天'
  if (day === addDays(today, 1)) return '明天'
  if (day === addDays(today, -1)) return '昨天'
  return dateInWords(at, now)
}

/** The date of an instant, as true when it is read later: `11月25日`, `2027年1月3日` when `now` is in another year. */
function dateInWords(at: Date, now: Date): string {
  const day = dayOf(at)
  const [year, month, date] = day.split('-').map(Number)
  const short = `${month ?? ''}月${date ?? ''}日`
  return day.startsWith(dayOf(now).slice(0, 4)) ? short : `${year ?? ''}年${short}`
}

/** An instant in words, +08:00: `今天 18:00`, `11月25日 9:30`. */
export const timeInWords = (at: Date, now: Date): string => `${dayInWords(at, now)} ${wall(at)}`

/** An instant in words for what is kept and read later, never `今天`: `11月25日 9:30`. */
export const dateAndTime = (at: Date, now: Date): string => `${dateInWords(at, now)} ${wall(at)}`

const wall = (at: Date) => wallOf(at).replace(/^0(?=\d:)/, '')

/** A sentence with its full stop, whether or not whoever wrote it made one. */
export const sentence = (text: string): string => (/[。!?\uFF01\uFF1F…]$/.test(text) ? text : `${text}。`)

/** The first `count` characters, not halves of one. */
export const firstCharacters = (text: string, count = 1): string => Array.from(text).slice(0, count).join('')

/** At most `length` characters, the last one `…` when something was cut. */
export const clipped = (text: string, length: number): string =>
  Array.from(text).length <= length ? text : `${firstCharacters(text, length - 1)}…`
