import fc from 'fast-check'
import { normalise } from '../../platform/search/normalise'
import { gramsOf, initialsOf, queryGrams, queryTerms } from './search-terms'

const building = { name: '槐树里 3 号楼', address: '清河街道槐树里社区长安路十二号' }
const finds = (query: string, { name, address } = building) => {
  const grams = new Set(gramsOf({ name, address }))
  const asked = queryGrams(query)
  return asked.length > 0 && asked.every((gram) => grams.has(gram))
}

test.each(['hsl3', 'HSL3', 'hsl', 'h', '槐', '槐树里 3', '槐树里3号楼', '槐树里三号楼', '槐树里3#楼', 'cal', '长安路12号', '长安路十二号'])(
  '“%s” finds it',
  (query) => {
    expect(finds(query)).toBe(true)
  },
)

test.each(['hsl4', '槐树里4', '柳岸', '', ' ', '!', 'x'])('“%s” does not find it', (query) => {
  expect(finds(query)).toBe(false)
})

test.each(['huaishuli3haolou', 'huaishuli3', 'HuaiShuLi', 'aishu', 'li3hao'])('“%s” spells it in full', (query) => {
  const grams = new Set(gramsOf(building))
  expect(queryTerms(query).ways.some((way) => way.every((gram) => grams.has(gram)))).toBe(true)
})

test('every reading of a character is spelt, together with every reading of its neighbours', () => {
  const grams = gramsOf({ name: '长行绿', address: '' })
  for (const spelt of ['changxinglv', 'zhanghanglu', 'changhanglv'])
    expect(grams).toEqual(expect.arrayContaining([...(queryTerms(spelt).ways[1] ?? ['none'])]))
})

test('a number is whole', () => {
  expect(gramsOf({ name: '13 号楼', address: '长安路 7 号' }).filter((gram) => gram.startsWith('#'))).toEqual(['#13', '#7'])
  expect(queryTerms('槐树里三号楼').numbers).toEqual(['#3'])
})

test('a character with two readings is found by either initial', () => {
  const grams = gramsOf({ name: '长安里', address: '' })
  expect(grams).toEqual(expect.arrayContaining(['ca', 'za', 'cal']))
})

test('a numeral is read as a number only before what is counted', () => {
  expect(normalise('三里屯 二十三号楼')).toBe('三里屯23号楼')
  expect(initialsOf('三里屯10号楼')).toBe('slt10hl')
})

test('every piece of two or more characters of a name finds the building, whatever the name', () => {
  const name = fc.stringMatching(/^[一-龥0-9A-Za-z号楼里 ]{2,16}$/)
  fc.assert(
    fc.property(name, fc.nat(), fc.nat(), (text, a, b) => {
      const characters = Array.from(normalise(text))
      fc.pre(characters.length >= 2)
      const from = a % (characters.length - 1)
      const piece = characters.slice(from, from + 2 + (b % (characters.length - from - 1))).join('')
      // A piece may end in 号 and so turn a numeral into a number that the whole text does not contain.
      fc.pre(normalise(piece) === piece)
      return finds(piece, { name: text, address: '' })
    }),
  )
})
