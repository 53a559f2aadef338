import sharp from 'sharp'

/** Photos and recordings of the demo: drawn and computed here, so that nobody's picture is in it. */

const scenes = {
  /** A dark stairwell with a lamp that is out. */
  lamp: { sky: '#2b3038', wall: '#4a515c', thing: '#8a8f99' },
  /** A damp ceiling. */
  leak: { sky: '#e8e4da', wall: '#cfc8b8', thing: '#9a8a66' },
  /** Things left on a landing. */
  clutter: { sky: '#d8dde3', wall: '#b7a98f', thing: '#7a5c3e' },
  /** A yard with trees. */
  yard: { sky: '#bfe0f2', wall: '#7fae6a', thing: '#4f7d43' },
  /** A street with a kerb. */
  road: { sky: '#cfd6dc', wall: '#8b9096', thing: '#5b6066' },
  /** A bright lamp that works again. */
  fixed: { sky: '#fff4cf', wall: '#efe1b0', thing: '#f5c542' },
} as const
export type Scene = keyof typeof scenes

const width = 960
const height = 720

/** Red, green and blue, 0–255 each. */
type Colour = readonly [number, number, number]
/** A part of a drawing: the columns it covers in a row, its colour, and how much of what lies below it hides (0–1). */
interface Shape {
  span: (y: number) => readonly [from: number, until: number] | null
  colour: string
  hides: number
}
const rgb = (hex: string): Colour => {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

const box =
  (left: number, top: number, wide: number, high: number): Shape['span'] =>
  (y) =>
    y >= top && y < top + high ? [left, left + wide] : null

const circle =
  (x: number, y: number, radius: number): Shape['span'] =>
  (row) => {
    const half = Math.sqrt(radius ** 2 - (row - y) ** 2)
    return half > 0 ? [x - half, x + half] : null
  }

/** A strip on the ground that widens to both sides towards the viewer. */
const strip =
  (x: number, top: number): Shape['span'] =>
  (y) => {
    const half = 200 + (y - top) / 3
    return y >= top ? [x - half, x + half] : null
  }

/**
 * Returns a small JPEG of a scene; `variant` makes two of the same scene differ. It is painted pixel by pixel: the decoder of drawings (SVG)
 * is blocked in every process that accepts photos.
 */
export function photo(scene: Scene, variant = 0): Promise<Buffer> {
  const { sky, wall, thing } = scenes[scene]
  const shift = (variant * 97) % 320
  const shapes: Shape[] = [
    { span: box(0, 0, width, height), colour: sky, hides: 1 },
    { span: box(0, 430, width, 290), colour: wall, hides: 1 },
    { span: strip(320 + shift, 430), colour: '#000000', hides: 0.13 },
    { span: box(180 + shift, 250, 170, 300), colour: thing, hides: 1 },
    { span: circle(560 + shift / 2, 170, 64 + (variant % 5) * 6), colour: thing, hides: 0.85 },
    { span: box(600 + shift / 3, 480, 200, 130), colour: thing, hides: 0.7 },
  ]
  return sharp(painted(shapes), { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 72 })
    .toBuffer()
}

/** Returns the pixels of a drawing, three bytes each, row by row. */
function painted(shapes: readonly Shape[]): Buffer {
  const pixels = Buffer.alloc(width * height * 3)
  for (const { span, colour, hides } of shapes) {
    const [red, green, blue] = rgb(colour)
    const paint = (at: number, value: number) => {
      pixels[at] = (pixels[at] ?? 0) * (1 - hides) + value * hides
    }
    for (let y = 0; y < height; y += 1) {
      const [from, until] = span(y) ?? [0, 0]
      for (let x = Math.max(0, Math.round(from)); x < Math.min(width, until); x += 1) {
        const at = (y * width + x) * 3
        paint(at, red)
        paint(at + 1, green)
        paint(at + 2, blue)
      }
    }
  }
  return pixels
}

const rate = 8000

/** Returns a voice note: a soft hum that rises and falls as speech does, as a WAV file. */
export function voiceNote(seconds: number): Buffer {
  const samples = Math.round(seconds * rate)
  const data = Buffer.alloc(samples * 2)
  for (let n = 0; n < samples; n += 1) {
    const t = n / rate
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 3.1 * t)) * (0.6 + 0.4 * Math.sin(2 * Math.PI * 0.4 * t))
    const tone = Math.sin(2 * Math.PI * (150 + 30 * Math.sin(2 * Math.PI * 0.7 * t)) * t)
    data.writeInt16LE(Math.round(tone * syllable * 6000), n * 2)
  }
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}
