import type { Steps } from './steps'
import type { Reading, Sound } from './voice'

/** Bit rates (kbit/s) of layer III by index: MPEG-1, then MPEG-2 and 2.5. Index 0 is a free format, which nobody records in; 15 is reserved. */
const bitRates = {
  one: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  two: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const
const sampleRates = [44_100, 48_000, 32_000] as const

interface Frame {
  length: number
  samples: number
  rate: number
  mono: boolean
  version: number
}

/** Returns the layer III frame that a header at `at` announces (ISO/IEC 11172-3 §2.4.2.3); null when there is none. */
function frameAt(bytes: Buffer, at: number): Frame | null {
  if (bytes[at] !== 0xff || at + 4 > bytes.length) return null
  const [second, third, fourth] = [bytes.readUInt8(at + 1), bytes.readUInt8(at + 2), bytes.readUInt8(at + 3)]
  if ((second & 0xe6) !== 0xe2) return null
  const version = (second >> 3) & 3
  if (version === 1) return null
  const bitRate = bitRates[version === 3 ? 'one' : 'two'][third >> 4] ?? 0
  const whole = sampleRates[(third >> 2) & 3]
  if (bitRate === 0 || whole === undefined) return null
  const samples = version === 3 ? 1152 : 576
  const rate = version === 3 ? whole : version === 2 ? whole / 2 : whole / 4
  const length = Math.floor((samples / 8) * ((bitRate * 1000) / rate)) + ((third >> 1) & 1)
  return { length, samples, rate, mono: fourth >> 6 === 3, version }
}

const says = (bytes: Buffer, text: string, at: number) =>
  bytes[at] === text.charCodeAt(0) && bytes.toString('latin1', at, at + text.length) === text

/** True when a frame carries no sound but an encoder's notes about the file (Xing, Info, VBRI): its counts and texts are the sender's claims. */
function isNote(bytes: Buffer, at: number, { mono, version }: Frame): boolean {
  const side = version === 3 ? (mono ? 17 : 32) : mono ? 9 : 17
  return [0, 2].some((crc) => ['Xing', 'Info'].some((tag) => says(bytes, tag, at + 4 + crc + side))) || says(bytes, 'VBRI', at + 36)
}

/** Returns where the ID3v2 tags at the start end; null when one says that it is longer than the file. */
function afterId3(bytes: Buffer, steps: Steps): number | null {
  let at = 0
  while (says(bytes, 'ID3', at)) {
    steps.take()
    if (bytes.length < at + 10) return null
    const size = [6, 7, 8, 9].reduce((sum, byte) => sum * 128 + ((bytes[at + byte] ?? 0) & 0x7f), 0)
    const footer = ((bytes[at + 5] ?? 0) & 0x10) === 0 ? 0 : 10
    at += 10 + size + footer
    if (at > bytes.length) return null
  }
  return at
}

/** True where a tag behind the sound begins (ID3v1, APEv2, Lyrics3): nothing after it is sound. */
const isTail = (bytes: Buffer, at: number) =>
  says(bytes, 'APETAGEX', at) || says(bytes, 'LYRICSBEGIN', at) || (at === bytes.length - 128 && says(bytes, 'TAG', at))

/**
 * MP3: copies the frames of one stream and leaves out all that lies before, between and after them. A frame counts when it touches the one
 * before it, or when another of the same stream or the end follows it: bytes that happen to look like a header do not begin a sound.
 */
export function mp3Sound(bytes: Buffer, { mostSeconds, steps }: Reading): Sound | 'broken' | 'tooLong' {
  const start = afterId3(bytes, steps)
  if (start === null) return 'broken'
  const kept: Buffer[] = []
  let first: Frame | null = null
  let seconds = 0
  let touching = false
  for (let at = start; at !== -1 && at < bytes.length;) {
    steps.take()
    const frame = frameAt(bytes, at)
    if (frame === null || !isSame(first, frame) || !(touching || isFollowed(bytes, at, frame)) || at + frame.length > bytes.length) {
      if (kept.length > 0 && isTail(bytes, at)) break
      touching = false
      at = nextOf(bytes, at, kept.length > 0)
      continue
    }
    first ??= frame
    if (kept.length > 0 || !isNote(bytes, at, frame)) {
      kept.push(bytes.subarray(at, at + frame.length))
      seconds += frame.samples / frame.rate
    }
    if (seconds > mostSeconds) return 'tooLong'
    touching = true
    at += frame.length
  }
  return kept.length === 0 ? 'broken' : { bytes: Buffer.concat(kept), seconds }
}

/** Returns the next byte that may begin a frame; behind the first frame every byte is looked at, because a tag may begin there. */
const nextOf = (bytes: Buffer, at: number, inside: boolean) => (inside ? at + 1 : bytes.indexOf(0xff, at + 1))

const isSame = (first: Frame | null, { version, rate }: Frame) => first === null || (first.version === version && first.rate === rate)

function isFollowed(bytes: Buffer, at: number, frame: Frame): boolean {
  const end = at + frame.length
  if (end === bytes.length) return true
  const next = frameAt(bytes, end)
  return (next !== null && isSame(frame, next)) || isTail(bytes, end)
}
