import { examplesOf } from './examples'
import { hole, isForReading, type Character, type Text } from './text'

interface Line {
  text: string
  line: number
  start: number
  /** In a fenced block, which is code. */
  inCode: boolean
}

function linesOf(content: string): Line[] {
  let at = 0
  let inCode = false
  return content.split('\n').flatMap((text, index) => {
    const start = at
    at += text.length + 1
    if (!text.startsWith('```')) return [{ text, line: index + 1, start, inCode }]
    inCode = !inCode
    return []
  })
}

/**
 * Returns every line of a page in Chinese that contains Chinese; code and link targets are holes, table cells are texts of their own. Of
 * fenced code only the comments are read.
 */
export const textsOfMarkdown = (file: string, content: string): Text[] =>
  linesOf(content).flatMap(({ text, line, start, inCode }) =>
    (inCode ? [commentIn(text, start)] : cellsOf(text, start))
      .filter((characters) => isForReading(characters.map(({ value }) => value).join('')))
      .map((characters) => ({ file, line, characters })),
  )

/** Returns the Chinese examples in a page in English, and those in the comments of its code. */
export const textsOfEnglishMarkdown = (file: string, content: string): Text[] =>
  linesOf(content).flatMap(({ text, line, start, inCode }) =>
    examplesOf(file, line, inCode ? commentIn(text, start) : written(text, start)),
  )

/** Returns the comment of a line of shell, or nothing. */
function commentIn(line: string, start: number): Character[] {
  const from = /(?:^|\s)#\s/.exec(line)
  return from ? written(line.slice(from.index + from[0].length), start + from.index + from[0].length) : []
}

function written(text: string, start: number): Character[] {
  let at = start
  return Array.from(text, (value) => {
    const character = { value, at, length: value.length }
    at += value.length
    return character
  })
}

function cellsOf(line: string, start: number): Character[][] {
  const cells: Character[][] = [[]]
  // Matches code, a link's beginning, its target, the bar of a table, or any other character.
  for (const { 0: found, index } of line.matchAll(/`[^`]*`|!?\[(?=[^\]]*\]\()|\]\([^)]*\)|\||[^]/gu)) {
    if (found === '|') cells.push([])
    else if (found.endsWith('[') || found.length > 2) cells.at(-1)?.push({ value: hole, at: null, length: 0 })
    else cells.at(-1)?.push({ value: found, at: start + index, length: found.length })
  }
  return line.startsWith('|') ? cells : [cells.flat()]
}
