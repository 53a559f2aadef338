import fc from 'fast-check'
import { parseBuffer } from 'music-metadata'
import { box, u32 } from './m4a-boxes'
import { id3, m4a, mp3, wav, wavChunk } from './sound-samples'
import { Steps } from './steps'
import { heard, type Voice } from './voice'

const most = 60.5

/** Reads a recording that must be one. */
function voiceOf(bytes: Buffer): Voice {
  const voice = heard(bytes, most)
  if (typeof voice === 'string') throw new Error(`The recording is ${voice}`)
  return voice
}

test.each([
  ['wav', wav(2.5), 'audio/wav', 2.5],
  ['mp3', mp3(3), 'audio/mpeg', 3],
  ['mp3 behind a tag', Buffer.concat([id3('title'), mp3(3)]), 'audio/mpeg', 3],
  ['m4a', m4a(4), 'audio/mp4', 4],
])('tells type and length of a recording from its sound: %s', async (name, bytes, mime, seconds) => {
  const voice = voiceOf(bytes)
  expect(voice.mime).toBe(mime)
  expect(voice.seconds).toBeCloseTo(seconds, 1)
  // A reader that is not ours finds the same sound in what we wrote.
  const { format } = await parseBuffer(voice.bytes, { path: `x.${name.slice(0, 3)}` }, { duration: true })
  expect(format.duration).toBeCloseTo(voice.seconds, 1)
  expect(format.numberOfChannels).toBe(1)
  expect(heard(voice.bytes, most)).toEqual(voice)
})

describe('a recording keeps its frames and nothing else', () => {
  const place = '+37.4640+121.4479/'
  const secret = Buffer.from(`<script>${place}`)
  const clean = (bytes: Buffer) => expect(bytes.includes(place) || bytes.includes('script')).toBe(false)

  const ape = Buffer.concat([
    Buffer.from('APETAGEX\xd0\x07\0\0', 'latin1'),
    Buffer.alloc(20),
    secret,
    Buffer.from('APETAGEX'),
    Buffer.alloc(24),
  ])
  const lyrics = Buffer.concat([Buffer.from('LYRICSBEGIN'), secret, Buffer.from('000032LYRICS200')])
  const id3v1 = Buffer.concat([Buffer.from('TAG'), secret, Buffer.alloc(125 - secret.length)])
  test.each([
    ['ID3v2 before it', Buffer.concat([id3(place), id3('again'), mp3(1)])],
    ['ID3v1 behind it', Buffer.concat([mp3(1), id3v1])],
    ['APEv2 behind it', Buffer.concat([mp3(1), ape])],
    ['Lyrics3 and ID3v1 behind it', Buffer.concat([mp3(1), lyrics, id3v1])],
    ['anything behind it', Buffer.concat([mp3(1), secret])],
    ['anything before it', Buffer.concat([id3('t'), secret, mp3(1)])],
  ])('mp3: %s is gone', (_, given) => {
    expect(voiceOf(given).bytes.equals(mp3(1))).toBe(true)
  })

  test('mp3: what lies between frames is gone, and so is the encoder’s note', () => {
    const between = Buffer.concat([mp3(0.5), secret, mp3(0.5)])
    expect(voiceOf(between).bytes.equals(Buffer.concat([mp3(0.5), mp3(0.5)]))).toBe(true)
    const note = Buffer.from(mp3(0.01))
    note.write('Info', 4 + 17)
    note.write(place, 200)
    expect(voiceOf(Buffer.concat([note, mp3(1)])).bytes.equals(mp3(1))).toBe(true)
  })

  test('wav: other chunks, the rest of a long format, and what follows are gone', () => {
    const extra = wavChunk('LIST', Buffer.from(`INFO${place}`.padEnd(24)))
    expect(voiceOf(Buffer.concat([wav(1, extra), secret])).bytes.equals(wav(1))).toBe(true)
    const plain = wav(1)
    const format = Buffer.concat([plain.subarray(20, 36), secret, Buffer.alloc(secret.length % 2)])
    const long = Buffer.concat([plain.subarray(0, 12), wavChunk('fmt ', format), plain.subarray(36)])
    expect(voiceOf(long).bytes.equals(plain)).toBe(true)
  })

  test('m4a: places, names, strangers and what lies between the frames are gone', () => {
    const udta = box('udta', box('\xa9xyz', Buffer.from(place)))
    const given = m4a(2, udta, Buffer.concat([box('uuid', secret), box('free', secret), secret]))
    const between = Buffer.concat([
      given.subarray(0, given.indexOf('mdat') - 4),
      box('mdat', given.subarray(given.indexOf('mdat') + 4), secret),
    ])
    for (const bytes of [given, between]) {
      clean(voiceOf(bytes).bytes)
      expect(voiceOf(bytes).bytes.equals(voiceOf(m4a(2)).bytes)).toBe(true)
    }
  })

  test('m4a: a decoder’s configuration is written anew, so nothing hides behind its two bytes', () => {
    const given = m4a(1, undefined, undefined, secret)
    expect(given.includes(place)).toBe(true)
    expect(voiceOf(given).bytes.equals(voiceOf(m4a(1)).bytes)).toBe(true)
  })
})

test('a stream recorder’s wav without a length is read to its end', () => {
  const open = wav(2)
  open.writeUInt32LE(0xffffffff, 40)
  expect(voiceOf(open).seconds).toBeCloseTo(2, 2)
})

test.each([
  ['wav', wav(61)],
  ['mp3', mp3(61)],
  ['m4a', m4a(61)],
])('a %s of more than a minute is too long, whatever it says', (_, bytes) => {
  expect(heard(bytes, most)).toBe('tooLong')
})

test('an m4a that says it lasts a second and holds two minutes is measured by its frames', () => {
  const given = m4a(120)
  const at = given.indexOf('mdhd') + 4
  given.writeUInt32BE(16_000, at + 16)
  given.writeUInt32BE(1, given.indexOf('stts') + 16)
  expect(heard(given, most)).toBe('tooLong')
})

test.each([
  ['text', Buffer.from('hello, this is no sound at all')],
  ['nothing', Buffer.alloc(0)],
  ['a page that begins like mp3', Buffer.concat([id3('x'), Buffer.from('<html><script>alert(1)</script></html>')])],
  ['a wav without sound', wav(0)],
  ['a wav cut short', wav(2).subarray(0, 60)],
  ['an m4a cut short', m4a(2).subarray(0, 200)],
  ['an m4a whose sound is cut short', m4a(2).subarray(0, m4a(2).length - 20)],
  ['an mp4 without a track', Buffer.concat([box('ftyp', Buffer.from('M4A ')), box('mdat', Buffer.alloc(100))])],
  ['a backward box', Buffer.concat([box('ftyp', Buffer.from('M4A ')), Buffer.from([0, 0, 0, 4]), Buffer.from('mdat')])],
  ['an endless box', Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.from('ftypM4A ')])],
])('refuses %s', (_, bytes) => {
  expect(heard(bytes, most)).toBe('broken')
})

describe('no recording makes its reader work longer than its size allows', () => {
  const size = 1024 * 1024
  const filled = (pattern: string | Buffer) => Buffer.alloc(size, pattern)
  const nested = () => {
    const bytes = Buffer.alloc(size)
    bytes.set(box('ftyp', Buffer.from('M4A ')), 0)
    for (let at = 12; at + 8 <= size; at += 8) {
      bytes.writeUInt32BE(size - at, at)
      bytes.write('moov', at + 4)
    }
    return bytes
  }
  /** An m4a whose tables claim something else. */
  const claiming = (table: string, at: number, ...values: number[]) => {
    const bytes = m4a(10)
    bytes.set(u32(...values), bytes.indexOf(table) + 4 + at)
    return bytes
  }
  test.each<[string, Buffer, 'broken' | 'tooLong' | 'sound']>([
    [
      'a tag of no length before bytes of all ones',
      Buffer.concat([Buffer.from('ID3\0\0\0\0\0\0\0', 'latin1'), filled(Buffer.from([0xff]))]),
      'broken',
    ],
    ['tags and nothing else', filled(Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1')), 'broken'],
    ['a tag longer than the file', Buffer.concat([Buffer.from('ID3\x03\0\0\x7f\x7f\x7f\x7f', 'latin1'), mp3(1)]), 'broken'],
    [
      'headers without frames',
      Buffer.concat([Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1'), filled(Buffer.from([0xff, 0xfb, 0x90, 0xc4]))]),
      'broken',
    ],
    ['headers of unlike streams in turn', filled(Buffer.from([0xff, 0xfb, 0x94, 0xff, 0xf3, 0x18, 0xff, 0xe3, 0x10])), 'tooLong'],
    [
      'chunks of no length',
      Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), filled(Buffer.from('LIST\0\0\0\0', 'latin1'))]),
      'broken',
    ],
    ['a moov in a moov in a moov', nested(), 'broken'],
    ['boxes of no content', Buffer.concat([box('ftyp', Buffer.from('M4A ')), box('moov', filled(box('free')))]), 'broken'],
    [
      'boxes of a length in 64 bits that wraps',
      Buffer.concat([box('ftyp', Buffer.from('M4A ')), u32(1), Buffer.from('moov'), filled(Buffer.from([0xff]))]),
      'broken',
    ],
    ['four thousand million frames of one size', claiming('stsz', 4, 16, 0xffffffff), 'broken'],
    ['four thousand million frames of any size', claiming('stsz', 4, 0, 0xffffffff), 'broken'],
    ['frames larger than frames can be', claiming('stsz', 4, 0xffff), 'broken'],
    ['four thousand million frames in a chunk', claiming('stsc', 12, 0xffffffff), 'sound'],
    ['more chunks than their table holds', claiming('stco', 4, 0xffffffff), 'broken'],
    ['a chunk beyond the end', claiming('stco', 8, 0xffffff00), 'broken'],
  ])('%s', (_, bytes, expected) => {
    const steps = new Steps(Infinity)
    const result = heard(bytes, most, steps)
    expect(typeof result === 'string' ? result : 'sound').toBe(expected)
    expect(steps.taken).toBeLessThanOrEqual(bytes.length)
  })

  test('a reader that would is stopped by its budget', () => {
    expect(heard(mp3(1), most, new Steps(10))).toBe('broken')
  })
})

test('never fails on damaged recordings: it answers or refuses', () => {
  const whole = [wav(0.2), mp3(0.2), Buffer.concat([id3('t'), mp3(0.2)]), m4a(1)]
  fc.assert(
    fc.property(fc.constantFrom(...whole), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }), fc.nat(), (bytes, hits, cut) => {
      const damaged = Buffer.from(bytes)
      for (const [at, value] of hits) damaged[at % damaged.length] = value
      const voice = heard(damaged.subarray(0, damaged.length - (cut % damaged.length)), most)
      expect(typeof voice === 'string' || (voice.seconds > 0 && voice.seconds <= most)).toBe(true)
    }),
    { numRuns: 500 },
  )
})
