import * as v from 'valibot'
import { parse, speakChinese } from './validation'

const Form = v.object({ name: v.string(), ids: v.array(v.string()) })
const faultsOf = (value: unknown): string[] => {
  try {
    parse(Form, value)
    return []
  } catch (fault) {
    return (fault as { extra: { errors: { path: string }[] } }).extra.errors.map(({ path }) => path)
  }
}

beforeAll(speakChinese)

test('a form is told each of its faults', () => {
  expect(faultsOf({ ids: ['a', 1, 'b', 2] })).toEqual(['name', 'ids.1', 'ids.3'])
})

test('a body with very many faults is told the first: listing them all would hold everybody else', () => {
  expect(faultsOf({ name: 'a', ids: Array.from({ length: 120_000 }, () => 0) })).toEqual(['ids.0'])
})
