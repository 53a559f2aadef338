export { dateAndTime, dayInWords, timeInWords } from '@doorstep/contract/time-words'

/** A sentence with its full stop, whether or not whoever wrote it made one. */
export const sentence = (text: string): string => (/[。!?\uFF01\uFF1F…]$/.test(text) ? text : `${text}。`)

/** The first `count` characters, not halves of one. */
export const firstCharacters = (text: string, count = 1): string => Array.from(text).slice(0, count).join('')

/** At most `length` characters, the last one `…` when something was cut. */
export const clipped = (text: string, length: number): string =>
  Array.from(text).length <= length ? text : `${firstCharacters(text, length - 1)}…`
