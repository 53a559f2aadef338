import { isChinese, readable, wordsOf, type Text } from './text'

/** Words that are not on screen, and what is written instead. */
export type Unwanted = ReadonlyMap<string, string>

const heading = '## Not on screen'

/** Reads the table under its heading in docs/words.md: the word in the first column, what is written instead in the second. */
export function unwantedIn(page: string): Unwanted {
  const [, section = ''] = page.split(`${heading}\n`)
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((row) => row.startsWith('|'))
  const words = rows.slice(2).map((row) => row.split('|').map((cell) => cell.trim()))
  return new Map(words.flatMap(([, word, instead]) => (word === undefined || word === '' ? [] : [[word, instead ?? '']])))
}

/** Returns one line for each sentence with words that are not on screen, an ordinance before what it means, or a space too few. */
export function wordingFaultsIn(text: Text, unwanted: Unwanted): string[] {
  // Tests hold what people type, and words that must not appear.
  if (/\.test\.tsx?$|\/testing\/|^e2e\//.test(text.file)) return []
  const words = wordsOf(text)
  const advice = [
    ...[...unwanted].flatMap(([word, instead]) => (words.includes(word) ? [`write ${instead} instead of ${word} (docs/words.md)`] : [])),
    ...(beginsWithOrdinance.test(words) ? ['say first what holds here, and the ordinance of a city after it'] : []),
    ...spacesTooFew(words).map((pair) => `put a space into ${pair}`),
  ]
  return advice.length === 0 ? [] : [`${text.file}:${text.line}  ${readable(text)}\n    ${advice.join('; ')}`]
}

const beginsWithOrdinance = /^[\u4e00-\u9fff]{2,6}(?:市|省|自治区)[^\uFF0C\u3002\uFF1A]{2,30}(?:条例|办法|规定)第/

/** What stands without a space: a date, an article of a law, a request's number, an address of the web. */
const closed = [/\d+[年月日](?:\d+[月日])*/g, /第[\d、至到]+[条款项章号]/g, /[\u4e00-\u9fff]\d*-\d{6}-\d+/g, /[a-z]+:\/\/[\x21-\x7e]*/g]

/** Returns the pairs of a Chinese character and a Latin letter or digit that no space parts. */
function spacesTooFew(words: string): string[] {
  // What is closed counts as Chinese on both sides: no space inside, and none asked for beside it.
  const open = closed.reduce((rest, part) => rest.replace(part, (found) => '\u3007'.repeat(found.length)), words)
  const characters = Array.from(open)
  return characters.flatMap((character, at) => {
    const next = characters[at + 1] ?? ''
    const isPair = (isChinese(character) && isLatin(next)) || (isLatin(character) && isChinese(next))
    return isPair ? [`${character}${next}`] : []
  })
}

const isLatin = (character: string) => /^[A-Za-z0-9]$/.test(character)
