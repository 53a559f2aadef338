import { clausesOf } from '@doorstep/contract/sayings'
import { normalise } from './normalise'
import { blurredSounds, soundsOf, type Sound } from './sounds'

/** A name a thing is called by, prepared for searching. */
export interface SearchedName {
  words: string
  /** What stands between the marks of a list: 停水, 水小 and 水浑 of 停水、水小、水浑. */
  parts: readonly string[]
  sounds: readonly Sound[]
  /** The same without what many do not hear. */
  blurred: readonly Sound[]
}

/** A thing that is searched for, prepared once: every search asks it. */
export interface Searchable {
  names: readonly SearchedName[]
  /** What else is said of it. */
  texts: readonly string[]
  /** Pairs of characters of the names, and of the texts. */
  namePairs: ReadonlySet<string>
  textPairs: ReadonlySet<string>
}

/** Prepares a thing that is found by its names first, then by texts about it. */
export function searchable(names: readonly string[], texts: readonly string[]): Searchable {
  return {
    names: names.filter(Boolean).map((name) => {
      const words = normalise(name)
      const sounds = soundsOf(words)
      return { words, parts: partsOf(name), sounds, blurred: blurredSounds(sounds) }
    }),
    texts: texts.map(normalise).filter(Boolean),
    namePairs: pairsIn(names),
    textPairs: pairsIn(texts),
  }
}

const partsOf = (name: string) =>
  name
    .split(/[^\p{L}\p{N}#\s]+/u)
    .map(normalise)
    .filter(Boolean)

/** Characters that say how, not what: a pair with one of them tells nothing of what is meant. */
const empty =
  /[的了着过吗呢吧啊呀我你您他她它们是在有没不无就都也很太还又再被把给让请想要能会可以个这那哪什怎么为到去来和跟与或一二两三四五六七八九十天]/

/** Returns the pairs of characters in texts that tell what is meant, clause by clause. */
export function pairsIn(texts: readonly string[]): Set<string> {
  const pairs = new Set<string>()
  for (const clause of texts.flatMap(clausesOf)) {
    const characters = Array.from(clause)
    for (const [at, second] of characters.slice(1).entries()) {
      const pair = `${characters[at] ?? ''}${second}`
      if (!empty.test(pair)) pairs.add(pair)
    }
  }
  return pairs
}
