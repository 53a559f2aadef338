import { thumbPixels } from '@doorstep/contract/rules'
import sharp from 'sharp'

/**
 * Blocks all decoders, of which only the accepted ones are allowed again below: the others (SVG, TIFF, PDF …) never run, whatever a file
 * claims to be.
 */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] })

const longestSide = 2560
/** Most pixels of a photo: a phone's largest ordinary picture; more is a decompression bomb or a scan. */
const mostPixels = 64_000_000

export interface Photo {
  mime: 'image/jpeg'
  full: Buffer
  thumb: Buffer
  width: number
  height: number
}

/**
 * Re-encodes a photo as JPEG, upright, at most 2560 px, with a thumbnail. EXIF, location, colour profiles, comments and appended data are
 * removed. Null when it is not a whole JPEG, PNG or WebP picture of reasonable size.
 */
export async function redrawn(bytes: Buffer): Promise<Photo | null> {
  if (!isPhoto(bytes)) return null
  try {
    const { data: full, info } = await sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels, sequentialRead: true })
      .autoOrient()
      .resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true })
    const thumb = await sharp(full)
      .resize(thumbPixels, thumbPixels, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 78 })
      .toBuffer()
    return { mime: 'image/jpeg', full, thumb, width: info.width, height: info.height }
  } catch {
    // sharp has no error classes: a truncated file, a forged size and a decoder's error all mean that the photo cannot be shown.
    return null
  }
}

/** True when the first bytes are those of a JPEG, PNG or WebP. */
const isPhoto = (bytes: Buffer): boolean =>
  bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ||
  bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) ||
  (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP')
