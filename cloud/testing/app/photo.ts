import sharp from 'sharp'

/** Returns a small JPEG, as a phone would send it. */
export const aPhoto = (): Promise<Buffer> =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: '#3366aa' } })
    .jpeg()
    .toBuffer()
