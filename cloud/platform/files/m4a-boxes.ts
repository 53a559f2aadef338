import type { Steps } from './steps'

/** A box of an MP4 file (ISO/IEC 14496-12 §4.2): its name and where its content lies. */
export interface Box {
  name: string
  from: number
  to: number
}

/** Most boxes side by side; a recording has about twenty. */
const mostBoxes = 1000

/**
 * Returns the boxes between two positions; null when one does not fit. A length of 0 means to the end, 1 that 8 more bytes hold the length.
 * With `lenient` a box that does not fit ends the list instead.
 */
export function boxesIn(bytes: Buffer, { from, to }: Pick<Box, 'from' | 'to'>, steps: Steps, lenient = false): Box[] | null {
  const boxes: Box[] = []
  for (let at = from; at < to;) {
    steps.take()
    const short = at + 8 > to ? null : bytes.readUInt32BE(at)
    const head = short === 1 ? 16 : 8
    if (short === null || at + head > to) return lenient ? boxes : null
    const length = short === 0 ? to - at : short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short
    if (length < head || at + length > to || boxes.length === mostBoxes) return lenient ? boxes : null
    boxes.push({ name: bytes.toString('latin1', at + 4, at + 8), from: at + head, to: at + length })
    at += length
  }
  return boxes
}

/** Returns the first box of a name inside a box; null when there is none. */
export function boxIn(bytes: Buffer, parent: Box | null, name: string, steps: Steps): Box | null {
  const boxes = parent === null ? null : boxesIn(bytes, parent, steps)
  return boxes?.find((box) => box.name === name) ?? null
}

/** Returns the first box at the end of a path of names; null when there is none. The path is fixed, so that nesting costs nothing. */
export const boxAt = (bytes: Buffer, from: Box | null, path: readonly string[], steps: Steps): Box | null =>
  path.reduce<Box | null>((parent, name) => boxIn(bytes, parent, name, steps), from)

export const u16 = (...values: number[]) => Buffer.concat(values.map((value) => Buffer.from([value >> 8, value & 255])))
export const u32 = (...values: number[]) =>
  Buffer.concat(values.map((value) => Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255])))

/** Writes a box. */
export const box = (name: string, ...body: Buffer[]): Buffer => {
  const inside = Buffer.concat(body)
  return Buffer.concat([u32(inside.length + 8), Buffer.from(name, 'latin1'), inside])
}
