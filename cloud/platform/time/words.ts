export { dateAndTime, dayMark, timeMark, untilMark } from '@doorstep/contract/time-words'

/** Adds a full stop to a sentence that has none. */
export const sentence = (text: string): string => (/[。!?\uFF01\uFF1F…]$/.test(text) ? text : `${text}。`)

/** Returns the first `count` characters; never cuts a surrogate pair. */
export const firstCharacters = (text: string, count = 1): string => Array.from(text).slice(0, count).join('')

/** Returns at most `length` characters, the last one `…` when something was cut. */
export const clipped = (text: string, length: number): string =>
  Array.from(text).length <= length ? text : `${firstCharacters(text, length - 1)}…`
