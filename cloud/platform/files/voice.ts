import { parseBuffer } from 'music-metadata'
import { stripped } from './voice-strip'
import type { VoiceForm } from './voice-strip'

export interface Voice {
  mime: string
  bytes: Buffer
  /** Length in seconds as decoded from the sound itself, fractions included. */
  seconds: number
}

const mimes: Record<VoiceForm, string> = { mp3: 'audio/mpeg', wav: 'audio/wav', m4a: 'audio/mp4' }
const containers: Record<VoiceForm, RegExp> = { mp3: /^MPEG$/, wav: /^WAVE$/, m4a: /^(M4A|mp4|isom|iso)/i }

/**
 * Returns a recording without its tags (title, location, device) and without data outside the sound. Null when it is not MP3, WAV or M4A,
 * or its length cannot be determined.
 */
export async function heard(bytes: Buffer): Promise<Voice | null> {
  const form = voiceForm(bytes)
  if (form === null) return null
  const sound = stripped(bytes, form)
  if (sound === null) return null
  try {
    const { format } = await parseBuffer(sound, { path: `voice.${form}`, size: sound.length }, { duration: true, skipCovers: true })
    const { duration, container = '', hasVideo = false, numberOfChannels = 0 } = format
    if (duration === undefined || !(duration > 0) || hasVideo || numberOfChannels < 1 || !containers[form].test(container)) return null
    return { mime: mimes[form], bytes: sound, seconds: duration }
  } catch {
    return null
  }
}

/** Detects the format of a recording by its first bytes; null when it is not an accepted one. */
export function voiceForm(bytes: Buffer): VoiceForm | null {
  const says = (text: string, at: number) => bytes.toString('latin1', at, at + text.length) === text
  if (says('RIFF', 0) && says('WAVE', 8)) return 'wav'
  if (says('ftyp', 4)) return 'm4a'
  const [first = 0, second = 0] = bytes
  // A frame of MPEG layer III (11 sync bits, a valid version), or the ID3 tag that precedes it.
  if (says('ID3', 0) || (first === 0xff && (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08)) return 'mp3'
  return null
}
