import { decode } from './decode'
import type { Fault } from './fault'
import { faultsIn, sampleFiles, textOf } from './test-files'

/** Encodes GB18030 as Excel saves it; Node can only decode it, so this inverts its two-byte table. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, [number, number]>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail])
    }
  }
  return Uint8Array.from(
    Array.from(text).flatMap((character) => {
      const code = character.codePointAt(0) ?? 0
      if (code < 0x80) return [code]
      const pair = table.get(character)
      if (pair === undefined) throw new Error(`No two bytes for ${character}`)
      return pair
    }),
  )
}

const tried = (bytes: Uint8Array) => {
  const faults: Fault[] = []
  return { text: decode('staff.csv', bytes, (fault) => faults.push(fault)), faults }
}

test('a district whose CSV was saved by Excel in GB18030 reads the same', async () => {
  const saved = Object.fromEntries(
    Object.keys(sampleFiles).map((file) => {
      const text = textOf(sampleFiles, file)
      return [file, file.endsWith('.csv') ? gb18030(text.replace('\uFEFF', '').replaceAll('\n', '\r\n')) : text]
    }),
  )
  expect(await faultsIn(saved)).toEqual([])
  expect(tried(gb18030('李明，槐树里')).text).toBe('李明，槐树里')
})

test('UTF-8 is read with and without its mark', () => {
  expect(tried(new TextEncoder().encode('\uFEFFcode，李明')).text).toBe('code，李明')
  expect(tried(new TextEncoder().encode('code，李明')).text).toBe('code，李明')
})

test.each([
  ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x41, 0x00)],
  ['bytes that are no text', Uint8Array.of(0xe6, 0xff, 0xff, 0x80)],
])('%s is refused with what to do', (_, bytes) => {
  expect(tried(bytes)).toMatchObject({
    text: null,
    faults: [{ file: 'staff.csv', row: null, wanted: expect.stringContaining('CSV UTF-8') as string }],
  })
})
