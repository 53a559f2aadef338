import type { Page } from 'playwright-core'
import { addDays, dayOf, minuteMs, timeOfDay, weekdayOf } from '@doorstep/contract/time-words'

/** Judges what pages say about time: every day and hour in words is compared with the instants the API has sent to this phone. */

const near: Record<string, number> = { 前天: -2, 昨天: -1, 今天: 0, 明天: 1, 后天: 2 }
const nearTime = /(前天|昨天|今天|明天|后天) ?(\d{1,2}):(\d{2})/g
const dated = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日 (周[一二三四五六日])/g
const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
/** A deadline that is over may be named where the same line says so, or tells what was. */
const saysLate = /超时|已超过|晚了|本应|原定|约定|答应/
/** Without network a page says when what it shows was received. */
const saysReceived = /^没有.+，这是 (?:前天|昨天|今天) \d{1,2}:\d{2} 的内容$/

/** The instants and hours that answers have brought to a phone. */
export interface Heard {
  /** Minutes since 1970 of every instant in any answer. */
  minutes: Set<number>
  /** Hours of the clock (`8:30`) of duty and opening hours, which have no day of their own. */
  hours: Set<string>
  /** Minutes since 1970 in which an answer came. */
  received: Set<number>
  /** Sentences that came with a near day in words: they are untrue on another day. */
  worded: Set<string>
}

/** Notes every instant that answers of the API bring to a page, whichever field it is in. */
export function listening(page: Page): { heard: Heard; heardAll: () => Promise<void> } {
  const heard: Heard = { minutes: new Set(), hours: new Set(), received: new Set(), worded: new Set() }
  const reading = new Set<Promise<void>>()
  page.on('response', (response) => {
    if (!response.url().includes('/v1/')) return
    const sent = Date.parse(response.headers().date ?? '')
    // What was sent in the last second of a minute is there in the next.
    for (const at of [sent, sent + 1_000]) heard.received.add(Math.floor(at / minuteMs))
    // An answer to a page that is being left has no body any more.
    const read = response
      .text()
      .catch(() => '')
      .then((text) => note(text, heard))
      .finally(() => reading.delete(read))
    reading.add(read)
  })
  const heardAll = async () => {
    await Promise.all(reading)
  }
  return { heard, heardAll }
}

/** Notes what the text of an answer says of times. */
export function note(text: string, { minutes, hours, worded }: Heard): void {
  for (const [instant] of text.matchAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g))
    minutes.add(Math.floor(Date.parse(instant) / minuteMs))
  for (const [, hour = '', minute = ''] of text.matchAll(/"([01]?\d|2[0-4]):([0-5]\d)"/g)) hours.add(`${Number(hour)}:${minute}`)
  for (const [said] of text.matchAll(/[^"]*(?:前天|昨天|今天|明天|后天) ?\d{1,2}:\d{2}[^"]*/g)) worded.add(said)
}

/** Returns what is untrue, at `now`, of the lines of a page. */
export const untrue = (lines: readonly string[], { minutes, hours, received, worded }: Heard, now: Date): string[] => [
  ...[...worded].map((said) => `an answer words the day itself: ${said}`),
  ...lines.flatMap((line, index) => [
    ...[...line.matchAll(nearTime)].flatMap((found) => {
      const [said, day = '', hour = '', minute = ''] = found
      const at = Date.parse(`${addDays(dayOf(now), near[day] ?? 0)}T${hour.padStart(2, '0')}:${minute}:00.000+08:00`)
      // What was written a moment ago carries the phone's own time until the answer is there.
      const isNow = Math.abs(at - now.getTime()) <= 2 * minuteMs
      const known =
        isNow || minutes.has(at / minuteMs) || hours.has(timeOfDay(at)) || (saysReceived.test(line) && received.has(at / minuteMs))
      const after = line.slice(found.index + said.length)
      // A time in large type stands alone; the chip beside it says that it is over.
      const around = line.length > said.length + 2 ? line : lines.slice(Math.max(0, index - 2), index + 3).join(' ')
      const promises = /^ ?前/.test(after) && at < now.getTime() - minuteMs && !saysLate.test(around)
      return [
        ...(known ? [] : [`no answer named ${new Date(at).toISOString()}: ${line}`]),
        ...(promises ? [`a promise that is over, without a word of it: ${line}`] : []),
      ]
    }),
    ...[...line.matchAll(dated)].flatMap(([, year = dayOf(now).slice(0, 4), month = '', date = '', weekday]) => {
      const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
      return weekdays[weekdayOf(day) - 1] === weekday ? [] : [`no such day: ${line}`]
    }),
  ]),
]

/** Returns the lines one sees on a page now. */
export const linesOf = async (page: Page): Promise<string[]> =>
  (await page.locator('body').innerText()).split('\n').flatMap((line) => line.trim() || [])
