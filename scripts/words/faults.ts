import { faultsOf, type Fault } from './punctuation'
import { readable, type Text } from './text'

/** Returns one line for each sentence with a fault: its file and line, its text, and which character to write, by code point. */
export function faultsIn(text: Text): string[] {
  const faults = faultsOf(text)
  if (faults.length === 0) return []
  const advice = [...new Set(faults.map(adviceOn))].join('; ')
  return [`${text.file}:${text.line}  ${readable(text)}\n    ${advice}`]
}

export const summaryOf = (sentences: number, faults: number) =>
  faults === 0
    ? `${sentences} Chinese sentences: punctuation and words are right.`
    : `${faults} of ${sentences} Chinese sentences need other punctuation or words.`

function adviceOn({ character, want }: Fault) {
  if (want === '') return 'take out the space beside a full-width mark'
  return `write ${named(want)} instead of ${named(character.value)}`
}

const named = (mark: string) => `${mark} (U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`
