import { textsOfProgram } from './literals'
import { hole, isChinese, isForReading, wordsOf, type Character, type Text } from './text'

/**
 * Returns the sentences of a text without their notation: HTML tags, names of calendar properties, CSV rows, JSON, SQL and programs.
 * English sentences that mention a Chinese word are left out.
 */
export function sentencesOf(text: Text): Text[] {
  const words = wordsOf(text)
  if (/^\s*'use strict'/.test(words)) return textsOfProgram(text).flatMap(sentencesOf)
  if (isJson(words)) return []
  return withoutTags(text.characters)
    .flatMap((characters) => (isEnglish(plain(characters)) ? quotedIn(characters) : [characters]))
    .flatMap(linesOf)
    .filter((characters) => !isCsvRow(plain(characters)))
    .map((characters) => ({ ...text, characters: withoutProperty(characters) }))
    .filter((part) => isForReading(wordsOf(part)) || !isForReading(words))
    .map((part) => ({ ...part, line: lineOf(text, part) }))
}

/** Returns one code unit for each character, so that an index in the string is an index in the list. */
const plain = (characters: readonly Character[]) => characters.map(({ value }) => (value.length === 1 ? value : '\u25a1')).join('')

function lineOf(whole: Text, part: Text) {
  const first = part.characters[0]
  if (!first) return whole.line
  const before = whole.characters.slice(0, whole.characters.indexOf(first))
  const start = before.findIndex(({ value, at }) => at !== null && value.trim() !== '')
  return whole.line + (start < 0 ? 0 : before.slice(start).filter(({ value, length }) => value === '\n' && length === 1).length)
}

function isJson(words: string) {
  if (!/^\s*[[{]/.test(words)) return false
  try {
    JSON.parse(words.replaceAll(hole, '0'))
    return true
  } catch {
    return false
  }
}

/** Returns whether there are more English words than half the Chinese characters: a doc line, a test's title or an SQL statement. */
const isEnglish = (words: string) => {
  const chinese = Array.from(words).filter(isChinese).length
  const latin = words.match(/(?<![\w./-])(?:a|[a-z]{2,})(?![\w/=-]|\.\w)/g)?.length ?? 0
  return latin >= 3 && latin > chinese / 2
}

/** Returns the strings inside an SQL statement. */
const quotedIn = (characters: readonly Character[]) =>
  [...plain(characters).matchAll(/'([^']*)'/g)].map(({ index, 1: inside = '' }) => characters.slice(index + 1, index + 1 + inside.length))

/** Returns the text between tags, and attribute values. */
function withoutTags(characters: readonly Character[]): Character[][] {
  const words = plain(characters)
  const parts: Character[][] = []
  let from = 0
  for (const { index, 0: tag } of words.matchAll(/<\/?[a-zA-Z!][^<>]*>/g)) {
    parts.push(characters.slice(from, index))
    for (const value of tag.matchAll(/="([^"]*)"/g))
      parts.push(characters.slice(index + value.index + 2, index + value.index + value[0].length - 1))
    from = index + tag.length
  }
  return [...parts, characters.slice(from)]
}

function linesOf(characters: readonly Character[]): Character[][] {
  // Only the start of a row or a property needs a line of its own; a sentence may span lines of the source.
  const words = plain(characters)
  if (!words.split('\n').some((line) => isCsvRow(line) || /^[A-Z-]+[:;]/.test(line))) return [[...characters]]
  const lines: Character[][] = [[]]
  for (const character of characters) {
    if (character.value === '\n') lines.push([])
    else lines.at(-1)?.push(character)
  }
  return lines
}

/** Returns whether a line is a CSV row, `HS-LAW,2026-12-09,,,,律师出庭`: a code first, and a cell that is empty, a date or a long number. */
const isCsvRow = (line: string) => {
  const [first = '', ...rest] = line.trim().split(',')
  return /^\ufeff?[A-Za-z0-9-]+$/.test(first) && rest.some((cell) => /^(|\d{6,}|\d{4}-\d{2}-\d{2})$/.test(cell))
}

/** Removes the property name of a calendar file's line, `SUMMARY:体检`. */
function withoutProperty(characters: readonly Character[]): Character[] {
  const name = /^[A-Z-]{3,}(;[A-Z-]+=[^:]*)?:/.exec(plain(characters))?.[0] ?? ''
  return characters.slice(name.length)
}
