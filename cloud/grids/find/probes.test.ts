import fc from 'fast-check'
import { probesOf } from './probes'

const city = new Map([
  ['号楼', 60_000],
  ['3号', 6000],
  ['里3', 1400],
  ['槐', 1600],
  ['树里', 300],
])

test('asks for rare terms first, and for common ones only until there is enough to rank', () => {
  expect(probesOf(['号楼', '3号', '里3', '槐', '树里', '数里'], 2, city)).toEqual(['数里', '树里'])
})

test('never asks for what a crowd of buildings has, beside a rare term', () => {
  expect(probesOf(['号楼', '3号', '数里'], 1, city)).toEqual(['数里'])
})

test('asks for a common term when there is no other', () => {
  expect(probesOf(['号楼'], 1, city)).toEqual(['号楼'])
})

test('without counts, a building that has enough of the terms has one that is asked for', () => {
  const grams = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(grams, fc.infiniteStream(fc.boolean()), (terms, coin) => {
      const least = Math.ceil(terms.length / 3)
      const has = terms.filter(() => coin.next().value)
      const probes = probesOf(terms, least, new Map())
      return has.length < least || has.some((term) => probes.includes(term))
    }),
  )
})
