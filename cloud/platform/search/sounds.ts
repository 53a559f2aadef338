import { polyphonic } from 'pinyin-pro'

/** The readings of one character without tone, `ü` written `v`; of a letter or digit itself. */
export type Sound = readonly string[]

/** Returns every reading of each character of a normalised text: 长 is `chang` and `zhang`. */
export const soundsOf = (normalised: string): Sound[] =>
  polyphonic(normalised, { toneType: 'none', type: 'array', v: true }).map((readings) => readings.map((reading) => reading.toLowerCase()))

/** Whether a normalised text is typed in Latin letters, so that it may be pinyin. */
export const isLatin = (typed: string): boolean => /[a-zü]/.test(typed) && /^[a-z0-9ü]+$/.test(typed)

/** How letters spell characters: every one `full`, the last one perhaps begun; or some by their `initials` only. */
export type Spelling = 'full' | 'initials'

/** Returns how typed letters spell characters that follow one another; undefined when they do not. `ends` says whether all must be spelt. */
export function spellingOf(sounds: readonly Sound[], typed: string, { from = 0, ends = false } = {}): Spelling | undefined {
  let full = new Set([0])
  let short = new Set<number>()
  for (let at = from; at < sounds.length; at++) {
    const readings = sounds[at] ?? []
    const isLast = !ends || at === sounds.length - 1
    const next = { full: new Set<number>(), short: new Set<number>() }
    for (const reading of readings) {
      for (const offset of full) {
        const rest = typed.slice(offset)
        if (rest === '') continue
        // A syllable that is only begun is told from an initial by what went before, or by its second letter.
        if (isLast && reading.startsWith(rest) && (rest === reading || offset > 0 || rest.length > 1)) return 'full'
        if (rest.startsWith(reading)) next.full.add(offset + reading.length)
        for (const length of initialsIn(reading, rest)) next.short.add(offset + length)
      }
      for (const offset of short) {
        const rest = typed.slice(offset)
        if (rest.startsWith(reading)) next.short.add(offset + reading.length)
        for (const length of initialsIn(reading, rest)) next.short.add(offset + length)
      }
    }
    if (isLast && next.short.has(typed.length)) return 'initials'
    next.short.delete(typed.length)
    if (next.full.size + next.short.size === 0) return undefined
    full = next.full
    short = next.short
  }
  return undefined
}

/** Returns how many letters of what is typed may be the initial of a reading: of `sh` one or two. */
const initialsIn = (reading: string, typed: string): number[] =>
  [1, ...(/^[zcs]h/.test(reading) ? [2] : [])].filter((length) => reading.slice(0, length) === typed.slice(0, length) && typed.length > 0)

/** Returns how typed letters spell a piece of a text, wherever it begins; one letter alone is the initial of the first character. */
export function spellingIn(sounds: readonly Sound[], letters: string): Spelling | undefined {
  const typed = letters.replace(/ü/g, 'v')
  let found: Spelling | undefined
  const [first = ''] = typed
  for (const [from, readings] of (typed.length === 1 ? sounds.slice(0, 1) : sounds).entries()) {
    if (!readings.some((reading) => reading.startsWith(first))) continue
    const spelling = spellingOf(sounds, typed, { from })
    if (spelling === 'full') return spelling
    found ??= spelling
  }
  return found
}

/** Returns letters without the differences that many do not hear: `zh` and `z`, `ang` and `an`. */
const blurred = (letters: string) => letters.replace(/([zcs])h/g, '$1').replace(/([aei])ng/g, '$1n')

/** Returns the readings without those differences. */
export const blurredSounds = (sounds: readonly Sound[]): Sound[] => sounds.map((readings) => readings.map(blurred))

/** Whether letters spell a piece of a text, of which the blurred readings are given: `sangmen` for 上门. */
export const soundsLike = (sounds: readonly Sound[], typed: string): boolean => spellingIn(sounds, blurred(typed)) === 'full'

/** Whether a piece of a text sounds like others, character by character: 律士 for 律师. */
export const soundsSame = (sounds: readonly Sound[], others: readonly Sound[]): boolean =>
  others.length > 1 &&
  sounds.some((_, from) => others.every((readings, at) => readings.some((reading) => sounds[from + at]?.includes(reading) === true)))
