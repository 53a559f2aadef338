import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { box } from '../platform/files/m4a-boxes'
import { jsonBytes } from '../platform/http/read-json'

const megabyte = 1024 * 1024

/** An ID3 tag of no length, and then what looks like the beginning of a frame at every byte. */
export const falseFrames = (): Buffer => Buffer.concat([Buffer.from('ID3'), Buffer.alloc(7), Buffer.alloc(5 * megabyte - 10, 0xff)])

/** A recording whose table lies in a table, a hundred thousand times. */
export function nestedTables(): Buffer {
  const depth = 100_000
  const bytes = Buffer.alloc(depth * 8)
  for (let at = 0; at < bytes.length; at += 8) {
    bytes.writeUInt32BE(bytes.length - at, at)
    bytes.write('moov', at + 4)
  }
  return Buffer.concat([box('ftyp', Buffer.from('M4A ')), bytes])
}

const side = 8000
/** As large as a photo may be, and a little less. */
const photoBytes = [13 * megabyte, 14.5 * megabyte] as const

/**
 * Returns a progressive JPEG of 64 million pixels that is nearly as large as a photo may be: the most a decoder has to do. Drawing it takes
 * a minute, so it is kept in the system's temporary folder.
 */
export async function largePhoto(): Promise<Buffer> {
  const folder = join(tmpdir(), 'doorstep-bench-inputs')
  const file = join(folder, 'progressive-8000.jpg')
  const known = await readFile(file).catch(() => null)
  if (known !== null) return known
  const noise = await sharp({
    create: { width: side, height: side, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  })
    .raw()
    .toBuffer()
  let [low, high] = [1, 100]
  while (low < high) {
    const quality = Math.floor((low + high) / 2)
    const drawn = await sharp(noise, { raw: { width: side, height: side, channels: 3 } })
      .jpeg({ progressive: true, quality })
      .toBuffer()
    if (drawn.length < photoBytes[0]) low = quality + 1
    else if (drawn.length > photoBytes[1]) high = quality
    else {
      await mkdir(folder, { recursive: true })
      await writeFile(file, drawn)
      return drawn
    }
  }
  throw new Error('No quality makes a photo of that size')
}

/** Repeats a text as often as a body has room for it. */
const full = (text: string) => text.repeat(Math.floor((jsonBytes - 200) / Buffer.byteLength(text)))

/** JSON bodies: two larger than one may have, and five as large as that, each the worst in its own way. */
export const bodies: Record<string, string> = {
  'two megabytes': JSON.stringify({ text: 'x'.repeat(2 * megabyte) }),
  'a quarter of a megabyte of arrays in arrays': `{"text":${'['.repeat(120_000)}${']'.repeat(120_000)}}`,
  'the longest text': `{"kind":"help","categoryCode":"clutter","text":"${full('\u0301\u200b')}"}`,
  'arrays in arrays': `{"text":${full('[[')}}`,
  'the longest list': `{"ids":[${full('0,')}0]}`,
  'objects in a list': `{"fileIds":[${full('{},')}{}]}`,
  'halves of pairs': `{"text":"${full('\\ud800')}"}`,
}
