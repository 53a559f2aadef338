export type VoiceForm = 'mp3' | 'wav' | 'm4a'

/**
 * Returns a recording without tags and foreign data: voice memos contain the location they were made at, and anything hidden around the
 * sound would be served with it. Null when the file's structure is broken.
 */
export const stripped = (bytes: Buffer, form: VoiceForm): Buffer | null => ({ mp3: mp3Frames, wav: wavSound, m4a: m4aSound })[form](bytes)

/** MP3: returns the bytes between the ID3v2 tags before and the ID3v1 tag after. */
function mp3Frames(bytes: Buffer): Buffer | null {
  let from = 0
  while (bytes.toString('latin1', from, from + 3) === 'ID3') {
    if (bytes.length < from + 10) return null
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((bytes[from + at] ?? 0) & 0x7f), 0)
    const footer = ((bytes[from + 5] ?? 0) & 0x10) === 0 ? 0 : 10
    from += 10 + size + footer
  }
  const to = bytes.toString('latin1', bytes.length - 128, bytes.length - 125) === 'TAG' ? bytes.length - 128 : bytes.length
  return from < to ? bytes.subarray(from, to) : null
}

/** WAV: returns a new file of the `fmt ` and `data` chunks alone. */
function wavSound(bytes: Buffer): Buffer | null {
  const kept = new Map<string, Buffer>()
  for (let at = 12; at + 8 <= bytes.length && kept.size < 2;) {
    const name = bytes.toString('latin1', at, at + 4)
    // Recorders that stream leave the data chunk's length at 0 or at its maximum: the data then extends to the end of the file.
    const claimed = bytes.readUInt32LE(at + 4)
    const open = name === 'data' && (claimed === 0 || claimed === 0xffffffff)
    const end = open ? bytes.length : at + 8 + claimed
    if (end > bytes.length) return null
    if ((name === 'fmt ' || name === 'data') && !kept.has(name)) kept.set(name, bytes.subarray(at + 8, end))
    at = end + (end % 2)
  }
  const [format, data] = [kept.get('fmt '), kept.get('data')]
  if (format === undefined || data === undefined) return null
  const body = Buffer.concat([Buffer.from('WAVE'), ...chunk('fmt ', format), ...chunk('data', data)])
  return Buffer.concat(chunk('RIFF', body))
}

function chunk(name: string, body: Buffer): Buffer[] {
  const head = Buffer.alloc(8, name, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return [head, body, Buffer.alloc(body.length % 2)]
}

/** Boxes that contain the sound and what a player needs to find it; all others are emptied, `free` and `skip` included. */
const soundBoxes = new Set(['ftyp', 'moov', 'mdat', 'moof', 'styp', 'sidx', 'mvhd', 'trak', 'tkhd', 'edts', 'mdia', 'mvex', 'iods', 'mfra'])
const opened = new Set(['moov', 'trak'])

/**
 * M4A: replaces every other box (`udta` and `meta` with locations and names, `uuid`, unknown ones) by an empty `free` box of the same size,
 * because the sound is found by its offset from the start of the file.
 */
function m4aSound(bytes: Buffer): Buffer | null {
  const copy = Buffer.from(bytes)
  return emptied(copy, 0, copy.length) ? copy : null
}

function emptied(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to;) {
    const size = boxSize(bytes, at, to)
    if (size === null) return false
    const { head, length } = size
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (opened.has(name) && !emptied(bytes, at + head, at + length)) return false
    if (!soundBoxes.has(name)) {
      bytes.write('free', at + 4, 'latin1')
      bytes.fill(0, at + head, at + length)
    }
    at += length
  }
  return true
}

/**
 * Returns the length of a box and of its header; null when it does not fit. A length of 0 means to the end, 1 that 8 more bytes hold the
 * length.
 */
function boxSize(bytes: Buffer, at: number, to: number): { head: number; length: number } | null {
  if (at + 8 > to) return null
  const short = bytes.readUInt32BE(at)
  const head = short === 1 ? 16 : 8
  if (at + head > to) return null
  const length = short === 0 ? to - at : short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short
  return length >= head && at + length <= to ? { head, length } : null
}
