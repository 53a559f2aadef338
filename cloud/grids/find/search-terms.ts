import { createHash } from 'node:crypto'
import { pinyin, polyphonic } from 'pinyin-pro'
import { normalise } from '../../platform/search/normalise'

/**
 * Chinese search without a parser: the grams of a building are stored with it and those of a query are looked up among them (`grams @>
 * query`). The import stores what the search looks for, so both use this file.
 */

/** Returns the pinyin initials, digits and Latin letters unchanged: `槐树里 3 号楼` → `hsl3hl`. */
export const initialsOf = (text: string): string =>
  pinyin(normalise(text), { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase()

const pairs = (characters: readonly string[]): string[] => characters.slice(1).map((second, i) => `${characters[i] ?? ''}${second}`)

/** Returns pairs of initials, with every reading of a character: 长安 is found by `ca` and by `za`. */
function initialPairs(text: string): string[] {
  const readings = polyphonic(text, { pattern: 'first', toneType: 'none', type: 'array' })
  return readings
    .slice(1)
    .flatMap((seconds, i) => (readings[i] ?? []).flatMap((first) => seconds.map((second) => `${first}${second}`.toLowerCase())))
}

/**
 * Returns the search terms of a building, sorted, each once: single characters of its name, pairs of characters of name and address, pairs
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

/** Returns the digest of a building's search terms, which in SQL is `md5(array_to_string(grams, ' '))`: no term has a space. */
export const gramsDigest = (building: Parameters<typeof gramsOf>[0]): string =>
  createHash('md5').update(gramsOf(building).join(' ')).digest('hex')

/** Returns the grams of a query, each once: an exact match has all of them in `gramsOf`. Empty when nothing searchable was typed. */
export function queryGrams(query: string): string[] {
  const characters = Array.from(normalise(query))
  return [...new Set(characters.length < 2 ? characters : pairs(characters))]
}
