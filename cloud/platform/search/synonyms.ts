import { clausesOf, isSaid, sayingOf, type Saying } from '@doorstep/contract/sayings'
import { normalise } from './normalise'
import { isLatin, soundsOf, spellingOf, type Sound } from './sounds'

/** Words by which things are named, and the other words by which people say them. */
export interface Synonym {
  code: string
  /** As they stand in the names of services and categories. */
  names: readonly string[]
  /** As people say it; of a word with spaces all parts must be in one clause, a part after `-` must not: `电梯 困 -困难`. */
  words: readonly string[]
}

interface Prepared {
  names: readonly string[]
  sayings: readonly { saying: Saying; whole: string | undefined; sounds: readonly Sound[] }[]
}

/** Names to look for instead of what was typed, and how the synonym was met. */
export interface Meant {
  names: readonly string[]
  how: 'said' | 'full' | 'initials'
}

/** Synonyms, prepared once: every search asks them. */
export type Synonyms = readonly Prepared[]

export const synonymsOf = (table: readonly Synonym[]): Synonyms => table.map(prepared)

/** Prepares one row; `synonymsOf` does with all. */
function prepared({ names, words }: Synonym): Prepared {
  return {
    names: normalisedAll(names),
    sayings: [...words, ...names].map((word) => {
      const saying = normalised(sayingOf(word))
      const [only, ...more] = saying.wanted
      const whole = more.length === 0 ? only : undefined
      return { saying, whole, sounds: whole === undefined ? [] : soundsOf(whole) }
    }),
  }
}

const normalisedAll = (texts: readonly string[]) => texts.map(normalise).filter(Boolean)

/** Returns a saying as what is typed is looked at: `十二号楼` as `12号楼`. */
const normalised = ({ wanted, barred }: Saying): Saying => ({ wanted: normalisedAll(wanted), barred: normalisedAll(barred) })

/** Returns what a normalised word that is searched for may mean besides itself. */
export function meantBy(synonyms: Synonyms, word: string): Meant[] {
  const latin = isLatin(word)
  const typed = word.replace(/ü/g, 'v')
  return synonyms.flatMap(({ names, sayings }): Meant[] => {
    let how: Meant['how'] | undefined
    for (const { saying, whole, sounds } of sayings) {
      // What is typed may be the beginning of a longer saying, once it is more than a character.
      if (isSaid([word], saying) || (word.length > 1 && whole?.startsWith(word) === true)) return [{ names, how: 'said' }]
      if (!latin || word.length < 2) continue
      const spelling = spellingOf(sounds, typed, { ends: true })
      if (spelling === 'full' || how === undefined) how = spelling
    }
    return how === undefined ? [] : [{ names, how }]
  })
}

/** Returns the names a text tells of in other words, with the characters that said so. */
export function toldBy(synonyms: Synonyms, text: string): { names: readonly string[]; characters: number }[] {
  const clauses = normalisedAll(clausesOf(text))
  return synonyms.flatMap(({ names, sayings }) => {
    const said = sayings.filter(({ saying }) => isSaid(clauses, saying)).map(({ saying }) => saying.wanted.join('').length)
    return said.length === 0 ? [] : [{ names, characters: Math.max(...said) }]
  })
}
