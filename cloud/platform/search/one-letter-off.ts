import type { Sound } from './sounds'

/** Fewest letters in which one may be wrong: of fewer nearly everything is one off. */
const fewest = 5

/** Whether typed letters are the pinyin of a piece of a text but for one letter, which is wrong, missing or too much. */
export function isOneLetterOff(sounds: readonly Sound[], typed: string): boolean {
  if (typed.length < fewest) return false
  const letters = sounds.map(([reading = '']) => reading).join('')
  // One of the halves has no fault; of most things neither is a piece.
  const middle = typed.length >> 1
  if (!letters.includes(typed.slice(0, middle)) && !letters.includes(typed.slice(middle))) return false
  // Edit distance to the best piece: row by row of what is typed, where the piece may begin and end anywhere.
  let row = Array.from({ length: letters.length + 1 }, () => 0)
  for (const [at, letter] of Array.from(typed).entries()) {
    const next = [at + 1]
    for (let i = 1; i <= letters.length; i++) {
      const replaced = (row[i - 1] ?? 0) + (letters[i - 1] === letter ? 0 : 1)
      next.push(Math.min(replaced, (row[i] ?? 0) + 1, (next[i - 1] ?? 0) + 1))
    }
    row = next
  }
  return Math.min(...row) <= 1
}
