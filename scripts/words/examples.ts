import { textsOfProgram } from './literals'
import { isForReading, type Character, type Text } from './text'

/**
 * Returns the Chinese in an English text, a comment or a page: what stands in backticks is an example of a whole sentence, or code whose
 * strings are; elsewhere only words that a half-width mark joins without a space count, because between the items of an English list that
 * mark is right.
 */
export function examplesOf(file: string, line: number, characters: readonly Character[]): Text[] {
  const words = characters.map(({ value }) => (value.length === 1 ? value : '\u25a1')).join('')
  const part = (from: number, length: number): Text => ({
    file,
    line: line + words.slice(0, from).split('\n').length - 1,
    characters: characters.slice(from, from + length),
  })
  const quoted = [...words.matchAll(/`([^`]*)`/g)].filter(({ 1: inside = '' }) => isForReading(inside))
  const rest = words.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length))
  const joined = [...rest.matchAll(/[\u3400-\u9fff\u300d\u201d]+(?:[,;:!?][\u3400-\u9fff\u300c\u201c]+)+/g)]
  return [
    ...quoted.flatMap(({ index, 1: inside = '' }) => {
      const example = part(index + 1, inside.length)
      return /'.*'/.test(inside) ? textsOfProgram(example) : [example]
    }),
    ...joined.map(({ index, 0: run }) => part(index, run.length)),
  ]
}
