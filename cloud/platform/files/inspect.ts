import { createHash } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { photoMegabytes, voiceMegabytes, voiceSeconds } from '@doorstep/contract/rules'
import type { Inspected, Inspection } from './inspection'
import { redrawn } from './photo'
import { heard, voiceForm } from './voice'

const megabyte = 1024 * 1024
/** Seconds by which a recording may exceed the longest: a recorder that stops then still writes its last frame. */
const overrunSeconds = 0.5

const refused = (code: Extract<Inspected, { kind: 'refused' }>['code']): Inspected => ({ kind: 'refused', code })

/** Reads an upload, cleans it and writes what is kept. Runs in a process of its own: the bytes are a stranger's. */
export async function inspect({ path, full, thumb }: Inspection): Promise<Inspected> {
  if ((await stat(path)).size > photoMegabytes * megabyte) return refused('tooLarge')
  const bytes = await readFile(path)
  if (voiceForm(bytes) === null) {
    const photo = await redrawn(bytes)
    if (photo === null) return refused('fileRefused')
    if (photo === 'tooLarge') return refused('photoTooLarge')
    const { mime, width, height } = photo
    const [kept, small] = [await written(full, photo.full), await written(thumb, photo.thumb)]
    return { kind: 'photo', mime, ...kept, thumbSha256: small.sha256, width, height }
  }
  if (bytes.length > voiceMegabytes * megabyte) return refused('tooLarge')
  const voice = heard(bytes, voiceSeconds + overrunSeconds)
  if (typeof voice === 'string') return refused(voice === 'tooLong' ? 'voiceTooLong' : 'fileRefused')
  const seconds = Math.min(voiceSeconds, Math.ceil(voice.seconds))
  return { kind: 'voice', mime: voice.mime, ...(await written(full, voice.bytes)), seconds }
}

async function written(path: string, bytes: Buffer): Promise<{ bytes: number; sha256: string }> {
  await writeFile(path, bytes, { flag: 'wx', mode: 0o600 })
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}
