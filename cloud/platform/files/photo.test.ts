import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { redrawn } from './photo'

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#3366aa' } })
const withPlace = {
  IFD0: { Make: 'Phone-Maker', ImageDescription: '张三家' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 27/1 50/1', GPSLongitudeRef: 'E', GPSLongitude: '121/1 26/1 52/1' },
}

const photoOf = async (bytes: Buffer) => {
  const photo = await redrawn(bytes)
  if (photo === null || photo === 'tooLarge') throw new Error('refused')
  return photo
}

test('a photo loses where, when and with what it was taken', async () => {
  const taken = await picture(800, 600).withExif(withPlace).jpeg().toBuffer()
  expect((await sharp(taken).metadata()).exif?.includes('Phone-Maker')).toBe(true)
  const photo = await photoOf(taken)
  for (const bytes of [photo.full, photo.thumb]) {
    const { exif, icc, iptc, xmp, comments } = await sharp(bytes).metadata()
    expect({ exif, icc, iptc, xmp, comments }).toEqual({
      exif: undefined,
      icc: undefined,
      iptc: undefined,
      xmp: undefined,
      comments: undefined,
    })
    expect(bytes.includes('Phone-Maker')).toBe(false)
  }
})

test('a photo taken sideways stands upright, at most 2560 px, its thumbnail 480', async () => {
  const sideways = await picture(4000, 3000).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const photo = await photoOf(sideways)
  expect(photo).toMatchObject({ width: 1920, height: 2560, mime: 'image/jpeg' })
  expect(await sharp(photo.full).metadata()).toMatchObject({ format: 'jpeg', width: 1920, height: 2560 })
  expect(await sharp(photo.thumb).metadata()).toMatchObject({ format: 'jpeg', width: 360, height: 480 })
})

test('a screenshot of a whole page stays as wide as it was, and its thumbnail shows its beginning', async () => {
  const photo = await photoOf(await picture(1080, 12_000).png().toBuffer())
  expect(photo).toMatchObject({ width: 1080, height: 12_000 })
  expect(await sharp(photo.thumb).metadata()).toMatchObject({ width: 160, height: 480 })
  expect(await photoOf(await picture(1440, 20_000).png().toBuffer())).toMatchObject({ width: 1073, height: 14_907 })
})

test('a picture of 64 megapixels is taken, one of more is told so', async () => {
  expect(await redrawn(await picture(9280, 6944).jpeg().toBuffer())).toMatchObject({ width: 2560, height: 1916 })
  expect(await redrawn(bomb(12_000, 9_000))).toBe('tooLarge')
})

test('a picture with a side that no JPEG has is refused by its header: decoding millions of short rows takes half a minute', async () => {
  expect(await redrawn(bomb(8, 65_535))).toMatchObject({ height: 65_000 })
  for (const [width, height] of [
    [8, 65_536],
    [65_536, 8],
  ] as const)
    expect(await redrawn(bomb(width, height))).toBe('tooLarge')
})

test('a small photo is not blown up', async () => {
  expect(await redrawn(await picture(300, 200).jpeg().toBuffer())).toMatchObject({ width: 300, height: 200 })
})

test.each(['png', 'webp'] as const)('a see-through %s comes out as JPEG on white', async (format) => {
  const clear = await sharp({ create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .toFormat(format)
    .toBuffer()
  const photo = await photoOf(clear)
  const { data } = await sharp(photo.full).raw().toBuffer({ resolveWithObject: true })
  expect(data[0]).toBeGreaterThan(250)
})

/** Builds pictures of the kinds that phones, scanners and programs make. */
const kinds: readonly [string, () => Promise<Buffer>][] = [
  ['a CMYK JPEG of a print shop', () => picture(40, 30).toColourspace('cmyk').jpeg().toBuffer()],
  ['a grey JPEG', () => picture(40, 30).greyscale().jpeg().toBuffer()],
  ['a progressive JPEG', () => picture(40, 30).jpeg({ progressive: true }).toBuffer()],
  ['a JPEG with a second picture behind it', async () => Buffer.concat([await picture(40, 30).jpeg().toBuffer(), await noise(9)])],
  ['a PNG of 16 bits', () => picture(40, 30).toColourspace('rgb16').png().toBuffer()],
  ['a PNG with a palette', () => picture(40, 30).png({ palette: true }).toBuffer()],
  ['an interlaced PNG', () => picture(40, 30).png({ progressive: true }).toBuffer()],
  ['a black and white PNG', () => picture(40, 30).toColourspace('b-w').png().toBuffer()],
  ['a lossless WebP', () => picture(40, 30).webp({ lossless: true }).toBuffer()],
  ['the first picture of a moving WebP', () => moving(40, 30)],
]

test.each(kinds)('%s is taken, in its size', async (_, made) => {
  const photo = await photoOf(await made())
  expect(photo).toMatchObject({ width: 40, height: 30 })
  expect(await sharp(photo.full).metadata()).toMatchObject({ format: 'jpeg', space: expect.stringMatching(/^(srgb|b-w)$/) as string })
})

test('a print shop’s colours stay about what they were', async () => {
  const photo = await photoOf(await picture(40, 30).toColourspace('cmyk').jpeg().toBuffer())
  const { data } = await sharp(photo.full).raw().toBuffer({ resolveWithObject: true })
  const [red = 0, green = 0, blue = 0] = data
  expect(red).toBeLessThan(green)
  expect(green).toBeLessThan(blue)
})

test.each([1, 2, 3, 4, 5, 6, 7, 8])('a picture that a camera marked as turned (%i) stands upright', async (orientation) => {
  const photo = await photoOf(await picture(40, 30).withMetadata({ orientation }).jpeg().toBuffer())
  expect(photo).toMatchObject(orientation > 4 ? { width: 30, height: 40 } : { width: 40, height: 30 })
  expect((await sharp(photo.full).metadata()).orientation).toBeUndefined()
})

test('what was hidden behind a picture is not served', async () => {
  const polyglot = Buffer.concat([await picture(60, 40).jpeg().toBuffer(), Buffer.from('<html><script>alert(1)</script>')])
  const photo = await photoOf(polyglot)
  expect(photo.full.includes('script')).toBe(false)
})

test('a picture that unpacks to far more than a photo is refused before it is unpacked', async () => {
  const before = process.memoryUsage().rss
  expect(await redrawn(bomb(30_000, 30_000))).toBe('tooLarge')
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
})

test.each([
  ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
  [
    'an SVG behind a JPEG’s first bytes',
    () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')]),
  ],
  ['nothing', () => Buffer.alloc(0)],
  ['a GIF', async () => picture(9, 9).gif().toBuffer()],
  ['a HEIC', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
  ['an AVIF', () => Buffer.from('\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf', 'latin1')],
  ['a TIFF', () => Buffer.from('II*\0\x08\0\0\0', 'latin1')],
  ['a BMP', () => Buffer.from('BM\x3a\0\0\0', 'latin1')],
  ['a JPEG cut short', async () => (await noise(400)).subarray(0, 20_000)],
  ['a PNG with a broken middle', async () => broken(await picture(200, 200).png({ compressionLevel: 0 }).toBuffer())],
])('refuses %s', async (_, made) => {
  expect(await redrawn(await made())).toBeNull()
})

/** Returns a WebP of two pictures, the second of another colour. */
const moving = (width: number, height: number) =>
  sharp(Buffer.concat([Buffer.alloc(width * height * 3, 60), Buffer.alloc(width * height * 3, 200)]), {
    raw: { width, height: height * 2, channels: 3, pageHeight: height },
  })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer()

const noise = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 60 } } })
    .jpeg({ quality: 95 })
    .toBuffer()

const broken = (bytes: Buffer) => {
  const copy = Buffer.from(bytes)
  copy.fill(0xee, Math.floor(bytes.length / 3), Math.floor(bytes.length / 2))
  return copy
}

/** Returns a small, valid PNG that declares and contains `width` × `height` equal pixels. */
function bomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc((width / 8 + 1) * height), { level: 9 })
  const parts: [string, Buffer][] = [
    ['IHDR', head],
    ['IDAT', rows],
    ['IEND', Buffer.alloc(0)],
  ]
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    ...parts.map(([name, body]) => pngChunk(name, body)),
  ])
}

function pngChunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), body])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

function crc32(bytes: Buffer): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}
