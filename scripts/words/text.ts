/** One character of a text and its position in the file; `at` is null for a character that is not written there (a hole). */
export interface Character {
  value: string
  at: number | null
  length: number
}

/** One string, template, piece of JSX or cell: what a reader sees as one sentence or a few. */
export interface Text {
  file: string
  line: number
  characters: Character[]
}

/** Placeholder for a value that is filled in at run time: `${count}` or `{count}`. */
export const hole = '\uFFFC'

export const isChinese = (character: string) => /[\u3400-\u9fff]/.test(character)

/** Returns whether a text contains Chinese characters, or a mark that only a Chinese sentence has. */
export const isForReading = (words: string) => /[\u3400-\u9fff\u3001\u3002\u300a\u300b\u300c\u300d\u201c\u201d]/.test(words)

export const wordsOf = (text: Text) => text.characters.map(({ value }) => value).join('')

/** Returns the text as a proof-reader sees it: holes as 〔…〕, line breaks as spaces. */
export const readable = (text: Text) => wordsOf(text).replaceAll(hole, '〔…〕').replace(/\s+/g, ' ').trim()
