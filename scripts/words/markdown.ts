import { hole, isForReading, type Character, type Text } from './text'

/** Returns every line of a Markdown page that contains Chinese; code and link targets are holes, table cells are texts of their own. */
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
  // Matches code, a link's target, the bar of a table, or any other character.
  for (const { 0: found, index } of line.matchAll(/`[^`]*`|\]\([^)]*\)|\||[^]/gu)) {
    if (found === '|') cells.push([])
    else if (found.length > 2) cells.at(-1)?.push({ value: hole, at: null, length: 0 })
    else cells.at(-1)?.push({ value: found, at: start + index, length: found.length })
  }
  return line.startsWith('|') ? cells : [cells.flat()]
}
