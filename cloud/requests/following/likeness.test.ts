import { comparedCharacters } from '@doorstep/contract/rules'
import { likenessTo } from './likeness'

/** Returns words that no other text has. */
const others = (length: number, first = 0x5000) => String.fromCharCode(...Array.from({ length }, (_, at) => first + at))
const lamp = '楼道灯坏了'
const here = (text: string) => ({ text, place: '槐树里3号楼' })
const there = (text: string) => ({ text, place: '枣园里1号楼' })

test('the same words are the same, more so in the same building', () => {
  const like = likenessTo(here(lamp))
  expect([like(here(lamp)), like(there(lamp)), like(there('充电桩漏电')), like(here(''))]).toEqual([2, 1, 0, 1])
})

// Whole texts of 2,000 characters took 400 ms of the API's only thread a call.
test('of a text the first characters are compared, whatever is sent after them', () => {
  const before = others(comparedCharacters)
  expect(likenessTo(here(before + lamp))(there(lamp))).toBe(0)
  expect(likenessTo(here(lamp))(there(before + lamp))).toBe(0)
  expect(likenessTo(here(lamp))(there(lamp + others(comparedCharacters, 0x6000)))).toBe(1)
})
