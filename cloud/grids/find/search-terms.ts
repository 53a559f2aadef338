import { createHash } from 'node:crypto'
import { pinyin } from 'pinyin-pro'
import { normalise } from '../../platform/search/normalise'
import { isLatin, soundsOf, type Sound } from '../../platform/search/sounds'

/**
 * Chinese search without a parser: the grams of a building are stored with it and those of a query are looked up among them (`grams @>
 * query`). The import stores what the search looks for, so both use this file.
 */

/** Returns the pinyin initials, digits and Latin letters unchanged: `槐树里 3 号楼` → `hsl3hl`. */
export const initialsOf = (text: string): string =>
  pinyin(normalise(text), { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase()

const pairs = (characters: readonly string[]): string[] => characters.slice(1).map((second, i) => `${characters[i] ?? ''}${second}`)

/** Returns pairs of initials, with every reading of a character: 长安 is found by `ca` and by `za`. */
function initialPairs(sounds: readonly Sound[]): string[] {
  const initials = sounds.map((readings) => [...new Set(readings.map((reading) => String.fromCodePoint(reading.codePointAt(0) ?? 0)))])
  return initials.slice(1).flatMap((seconds, i) => (initials[i] ?? []).flatMap((first) => seconds.map((second) => `${first}${second}`)))
}

/** Returns the house numbers in a normalised text, each marked, as a whole: 3 is not in 13. */
const numbersIn = (text: string): string[] => Array.from(text.match(/\d+/g) ?? [], (number) => `#${number}`)

/** Returns every three letters that follow one another when characters are spelt in full, marked, in every reading. */
function spelledGrams(sounds: readonly Sound[]): string[] {
  return sounds.flatMap((readings, at) => {
    const next = begun(sounds, at + 1, 2)
    return readings.flatMap((reading) => next.flatMap((letters) => triples(`${reading}${letters}`).slice(0, reading.length)))
  })
}

/** Returns the first letters of how the characters from a position on may be spelt, `letters` of them where there are as many. */
function begun(sounds: readonly Sound[], at: number, letters: number): string[] {
  const readings = sounds[at]
  if (readings === undefined) return ['']
  const spelt = readings.flatMap((reading) =>
    reading.length >= letters
      ? [reading.slice(0, letters)]
      : begun(sounds, at + 1, letters - reading.length).map((next) => `${reading}${next}`),
  )
  return [...new Set(spelt)]
}

/** Returns every three letters that follow one another, marked. */
function triples(letters: string): string[] {
  const found: string[] = []
  for (let at = 0; at + 3 <= letters.length; at += 1) found.push(`~${letters.slice(at, at + 3)}`)
  return found
}

/**
 * Returns the search terms of a building, sorted, each once: single characters of its name, pairs of characters of name and address, pairs
 * of their initials, every prefix of the name's initials, three letters of its pinyin, and the numbers of both.
 */
export function gramsOf({ name, address }: { name: string; address: string }): string[] {
  const names = normalise(name)
  const where = normalise(address)
  const characters = Array.from(names)
  const initials = initialsOf(name)
  const prefixes = Array.from(initials, (_, i) => initials.slice(0, i + 1))
  const written = [...characters, ...pairs(characters), ...pairs(Array.from(where)), ...numbersIn(names), ...numbersIn(where)]
  const sounds = soundsOf(names)
  const spelt = [...initialPairs(sounds), ...initialPairs(soundsOf(where)), ...prefixes, ...spelledGrams(sounds)]
  return [...new Set([...written, ...spelt])].sort()
}

/** Returns the digest of a building's search terms, which in SQL is `md5(array_to_string(grams, ' '))`: no term has a space. */
export const gramsDigest = (building: Parameters<typeof gramsOf>[0]): string =>
  createHash('md5').update(gramsOf(building).join(' ')).digest('hex')

/** What a query looks for among the search terms of buildings. */
export interface QueryTerms {
  /** A building has all terms of one of these ways to read the query: as it is written or by initials, or as full pinyin. */
  ways: readonly (readonly string[])[]
  /** The whole numbers it has then, too, if any building has. */
  numbers: readonly string[]
  /** Number of characters of a name that says no more than the query; full pinyin does not tell, and the shortest name comes first. */
  characters: number
  /** A building that is only like it has some of these. */
  loose: readonly string[]
}

/** Returns the grams of a query, each once: an exact match has all of them in `gramsOf`. Empty when nothing searchable was typed. */
export function queryGrams(query: string): string[] {
  const characters = Array.from(normalise(query))
  return [...new Set(characters.length < 2 ? characters : pairs(characters))]
}

/**
 * Returns what a query looks for. Single characters count among what is like it, because one wrong character spoils two of three pairs; in
 * full pinyin, which has a vowel in every syllable, only its letters do.
 */
export function queryTerms(query: string): QueryTerms {
  const typed = normalise(query).replace(/ü/g, 'v')
  const written = queryGrams(query)
  const spelt = isLatin(typed) ? [...new Set(triples(typed))] : []
  const numbers = [...new Set(numbersIn(typed))]
  const isSpelt = spelt.length > 0 && (typed.match(/[aeiouv]/g) ?? []).length * 4 >= typed.replace(/\d/g, '').length
  return {
    ways: spelt.length === 0 ? [written] : [written, spelt],
    numbers,
    characters: isSpelt ? 0 : Array.from(typed).length,
    loose: [...new Set(isSpelt ? [...spelt, ...numbers] : [...written, ...Array.from(typed), ...numbers])],
  }
}
