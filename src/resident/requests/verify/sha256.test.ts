import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { sha256 } from './sha256'

test('answers the vectors of FIPS 180-4', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('agrees with the server’s sha256 on any text, across block borders and beyond the basic plane', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'))
    }),
    { numRuns: 300 },
  )
  for (let length = 50; length < 70; length++)
    expect(sha256('家'.repeat(length))).toBe(createHash('sha256').update('家'.repeat(length)).digest('hex'))
})
