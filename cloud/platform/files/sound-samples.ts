import { box, u16, u32 } from './m4a-boxes'

/** Small recordings for tests, built box by box so that a test can choose what they contain. */

/** Returns 16-bit mono PCM silence with extra chunks after the format. */
export function wav(seconds: number, extra: Buffer = Buffer.alloc(0), rate = 8000): Buffer {
  const data = Buffer.alloc(Math.round(seconds * rate) * 2)
  const head = Buffer.alloc(36)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + extra.length + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  return Buffer.concat([head, extra, wavChunk('data', data)])
}

export function wavChunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8, name, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}

/** Returns silent frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz, mono: 1152 samples each. */
export function mp3(seconds: number): Buffer {
  const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0xc4]), Buffer.alloc(413)])
  return Buffer.concat(Array.from({ length: Math.ceil((seconds * 44_100) / 1152) }, () => frame))
}

/** Returns an ID3v2.3 tag with one text frame. */
export function id3(text: string): Buffer {
  const value = Buffer.concat([Buffer.from([0]), Buffer.from(text, 'latin1')])
  const frame = Buffer.concat([Buffer.from('TIT2'), u32(value.length), u16(0), value])
  return Buffer.concat([Buffer.from('ID3\x03\x00\x00', 'latin1'), Buffer.from([0, 0, frame.length >> 7, frame.length & 127]), frame])
}

/**
 * Returns an AAC track of the given length in seconds, with samples that nothing decodes. `moovExtra` goes into moov, `after` behind the
 * sound, `hidden` (at most 60 bytes) behind the decoder's configuration.
 */
export function m4a(
  seconds: number,
  moovExtra: Buffer = Buffer.alloc(0),
  after: Buffer = Buffer.alloc(0),
  hidden: Buffer = Buffer.alloc(0),
): Buffer {
  const rate = 16_000
  const samples = Math.round((seconds * rate) / 1024)
  const sound = Buffer.alloc(samples * 16, 1)
  const ftyp = box('ftyp', Buffer.from('M4A '), u32(512), Buffer.from('M4A mp42isom'))
  const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
  // AAC-LC at 16 kHz, mono.
  const config = Buffer.concat([Buffer.from([5, 2 + hidden.length, 0x14, 0x08]), hidden])
  const decoder = Buffer.concat([Buffer.from([4, 13 + config.length, 0x40, 0x15]), Buffer.alloc(11), config])
  const esds = box('esds', u32(0), Buffer.from([3, 3 + decoder.length, 0, 1, 0]), decoder)
  const entry = box('mp4a', Buffer.alloc(6), u16(1), Buffer.alloc(8), u16(1, 16), Buffer.alloc(4), u16(rate, 0), esds)
  const table = (offset: number) =>
    box(
      'stbl',
      box('stsd', u32(0, 1), entry),
      box('stts', u32(0, 1, samples, 1024)),
      box('stsc', u32(0, 1, 1, samples, 1)),
      box('stsz', u32(0, 16, samples)),
      box('stco', u32(0, 1, offset)),
    )
  const moov = (offset: number) =>
    box(
      'moov',
      box('mvhd', u32(0, 0, 0, 1000, seconds * 1000, 0x10000), u16(0x100, 0), u32(0, 0), matrix, Buffer.alloc(24), u32(2)),
      box(
        'trak',
        box('tkhd', u32(7, 0, 0, 1, 0, seconds * 1000, 0, 0), u16(0, 0, 0x100, 0), matrix, u32(0, 0)),
        box(
          'mdia',
          box('mdhd', u32(0, 0, 0, rate, samples * 1024), u16(0x55c4, 0)),
          box('hdlr', u32(0, 0), Buffer.from('soun'), Buffer.alloc(13)),
          box('minf', box('smhd', u32(0, 0)), box('dinf', box('dref', u32(0, 1), box('url ', u32(1)))), table(offset)),
        ),
      ),
      moovExtra,
    )
  const offset = ftyp.length + moov(0).length + 8
  return Buffer.concat([ftyp, moov(offset), box('mdat', sound), after])
}
