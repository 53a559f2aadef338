import type { Reading, Sound } from './voice'

/** Codings of a WAV file: PCM, floating point, A-law and µ-law, whose `fmt ` chunk says everything in 16 bytes. */
const codings = new Set([1, 3, 6, 7])
const extensible = 0xfffe
const mostChannels = 2

interface Format {
  coding: number
  channels: number
  rate: number
  bits: number
}

/** Returns the format of a `fmt ` chunk; null when it contradicts itself or is none that a phone or browser records. */
function formatOf(chunk: Buffer): Format | null {
  if (chunk.length < 16) return null
  const [tag, channels, rate, bits] = [chunk.readUInt16LE(0), chunk.readUInt16LE(2), chunk.readUInt32LE(4), chunk.readUInt16LE(14)]
  // The extensible form says its coding in the first two bytes of a GUID.
  const coding = tag === extensible && chunk.length >= 26 ? chunk.readUInt16LE(24) : tag
  const sensible = codings.has(coding) && channels >= 1 && channels <= mostChannels && rate >= 8000 && rate <= 192_000
  const whole = bits % 8 === 0 && bits >= 8 && bits <= 64 && chunk.readUInt16LE(12) === (channels * bits) / 8
  return sensible && whole ? { coding, channels, rate, bits } : null
}

/** WAV: writes a new file of the format's own numbers and the samples; every other chunk, and whatever follows the format, is left out. */
export function wavSound(bytes: Buffer, { mostSeconds, steps }: Reading): Sound | 'broken' | 'tooLong' {
  let format: Format | null = null
  for (let at = 12; at + 8 <= bytes.length;) {
    steps.take()
    const name = bytes.toString('latin1', at, at + 4)
    const claimed = bytes.readUInt32LE(at + 4)
    // Recorders that stream leave the data chunk's length at 0 or at its maximum: the data then extends to the end of the file.
    const open = name === 'data' && (claimed === 0 || claimed === 0xffffffff)
    const end = open ? bytes.length : at + 8 + claimed
    if (end > bytes.length) return 'broken'
    if (name === 'fmt ') format ??= formatOf(bytes.subarray(at + 8, end))
    if (name === 'data') return format === null ? 'broken' : written(format, bytes.subarray(at + 8, end), mostSeconds)
    at = end + (end % 2)
  }
  return 'broken'
}

function written({ coding, channels, rate, bits }: Format, data: Buffer, mostSeconds: number): Sound | 'broken' | 'tooLong' {
  const block = (channels * bits) / 8
  const samples = Math.floor(data.length / block)
  const seconds = samples / rate
  if (samples === 0) return 'broken'
  if (seconds > mostSeconds) return 'tooLong'
  const sound = data.subarray(0, samples * block)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + sound.length + (sound.length % 2), 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(coding, 20)
  head.writeUInt16LE(channels, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * block, 28)
  head.writeUInt16LE(block, 32)
  head.writeUInt16LE(bits, 34)
  head.write('data', 36)
  head.writeUInt32LE(sound.length, 40)
  return { bytes: Buffer.concat([head, sound, Buffer.alloc(sound.length % 2)]), seconds }
}
