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

/** Returns a small JPEG of a scene; `variant` makes two of the same scene differ. */
export function photo(scene: Scene, variant = 0): Promise<Buffer> {
  const { sky, wall, thing } = scenes[scene]
  const shift = (variant * 97) % 320
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720">
    <rect width="960" height="720" fill="${sky}"/>
    <rect y="430" width="960" height="290" fill="${wall}"/>
    <polygon points="${120 + shift},430 ${520 + shift},430 ${620 + shift},720 ${20 + shift},720" fill="#00000022"/>
    <rect x="${180 + shift}" y="250" width="170" height="300" rx="12" fill="${thing}"/>
    <circle cx="${560 + shift / 2}" cy="170" r="${64 + (variant % 5) * 6}" fill="${thing}" opacity="0.85"/>
    <rect x="${600 + shift / 3}" y="480" width="200" height="130" rx="10" fill="${thing}" opacity="0.7"/>
  </svg>`
  return sharp(Buffer.from(drawing)).jpeg({ quality: 72 }).toBuffer()
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
