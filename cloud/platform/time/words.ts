export { dateAndTime, dayMark, timeMark, untilMark } from '@doorstep/contract/time-words'

/** Adds a full stop to a sentence that has none. */
export const sentence = (text: string): string => (/[。!?\uFF01\uFF1F…]$/.test(text) ? text : `${text}。`)

/** Returns the first `count` characters; never cuts a surrogate pair. */
export const firstCharacters = (text: string, count = 1): string => Array.from(text).slice(0, count).join('')

/** A character, or a time between marks: half of a mark is never worded. */
const units = /\u27E6~?\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d\.\d{3}Z)?\u27E7|[^]/gu
/** About as many characters as a time takes on screen (`今天 18:00`). */
const markWidth = 8

/** Returns the beginning of a text that takes at most `length` characters on screen; never cuts a surrogate pair or the mark of a time. */
export function fitting(text: string, length: number): string {
  let [width, end] = [0, 0]
  for (const { 0: unit, index } of text.matchAll(units)) {
    width += unit.startsWith('\u27E6') && unit.length > 1 ? markWidth : 1
    if (width > length) break
    end = index + unit.length
  }
  return text.slice(0, end)
}

/** Returns at most `length` characters, the last one `…` when something was cut; the mark of a time is kept or cut whole. */
export const clipped = (text: string, length: number): string => (fitting(text, length) === text ? text : `${fitting(text, length - 1)}…`)
