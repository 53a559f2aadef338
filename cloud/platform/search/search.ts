import { isOneLetterOff } from './one-letter-off'
import { normalise } from './normalise'
import type { Searchable, SearchedName } from './searchable'
import { isLatin, soundsLike, soundsOf, soundsSame, spellingIn } from './sounds'
import { meantBy, type Meant, type Synonyms } from './synonyms'
import { likenessOf } from './told'

/** How well a thing answers what is searched for, best first. */
const ranks = {
  exact: 100,
  prefix: 90,
  word: 80,
  synonym: 70,
  text: 60,
  synonymInText: 50,
  pinyin: 40,
  synonymInPinyin: 38,
  sound: 30,
  initials: 20,
  synonymInInitials: 18,
  mistake: 10,
} as const
type Rank = (typeof ranks)[keyof typeof ranks]

/**
 * The least that is shown, by how good the best is at least. Whoever types a name means it alone; beside what is named so, what only
 * mentions it or sounds like it would be noise.
 */
const shownWith: readonly { best: Rank; least: Rank }[] = [
  { best: ranks.exact, least: ranks.exact },
  { best: ranks.word, least: ranks.synonym },
  { best: ranks.text, least: ranks.text },
  { best: ranks.synonymInText, least: ranks.synonymInText },
  { best: ranks.synonymInPinyin, least: ranks.synonymInPinyin },
  { best: ranks.sound, least: ranks.sound },
  { best: ranks.synonymInInitials, least: ranks.synonymInInitials },
]

export interface Found<T> {
  row: T
  rank: number
}

/** Returns the rows that answer a search, best first, others in the given order. All words must be found; nothing is for marks alone. */
export function found<T>(rows: readonly T[], searchableOf: (row: T) => Searchable, q: string, synonyms: Synonyms): Found<T>[] {
  const words = wordsIn(q).map((word) => askedFor(word, synonyms))
  if (words.length === 0) return []
  const ranked = rows.flatMap((row) => {
    const of = searchableOf(row)
    const rank = Math.min(...words.map((word) => rankOf(of, word)))
    return rank === 0 ? [] : [{ row, rank }]
  })
  // Several words are no slip: nothing has all of them.
  if (ranked.length === 0) return words.length > 1 ? [] : mistaken(rows, searchableOf, q, synonyms)
  const best = Math.max(...ranked.map(({ rank }) => rank))
  const least = shownWith.find((floor) => floor.best <= best)?.least ?? 0
  return ranked.filter(({ rank }) => rank >= least).sort((a, b) => b.rank - a.rank)
}

const wordsIn = (q: string) =>
  q
    .split(/[^\p{L}\p{N}#]+/u)
    .map(normalise)
    .filter((word) => word !== '')

interface Asked {
  word: string
  latin: boolean
  sounds: ReturnType<typeof soundsOf>
  meant: readonly Meant[]
}

function askedFor(word: string, synonyms: Synonyms): Asked {
  const latin = isLatin(word)
  return { word, latin, sounds: latin ? [] : soundsOf(word), meant: meantBy(synonyms, word) }
}

/** Returns the rank of a thing for one word; 0 when it does not answer it. */
function rankOf({ names, texts }: Searchable, asked: Asked): number {
  const { word, latin, sounds } = asked
  const named = names.map((name) => literalRank(name, word))
  const best = Math.max(0, ...named)
  if (best > 0) return best
  const meant = (how: Meant['how'], within: readonly string[]) =>
    asked.meant.some((one) => one.how === how && one.names.some((name) => within.some((text) => text.includes(name))))
  const called = names.map(({ words }) => words)
  if (meant('said', called)) return ranks.synonym
  // One character is in many texts that are about something else.
  if (texts.some((text) => text.includes(word))) return word.length > 1 ? ranks.text : ranks.synonymInText
  if (meant('said', texts)) return ranks.synonymInText
  if (!latin) return names.some((name) => soundsSame(name.sounds, sounds)) ? ranks.sound : 0
  const spellings = names.map((name) => spellingIn(name.sounds, word))
  if (spellings.includes('full')) return ranks.pinyin
  if (meant('full', called)) return ranks.synonymInPinyin
  if (word.length > 3 && names.some((name) => soundsLike(name.blurred, word))) return ranks.sound
  if (spellings.includes('initials')) return ranks.initials
  return meant('initials', called) ? ranks.synonymInInitials : 0
}

function literalRank({ words, parts }: SearchedName, word: string): number {
  if (words === word || parts.includes(word)) return ranks.exact
  if (words.startsWith(word)) return ranks.prefix
  return words.includes(word) ? ranks.word : 0
}

/** Returns what is like a search that finds nothing as it stands, most alike first: a wrong letter or character, or words in a sentence. */
function mistaken<T>(rows: readonly T[], searchableOf: (row: T) => Searchable, q: string, synonyms: Synonyms): Found<T>[] {
  const typed = normalise(q)
  if (isLatin(typed))
    return rows
      .filter((row) => searchableOf(row).names.some(({ sounds }) => isOneLetterOff(sounds, typed)))
      .map((row) => ({ row, rank: ranks.mistake }))
  const likeness = likenessOf(rows.map(searchableOf), q, synonyms)
  const like = rows.flatMap((row, at) => {
    const score = likeness[at] ?? 0
    return score === 0 ? [] : [{ row, score }]
  })
  const best = Math.max(0, ...like.map(({ score }) => score))
  return like
    .filter(({ score }) => score * 2 >= best)
    .sort((a, b) => b.score - a.score)
    .map(({ row, score }) => ({ row, rank: (ranks.mistake * score) / best }))
}
