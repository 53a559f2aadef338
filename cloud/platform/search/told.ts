import { pairsIn, type Searchable } from './searchable'
import { toldBy, type Synonyms } from './synonyms'

/** What a synonym in a name is worth, besides its characters; in a text a part of it. */
const synonymWorth = 2
const inText = 0.3

/** Words of somebody: who stumbles over a loose cover asks for the cover to be mended. */
const somebody = /老年人|老人家?|残疾人|独居|孤寡|腿脚|轮椅|行动不便|小孩子?|孩子|小朋友/g
/** What such a word is worth where something else is told of. */
const ofSomebody = 0.3

/**
 * Returns how much a text tells of each thing; 0 for nothing. What few things are named with tells more than what many are; synonyms tell
 * more the longer they are; what is only said about a thing tells less than its name. A word of somebody tells little where the rest of the
 * text tells of something by itself.
 */
export function likenessOf(things: readonly Searchable[], text: string, synonyms: Synonyms): number[] {
  const rest = text.replace(somebody, '，')
  const told = likeness(things, text, synonyms)
  if (rest === text) return told
  const without = likeness(things, rest, synonyms)
  if (Math.max(0, ...without) < least) return told
  return told.map((score, at) => {
    const less = Math.min(without[at] ?? 0, score)
    return less + (score - less) * ofSomebody
  })
}

function likeness(things: readonly Searchable[], text: string, synonyms: Synonyms): number[] {
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
/** Characters of a text that are looked at: a thing is told of in the first, and anybody may send as much as a field takes. */
const looked = 500

/** Returns what a text tells of, best first, few: what is less than half as likely as the best is left out. */
export function toldOf<T>(rows: readonly T[], searchableOf: (row: T) => Searchable, text: string, synonyms: Synonyms): T[] {
  const likeness = likenessOf(rows.map(searchableOf), text.slice(0, looked), synonyms)
  const best = Math.max(0, ...likeness)
  return rows
    .map((row, at) => ({ row, score: likeness[at] ?? 0 }))
    .filter(({ score }) => score >= least && score * 2 >= best)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ row }) => row)
}
