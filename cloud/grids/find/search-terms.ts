import { pinyin, polyphonic } from 'pinyin-pro'

/**
 * Chinese search without a parser: the grams of a building are stored with it and those of a query are looked up among them
 * (`grams @> query`). The import fills what the search asks for, so both call this file.
 */

const numerals: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }

/** `十二` → `12`; only up to 99: house numbers beyond that are written in digits. */
function numeralValue(numeral: string): string {
  const digit = (character: string, none: number) => (character === '' ? none : (numerals[character] ?? none))
  const tens = /^(.?)十(.?)$/.exec(numeral)
  if (tens !== null) return String(digit(tens[1] ?? '', 1) * 10 + digit(tens[2] ?? '', 0))
  return Array.from(numeral, (character) => numerals[character] ?? '').join('')
}

/** One spelling for what people write in several: full-width forms, case, spaces and punctuation, `三号楼` and `3#楼` for `3号楼`. */
export const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/#/g, '号')
    .replace(/[一二两三四五六七八九十]{1,3}(?=号|栋|幢|座|单元|弄|期|区|组)/g, numeralValue)
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The first letters of the reading, digits and Latin letters as they are: `槐树里 3 号楼` → `hsl3hl`. */
export const initialsOf = (text: string): string =>
  pinyin(normalise(text), { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase()

const pairs = (characters: readonly string[]): string[] => characters.slice(1).map((second, i) => `${characters[i] ?? ''}${second}`)

/** Pairs of initials, every reading of a character counted: 长安 is found by `ca` and by `za`. */
function initialPairs(text: string): string[] {
  const readings = polyphonic(text, { pattern: 'first', toneType: 'none', type: 'array' })
  return readings
    .slice(1)
    .flatMap((seconds, i) => (readings[i] ?? []).flatMap((first) => seconds.map((second) => `${first}${second}`.toLowerCase())))
}

/**
 * What a building is found by, sorted, each once: single characters of its name, pairs of characters of name and address, pairs
 * of their initials, and every prefix of the name's initials.
 */
export function gramsOf({ name, address }: { name: string; address: string }): string[] {
  const names = Array.from(normalise(name))
  const where = Array.from(normalise(address))
  const initials = initialsOf(name)
  const prefixes = Array.from(initials, (_, i) => initials.slice(0, i + 1))
  return [
    ...new Set([...names, ...pairs(names), ...pairs(where), ...initialPairs(names.join('')), ...initialPairs(where.join('')), ...prefixes]),
  ].sort()
}

/** The grams a query asks for, each once: all of them are in `gramsOf` an exact find. Empty when nothing searchable was typed. */
export function queryGrams(query: string): string[] {
  const characters = Array.from(normalise(query))
  return [...new Set(characters.length < 2 ? characters : pairs(characters))]
}
