/** How people say a thing: words that a text is looked through for, as a district writes them in its tables. */

/** A word as it is looked for: all of `wanted` must be in one clause, none of `barred`. */
export interface Saying {
  wanted: readonly string[]
  barred: readonly string[]
}

/** Returns a text as words are looked for in it: without spaces, punctuation and what cannot be seen. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s!-/:-@[-`{-~\u00B7\u2010-\u206F\u3000-\u303F\u200B-\u200F\uFEFF]/g, '')

/** Returns what is said in one go, each by itself: what stands in two clauses, or in two messages, tells of two things. */
export const clausesOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .split(/[,.;!?\u3001\u3002\u2026\n\r]+/)
    .map(bare)
    .filter(Boolean)

/** Reads a word: of `电梯 困 -困难` the parts `电梯` and `困` are wanted, `困难` is barred. */
export function sayingOf(word: string): Saying {
  const parts = word.normalize('NFKC').split(/\s+/)
  const those = (barring: boolean) =>
    parts
      .filter((part) => part.startsWith('-') === barring)
      .map(bare)
      .filter(Boolean)
  return { wanted: those(false), barred: those(true) }
}

/** Whether one of the clauses says it. */
export const isSaid = (clauses: readonly string[], { wanted, barred }: Saying): boolean =>
  wanted.length > 0 &&
  clauses.some((clause) => wanted.every((part) => clause.includes(part)) && !barred.some((part) => clause.includes(part)))
