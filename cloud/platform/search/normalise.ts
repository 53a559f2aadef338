const numerals: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }

/** Converts a numeral, `十二` → `12`; only up to 99: house numbers beyond that are written in digits. */
function numeralValue(numeral: string): string {
  const digit = (character: string, none: number) => (character === '' ? none : (numerals[character] ?? none))
  const tens = /^(.?)十(.?)$/.exec(numeral)
  if (tens !== null) return String(digit(tens[1] ?? '', 1) * 10 + digit(tens[2] ?? '', 0))
  return Array.from(numeral, (character) => numerals[character] ?? '').join('')
}

/** Normalises spelling variants: full-width forms, case, spaces and punctuation, `三号楼` and `3#楼` for `3号楼`. */
export const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/#/g, '号')
    .replace(/[一二两三四五六七八九十]{1,3}(?=号|栋|幢|座|单元|弄|期|区|组)/g, numeralValue)
    .replace(/[^\p{L}\p{N}]/gu, '')
