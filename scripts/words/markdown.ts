import { hole, isForReading, type Character, type Text } from './text'

/** Every line of a page of Markdown that holds Chinese; code and the targets of links are holes, cells of a table stand for themselves. */
export function textsOfMarkdown(file: string, content: string): Text[] {
  let at = 0
  let inCode = false
  return content.split('\n').flatMap((line, index) => {
    const start = at
    at += line.length + 1
    if (line.startsWith('```')) inCode = !inCode
    if (inCode || line.startsWith('```')) return []
    return cellsOf(line, start)
      .filter((characters) => isForReading(characters.map(({ value }) => value).join('')))
      .map((characters) => ({ file, line: index + 1, characters }))
  })
}

function cellsOf(line: string, start: number): Character[][] {
  const cells: Character[][] = [[]]
  // Code, the target of a link, the bar of a table, or any other character.
  for (const { 0: found, index } of line.matchAll(/`[^`]*`|\]\([^)]*\)|\||[^]/gu)) {
    if (found === '|') cells.push([])
    else if (found.length > 2) cells.at(-1)?.push({ value: hole, at: null, length: 0 })
    else cells.at(-1)?.push({ value: found, at: start + index, length: found.length })
  }
  return line.startsWith('|') ? cells : [cells.flat()]
}
