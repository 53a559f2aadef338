import { OutOfSteps, Steps } from './steps'
import { m4aSound } from './voice-m4a'
import { mp3Sound } from './voice-mp3'
import { wavSound } from './voice-wav'

type VoiceForm = 'mp3' | 'wav' | 'm4a'

/** The sound of a recording alone, as a new file, and its length in seconds counted from it, fractions included. */
export interface Sound {
  bytes: Buffer
  seconds: number
}

export interface Voice extends Sound {
  mime: string
}

/** Limits of reading a recording. */
export interface Reading {
  mostSeconds: number
  steps: Steps
}

const mimes: Record<VoiceForm, string> = { mp3: 'audio/mpeg', wav: 'audio/wav', m4a: 'audio/mp4' }
const readers = { mp3: mp3Sound, wav: wavSound, m4a: m4aSound } satisfies Record<VoiceForm, unknown>

/** Returns the budget for a recording: no reader looks at a byte twice. */
const stepsFor = (bytes: Buffer) => new Steps(bytes.length + 1000)

/**
 * Copies the sound of a recording into a new file and leaves everything else behind: voice memos contain the location they were made at,
 * and what is hidden around the sound would be served with it. `broken` when it is not MP3, WAV or M4A, or contradicts itself; `tooLong`
 * when it has more sound than `mostSeconds`.
 */
export function heard(bytes: Buffer, mostSeconds: number, steps: Steps = stepsFor(bytes)): Voice | 'broken' | 'tooLong' {
  const form = voiceForm(bytes)
  if (form === null) return 'broken'
  try {
    const sound = readers[form](bytes, { mostSeconds, steps })
    return typeof sound === 'string' ? sound : { mime: mimes[form], ...sound }
  } catch (fault) {
    if (fault instanceof OutOfSteps) return 'broken'
    throw fault
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
