import { aacEntry, aacIn, type Aac } from './m4a-aac'
import { box, boxAt, boxesIn, boxIn, u16, u32, type Box } from './m4a-boxes'
import type { Steps } from './steps'
import type { Reading, Sound } from './voice'

/** Most bytes of an AAC frame: 6144 bits a channel (ISO/IEC 14496-3 §4.5.3.1). */
const mostOfFrame = 768

/**
 * M4A: copies the AAC frames of the sound track into a new file with tables of its own; every other box, and whatever lies between the
 * frames, is left out. The length is counted from the frames, not taken from what the file says.
 */
export function m4aSound(bytes: Buffer, { mostSeconds, steps }: Reading): Sound | 'broken' | 'tooLong' {
  const top = boxesIn(bytes, { from: 0, to: bytes.length }, steps, true)
  const moov = top?.find(({ name }) => name === 'moov') ?? null
  const tracks = moov && boxesIn(bytes, moov, steps)?.filter(({ name }) => name === 'trak')
  if (!tracks) return 'broken'
  const media = tracks.slice(0, 8).map((track) => boxIn(bytes, track, 'mdia', steps))
  const kinds = media.map((mdia) => kindOf(bytes, boxIn(bytes, mdia, 'hdlr', steps)))
  const sound = media[kinds.indexOf('soun')] ?? null
  if (kinds.includes('vide') || sound === null) return 'broken'
  const table = boxAt(bytes, sound, ['minf', 'stbl'], steps)
  const aac = aacOfTable(bytes, table, steps)
  if (aac === null) return 'broken'
  const sizes = sizesIn(bytes, boxIn(bytes, table, 'stsz', steps), aac)
  if (sizes === null) return 'broken'
  const seconds = (sizes.count * aac.frame) / aac.rate
  if (seconds > mostSeconds) return 'tooLong'
  const frames = framesOf(bytes, table, sizes, steps)
  return frames === null ? 'broken' : { bytes: written(aac, frames), seconds }
}

const kindOf = (bytes: Buffer, hdlr: Box | null) =>
  hdlr === null || hdlr.to - hdlr.from < 12 ? null : bytes.toString('latin1', hdlr.from + 8, hdlr.from + 12)

function aacOfTable(bytes: Buffer, table: Box | null, steps: Steps): Aac | null {
  const stsd = boxIn(bytes, table, 'stsd', steps)
  const [entry] = (stsd && boxesIn(bytes, { from: stsd.from + 8, to: stsd.to }, steps)) ?? []
  if (entry?.name !== 'mp4a' || entry.to - entry.from < 28) return null
  // QuickTime's version 1 of a sample entry has four more numbers before its boxes.
  const extra = { 0: 0, 1: 16 }[bytes.readUInt16BE(entry.from + 8)]
  if (extra === undefined) return null
  const esds = boxIn(bytes, { name: 'mp4a', from: entry.from + 28 + extra, to: entry.to }, 'esds', steps)
  return esds && aacIn(bytes, esds)
}

interface Sizes {
  count: number
  at: (sample: number) => number
}

/** Reads the frames' sizes; null when there are none, when one is larger than a frame can be, or when they exceed the file. */
function sizesIn(bytes: Buffer, stsz: Box | null, { channels }: Aac): Sizes | null {
  if (stsz === null || stsz.to - stsz.from < 12) return null
  const [each, count] = [bytes.readUInt32BE(stsz.from + 4), bytes.readUInt32BE(stsz.from + 8)]
  const most = mostOfFrame * channels
  if (count === 0 || each > most || (each === 0 ? count * 4 > stsz.to - stsz.from - 12 : count * each > bytes.length)) return null
  const at = (sample: number) => (each === 0 ? bytes.readUInt32BE(stsz.from + 12 + sample * 4) : each)
  return { count, at: (sample) => (at(sample) <= most ? at(sample) : 0) }
}

/** Returns the frames one by one from their chunks; null when a table is missing, contradicts another, or points outside the file. */
function framesOf(bytes: Buffer, table: Box | null, sizes: Sizes, steps: Steps): Buffer[] | null {
  const [runs, chunks] = [rows(bytes, boxIn(bytes, table, 'stsc', steps), 12), chunksIn(bytes, table, steps)]
  if (runs === null || chunks === null) return null
  const frames: Buffer[] = []
  let [run, left] = [-1, 0]
  for (let chunk = 0; chunk < chunks.count && frames.length < sizes.count; chunk += 1) {
    steps.take()
    if (run + 1 < runs.count && bytes.readUInt32BE(runs.at(run + 1)) === chunk + 1) run += 1
    if (run < 0) return null
    left = bytes.readUInt32BE(runs.at(run) + 4)
    let at = chunks.at(chunk)
    for (; left > 0 && frames.length < sizes.count; left -= 1) {
      steps.take()
      const size = sizes.at(frames.length)
      if (size === 0 || at + size > bytes.length) return null
      frames.push(bytes.subarray(at, at + size))
      at += size
    }
  }
  return frames.length === sizes.count && total(frames) <= bytes.length ? frames : null
}

const total = (frames: readonly Buffer[]) => frames.reduce((sum, { length }) => sum + length, 0)

interface Rows {
  count: number
  /** Where a row begins. */
  at: (row: number) => number
}

/** Returns the rows of a table box; null when it says that it has more than it can hold. */
function rows(bytes: Buffer, of: Box | null, size: number): Rows | null {
  if (of === null || of.to - of.from < 8) return null
  const count = bytes.readUInt32BE(of.from + 4)
  return count * size > of.to - of.from - 8 ? null : { count, at: (row) => of.from + 8 + row * size }
}

function chunksIn(bytes: Buffer, table: Box | null, steps: Steps): { count: number; at: (chunk: number) => number } | null {
  const short = rows(bytes, boxIn(bytes, table, 'stco', steps), 4)
  if (short !== null) return { count: short.count, at: (chunk) => bytes.readUInt32BE(short.at(chunk)) }
  const long = rows(bytes, boxIn(bytes, table, 'co64', steps), 8)
  return long && { count: long.count, at: (chunk) => Number(bytes.readBigUInt64BE(long.at(chunk))) }
}

/** Writes an M4A file with one sound track whose frames lie in one chunk. */
function written(aac: Aac, frames: readonly Buffer[]): Buffer {
  const duration = frames.length * aac.frame
  const ftyp = box('ftyp', Buffer.from('M4A '), u32(512), Buffer.from('M4A mp42isom'))
  const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
  const moov = (offset: number) => {
    const table = box(
      'stbl',
      box('stsd', u32(0, 1), aacEntry(aac)),
      box('stts', u32(0, 1, frames.length, aac.frame)),
      box('stsc', u32(0, 1, 1, frames.length, 1)),
      box('stsz', u32(0, 0, frames.length), ...frames.map(({ length }) => u32(length))),
      box('stco', u32(0, 1, offset)),
    )
    const minf = box('minf', box('smhd', u32(0, 0)), box('dinf', box('dref', u32(0, 1), box('url ', u32(1)))), table)
    const mdia = box(
      'mdia',
      box('mdhd', u32(0, 0, 0, aac.rate, duration), u16(0x55c4, 0)),
      box('hdlr', u32(0, 0), Buffer.from('soun'), Buffer.alloc(13)),
      minf,
    )
    const tkhd = box('tkhd', u32(7, 0, 0, 1, 0, duration, 0, 0), u16(0, 0, 0x100, 0), matrix, u32(0, 0))
    const mvhd = box('mvhd', u32(0, 0, 0, aac.rate, duration, 0x10000), u16(0x100, 0), u32(0, 0), matrix, Buffer.alloc(24), u32(2))
    return box('moov', mvhd, box('trak', tkhd, mdia))
  }
  return Buffer.concat([ftyp, moov(ftyp.length + moov(0).length + 8), box('mdat', ...frames)])
}
