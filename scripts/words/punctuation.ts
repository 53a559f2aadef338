import { hole, isChinese, type Character, type Text } from './text'

/** A character that should be another one. `want` is empty where a space should be. */
export interface Fault {
  character: Character
  want: string
}

// Written as code points: some editors and tools silently turn full-width marks into half-width ones.
const fullWidth: Record<string, string> = { ',': '\uFF0C', ';': '\uFF1B', ':': '\uFF1A', '!': '\uFF01', '?': '\uFF1F' }
const halfWidth: Record<string, string> = { '\uFF0C': ',', '\uFF1A': ':', '\uFF0E': '.' }
const closesUp = new Set('\uFF0C\u3002\uFF1A\uFF1B\uFF01\uFF1F\uFF08\uFF09\u3001')

/**
 * Returns the punctuation faults of one sentence by GB/T 15834: half-width marks next to Chinese words or a filled-in value, straight
 * quotation marks and brackets around Chinese words, a full-width mark inside a number, a space next to a full-width mark.
 */
export function faultsOf({ characters }: Text): Fault[] {
  const values = characters.map(({ value }) => value)
  const exempt = addressesIn(values)
  const want = new Map<number, string>()
  const put = (at: number, mark: string) => {
    want.set(at, mark)
    values[at] = mark
  }

  for (const [open, close] of pairsOf(values, '(', ')')) {
    if (!values.slice(open + 1, close).some(isWord) && !isWord(nextTo(values, open, -1))) continue
    put(open, '\uFF08')
    put(close, '\uFF09')
  }
  // A bracket whose counterpart is in another text.
  values.forEach((value, at) => {
    if (value === '(' && isWord(nextTo(values, at, 1))) put(at, '\uFF08')
    if (value === ')' && isWord(nextTo(values, at, -1))) put(at, '\uFF09')
  })
  for (const quote of ['"', "'"]) {
    for (const [open, close] of quotesOf(values, quote)) {
      if (!values.slice(open + 1, close).some(isChinese)) continue
      put(open, quote === '"' ? '\u201C' : '\u2018')
      put(close, quote === '"' ? '\u201D' : '\u2019')
    }
  }
  values.forEach((value, at) => {
    if (exempt.has(at)) return
    const [before, after] = [values[at - 1] ?? '', values[at + 1] ?? '']
    const betweenDigits = isDigit(before) && isDigit(after)
    const [full, half] = [fullWidth[value], halfWidth[value]]
    if (full !== undefined && !betweenDigits && isMark(values, at)) put(at, full)
    else if (value === '.' && endsSentence(values, at)) put(at, '\u3002')
    else if (half !== undefined && betweenDigits) put(at, half)
  })
  values.forEach((value, at) => {
    if (value === ' ' && isBesideMark(values, at)) want.set(at, '')
  })
  return [...want]
    .sort(([a], [b]) => a - b)
    .flatMap(([at, wanted]) => {
      const character = characters[at]
      return character ? [{ character, want: wanted }] : []
    })
}

const isDigit = (value: string) => /^[0-9]$/.test(value)
/** Returns whether a character is Chinese, a mark of a Chinese sentence, or a filled-in value. */
const isWord = (value: string) =>
  value === hole || isChinese(value) || /^[\u3001-\u301f\uff01-\uff60\u2018\u2019\u201c\u201d\u2026]$/.test(value)

/** Returns the nearest character that is no space, '' at the end of the text. */
function nextTo(values: readonly string[], at: number, step: 1 | -1): string {
  for (let i = at + step; ; i += step) {
    const value = values[i] ?? ''
    if (value !== ' ') return value
  }
}

/** Returns whether a mark begins a text, is next to Chinese words, or between Latin words of a Chinese sentence. */
function isMark(values: readonly string[], at: number) {
  const [left, right] = [nextTo(values, at, -1), nextTo(values, at, 1)]
  if (at === 0 || isWord(left) || isWord(right)) return true
  return (values[at] === ',' || values[at] === ';') && values[at + 1] === ' ' && /[A-Za-z]/.test(left) && /[A-Za-z]/.test(right)
}

/** Returns whether a full stop ends a Chinese sentence. */
const endsSentence = (values: readonly string[], at: number) =>
  isWord(values[at - 1] ?? '') && values[at - 1] !== hole && /^(|\s|[\u3400-\u9fff\u201c\u201d\uff08])$/.test(values[at + 1] ?? '')

/** Returns the matching pairs of brackets. */
function pairsOf(values: readonly string[], open: string, close: string): [number, number][] {
  const opened: number[] = []
  return values.flatMap((value, at): [number, number][] => {
    if (value === open) opened.push(at)
    const from = value === close ? opened.pop() : undefined
    return from === undefined ? [] : [[from, at]]
  })
}

function quotesOf(values: readonly string[], quote: string): [number, number][] {
  const found = values.flatMap((value, at) => (value === quote ? [at] : []))
  return found.flatMap((open, i): [number, number][] => {
    const close = found[i + 1]
    return i % 2 === 0 && close !== undefined ? [[open, close]] : []
  })
}

/** Returns whether a space is next to a full-width mark, on the same line. */
function isBesideMark(values: readonly string[], at: number) {
  const [left, right] = [nextTo(values, at, -1), nextTo(values, at, 1)]
  const inside = ![left, right].some((value) => value === '' || value === '\n')
  return inside && (closesUp.has(left) || closesUp.has(right))
}

/** Returns the positions of web addresses and paths, which keep their own marks. */
function addressesIn(values: readonly string[]): Set<number> {
  const text = values.map((value) => (value.length === 1 ? value : '\u0000')).join('')
  const places = new Set<number>()
  for (const { index, 0: found } of text.matchAll(/[a-z]+:\/\/[\x21-\x7e\ufffc]*/g)) {
    for (let i = index; i < index + found.length; i += 1) places.add(i)
  }
  return places
}
