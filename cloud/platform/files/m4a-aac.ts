import { box, u16, u32, type Box } from './m4a-boxes'

/** What a decoder must know of an AAC stream (ISO/IEC 14496-3 §1.6.2.1), and its samples per frame. */
export interface Aac {
  channels: number
  /** Samples a second, before a doubling by SBR. */
  rate: number
  frame: 1024 | 960
  /** The configuration written anew: it holds these numbers and nothing else. */
  config: Buffer
}

const rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350]
/** Audio object types: AAC-LC, and the two that double its rate or channels (SBR, PS). */
const [lowComplexity, sbr, ps] = [2, 5, 29]

/** Reads a decoder's configuration; null unless it is AAC-LC, mono or stereo, at a numbered rate, plain or with SBR. */
function aacOf(config: Buffer): Aac | null {
  const bits = [...config.subarray(0, 8)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  let at = 0
  const take = (count: number) => {
    const value = at + count > bits.length ? -1 : parseInt(bits.slice(at, at + count), 2)
    at += count
    return value
  }
  const [type, rateIndex, channels] = [take(5), take(4), take(4)]
  const doubled = type === sbr || type === ps
  const inner = doubled ? { rate: take(4), type: take(5) } : null
  const short = take(1)
  const rate = rates[rateIndex]
  if ((inner?.type ?? type) !== lowComplexity || rate === undefined || (channels !== 1 && channels !== 2) || short === -1) return null
  if (inner !== null && rates[inner.rate] === undefined) return null
  const written: [number, number][] = [
    [type, 5],
    [rateIndex, 4],
    [channels, 4],
    ...(inner === null
      ? []
      : ([
          [inner.rate, 4],
          [inner.type, 5],
        ] satisfies [number, number][])),
    [short, 1],
    [0, 2],
  ]
  const text = written.map(([value, count]) => value.toString(2).padStart(count, '0')).join('')
  const whole = text.padEnd(Math.ceil(text.length / 8) * 8, '0').match(/.{8}/g) ?? []
  return { channels, rate, frame: short === 1 ? 960 : 1024, config: Buffer.from(whole.map((byte) => parseInt(byte, 2))) }
}

/** Returns the content of the first descriptor of a tag between two positions (ISO/IEC 14496-1 §8.3.3); null when there is none that fits. */
function descriptor(bytes: Buffer, { from, to }: Pick<Box, 'from' | 'to'>, tag: number): Pick<Box, 'from' | 'to'> | null {
  if (bytes[from] !== tag) return null
  let [at, length] = [from + 1, 0]
  for (let more = true, part = 0; more; part += 1) {
    const byte = bytes[at] ?? 0
    if (part === 4 || at >= to) return null
    length = length * 128 + (byte & 0x7f)
    more = (byte & 0x80) !== 0
    at += 1
  }
  return at + length <= to ? { from: at, to: at + length } : null
}

/** Reads the AAC configuration out of an `esds` box (ISO/IEC 14496-14 §5.6); null when it describes another coding. */
export function aacIn(bytes: Buffer, esds: Box): Aac | null {
  const stream = descriptor(bytes, { from: esds.from + 4, to: esds.to }, 3)
  // The flags announce fields that files never have: a stream it depends on, a URL, a clock of another stream.
  if (stream === null || ((bytes[stream.from + 2] ?? 0xff) & 0xe0) !== 0) return null
  const decoder = descriptor(bytes, { from: stream.from + 3, to: stream.to }, 4)
  if (decoder === null || bytes[decoder.from] !== 0x40) return null
  const config = descriptor(bytes, { from: decoder.from + 13, to: decoder.to }, 5)
  return config === null ? null : aacOf(bytes.subarray(config.from, config.to))
}

/** Writes the sample entry `mp4a` of a stream. */
export function aacEntry({ channels, rate, config }: Aac): Buffer {
  const tagged = (tag: number, ...body: Buffer[]) => {
    const inside = Buffer.concat(body)
    return Buffer.concat([Buffer.from([tag, inside.length]), inside])
  }
  const decoder = tagged(4, Buffer.from([0x40, 0x15]), Buffer.alloc(11), tagged(5, config))
  const stream = tagged(3, u16(1), Buffer.from([0]), decoder, tagged(6, Buffer.from([2])))
  return box(
    'mp4a',
    Buffer.alloc(6),
    u16(1),
    Buffer.alloc(8),
    u16(channels, 16),
    Buffer.alloc(4),
    u16(rate > 0xffff ? 0 : rate, 0),
    box('esds', u32(0), stream),
  )
}
