import { thumbPixels } from '@doorstep/contract/rules'
import sharp from 'sharp'

/**
 * Blocks all decoders, of which only the accepted ones are allowed again below: the others (SVG, TIFF, PDF …) never run, whatever a file
 * claims to be.
 */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] })

const longestSide = 2560
/** A picture much longer than wide (a screenshot of a whole page) is read by its width: it keeps this much of it. */
const readableWidth = 1080
/** Most pixels that are kept of one; JPEG itself ends at 65,535 a side. */
const mostKept = 16_000_000
const mostSide = 65_000
/** Sides of a thumbnail: of a longer picture its beginning is shown. */
const longestThumb = 3
/** Most pixels of a photo: those of a phone with a sensor of 64 megapixels; more is a decompression bomb or a scan. */
const mostPixels = 70_000_000
/** Longest side of a photo: that of a JPEG. A PNG can have millions of rows of a pixel, which take a decoder half a minute each time. */
const longestPhoto = 65_535

export interface Photo {
  mime: 'image/jpeg'
  full: Buffer
  thumb: Buffer
  width: number
  height: number
}

/**
 * Re-encodes a photo as JPEG, upright, at most 2560 px, with a thumbnail. EXIF, location, colour profiles, comments and appended data are
 * removed. Null when it is not a whole JPEG, PNG or WebP picture, `tooLarge` when it says that it has too many pixels, or too many in a row, to be unpacked.
 */
export async function redrawn(bytes: Buffer): Promise<Photo | 'tooLarge' | null> {
  if (!isPhoto(bytes)) return null
  try {
    // Its header alone is read.
    const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (autoOrient.width * autoOrient.height > mostPixels || Math.max(autoOrient.width, autoOrient.height) > longestPhoto) return 'tooLarge'
    const { data: full, info } = await sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels, sequentialRead: true })
      .autoOrient()
      .resize({ ...keptSize(autoOrient), fit: 'fill' })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true })
    const thumb = await sharp(full)
      .extract({
        left: 0,
        top: 0,
        width: Math.min(info.width, info.height * longestThumb),
        height: Math.min(info.height, info.width * longestThumb),
      })
      .resize(thumbPixels, thumbPixels, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 78 })
      .toBuffer()
    return { mime: 'image/jpeg', full, thumb, width: info.width, height: info.height }
  } catch {
    // sharp has no error classes: a truncated file, a forged size and a decoder's error all mean that the photo cannot be shown.
    return null
  }
}

interface Size {
  width: number
  height: number
}

/** Returns the size a picture is kept in: at most 2560 px, but a long one wide enough to be read; never larger than it is. */
function keptSize({ width, height }: Size): Size {
  const ordinary = longestSide / Math.max(width, height)
  const readable = readableWidth / Math.min(width, height)
  const bounds = [Math.sqrt(mostKept / (width * height)), mostSide / Math.max(width, height)]
  const scale = Math.min(1, Math.max(ordinary, Math.min(readable, ...bounds)))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** True when the first bytes are those of a JPEG, PNG or WebP. */
const isPhoto = (bytes: Buffer): boolean =>
  bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ||
  bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) ||
  (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP')
