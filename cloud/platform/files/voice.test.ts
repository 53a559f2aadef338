import fc from 'fast-check'
import { box, id3, m4a, mp3, wav, wavChunk } from './sound-samples'
import { heard } from './voice'
import { stripped } from './voice-strip'

test.each([
  ['wav', wav(2.5), 'audio/wav', 2.5],
  ['mp3', mp3(3), 'audio/mpeg', 3],
  ['mp3 behind a tag', Buffer.concat([id3('title'), mp3(3)]), 'audio/mpeg', 3],
  ['m4a', m4a(4), 'audio/mp4', 4],
])('tells type and length of a recording from its sound: %s', async (_, bytes, mime, seconds) => {
  const voice = await heard(bytes)
  expect(voice?.mime).toBe(mime)
  expect(voice?.seconds).toBeCloseTo(seconds, 1)
})

describe('a recording keeps its sound and nothing else', () => {
  const place = '+37.4640+121.4479/'

  test('mp3: tags before and after are gone', async () => {
    const tail = Buffer.alloc(128, 0)
    tail.write(`TAG${place}`)
    const voice = await heard(Buffer.concat([id3(place), id3('again'), mp3(1), tail]))
    expect(voice?.bytes.equals(mp3(1))).toBe(true)
  })

  test('wav: other chunks and what follows are gone', async () => {
    const extra = wavChunk('LIST', Buffer.from(`INFO${place}`.padEnd(24)))
    const voice = await heard(Buffer.concat([wav(1, extra), Buffer.from('<script>')]))
    expect(voice?.bytes.equals(wav(1))).toBe(true)
  })

  test('m4a: places, names and strangers are emptied, the sound stays where it was', async () => {
    const udta = box('udta', box('\xa9xyz', Buffer.from(place)))
    const after = box('uuid', Buffer.from(`<script>${place}`))
    const given = m4a(2, udta, after)
    const voice = await heard(given)
    expect(voice?.bytes.length).toBe(given.length)
    expect(voice?.bytes.includes(place)).toBe(false)
    expect(voice?.bytes.includes('script')).toBe(false)
    expect(voice?.bytes.equals(m4a(2, box('free', Buffer.alloc(udta.length - 8)), box('free', Buffer.alloc(after.length - 8))))).toBe(true)
  })
})

test('a stream recorder’s wav without a length is read to its end', async () => {
  const open = wav(2)
  open.writeUInt32LE(0xffffffff, 40)
  expect((await heard(open))?.seconds).toBeCloseTo(2, 2)
})

test.each([
  ['text', Buffer.from('hello, this is no sound at all')],
  ['nothing', Buffer.alloc(0)],
  ['a page that begins like mp3', Buffer.concat([id3('x'), Buffer.from('<html><script>alert(1)</script></html>')])],
  ['a wav without sound', wav(0)],
  ['a wav cut short', wav(2).subarray(0, 60)],
  ['an m4a cut short', m4a(2).subarray(0, 200)],
  ['an mp4 without a track', Buffer.concat([box('ftyp', Buffer.from('M4A ')), box('mdat', Buffer.alloc(100))])],
])('refuses %s', async (_, bytes) => {
  expect(await heard(bytes)).toBeNull()
})

test('never fails or hangs on damaged recordings: it answers or refuses', async () => {
  const whole = [wav(0.2), mp3(0.2), Buffer.concat([id3('t'), mp3(0.2)]), m4a(1)]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }),
      fc.nat(),
      async (bytes, hits, cut) => {
        const damaged = Buffer.from(bytes)
        for (const [at, value] of hits) damaged[at % damaged.length] = value
        const voice = await heard(damaged.subarray(0, damaged.length - (cut % damaged.length)))
        expect(voice === null || voice.seconds > 0).toBe(true)
      },
    ),
    { numRuns: 200 },
  )
})

test('an endless or backward box is refused', () => {
  expect(stripped(Buffer.concat([box('ftyp', Buffer.from('M4A ')), Buffer.from([0, 0, 0, 4]), Buffer.from('mdat')]), 'm4a')).toBeNull()
  expect(stripped(Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.from('ftypM4A ')]), 'm4a')).toBeNull()
})
