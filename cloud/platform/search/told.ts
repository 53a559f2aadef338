import { pairsIn, type Searchable } from './searchable'
import { toldBy, type Synonyms } from './synonyms'

/** What a synonym in a name is worth, besides its characters; in a text a part of it. */
const synonymWorth = 2
const inText = 0.3

/**
 * Returns how much a text tells of each thing; 0 for nothing. What few things are named with tells more than what many are; synonyms tell
 * more the longer they are; what is only said about a thing tells less than its name.
 */
export function likenessOf(things: readonly Searchable[], text: string, synonyms: Synonyms): number[] {
  const pairs = [...pairsIn([text])]
  const told = toldBy(synonyms, text)
  const worth = new Map(pairs.map((pair) => [pair, rarity(things, pair)]))
  return things.map(({ names, texts, namePairs, textPairs }) => {
    let score = 0
    for (const pair of pairs) {
      if (namePairs.has(pair)) score += worth.get(pair) ?? 0
      else if (textPairs.has(pair)) score += (worth.get(pair) ?? 0) * inText
    }
    for (const { names: meant, characters } of told) {
      const value = synonymWorth + characters
      if (meant.some((name) => names.some(({ words }) => words.includes(name)))) score += value
      else if (meant.some((name) => texts.some((said) => said.includes(name)))) score += value * inText
    }
    return score
  })
}

const rarity = (things: readonly Searchable[], pair: string) =>
  Math.log(1 + things.length / Math.max(1, things.filter(({ namePairs }) => namePairs.has(pair)).length))

/** The least that is worth telling somebody: one pair of characters of a text about a thing is not. */
const least = 2
const most = 3

/** Returns what a text tells of, best first, few: what is less than half as likely as the best is left out. */
export function toldOf<T>(rows: readonly T[], searchableOf: (row: T) => Searchable, text: string, synonyms: Synonyms): T[] {
  const likeness = likenessOf(rows.map(searchableOf), text, synonyms)
  const best = Math.max(0, ...likeness)
  return rows
    .map((row, at) => ({ row, score: likeness[at] ?? 0 }))
    .filter(({ score }) => score >= least && score * 2 >= best)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ row }) => row)
}
