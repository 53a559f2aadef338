import { parse } from 'csv-parse/sync'
import { isForReading, type Text } from './text'

const textOf = (file: string, line: number, words: string): Text => ({
  file,
  line,
  characters: Array.from(words, (value) => ({ value, at: null, length: 0 })),
})

/** Returns every cell of a CSV file that contains Chinese. */
export function textsOfCsv(file: string, content: string): Text[] {
  const rows = parse(content, { bom: true, relax_column_count: true, on_record: (cells: string[], { lines }) => [String(lines), ...cells] })
  return rows.flatMap(([line, ...cells]) => cells.filter(isForReading).map((cell) => textOf(file, Number(line), cell)))
}

/** Returns every string of a JSON file that contains Chinese, keys left out. */
export function textsOfJson(file: string, content: string): Text[] {
  const texts: Text[] = []
  let from = 0
  JSON.parse(content, (_key, value: unknown) => {
    if (typeof value !== 'string' || !isForReading(value)) return value
    const at = content.indexOf(JSON.stringify(value), from)
    if (at >= 0) from = at + 1
    texts.push(textOf(file, content.slice(0, Math.max(at, 0)).split('\n').length, value))
    return value
  })
  return texts
}
