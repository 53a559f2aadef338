import { createHash } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { photoMegabytes, voiceMegabytes, voiceSeconds } from '@doorstep/contract/rules'
import * as v from 'valibot'
import { redrawn } from './photo'
import { heard, voiceForm } from './voice'

const megabyte = 1024 * 1024
/** Seconds by which a recording may exceed the longest: a recorder that stops then still writes its last frame. */
const overrunSeconds = 0.5

/** A file to inspect, and where to write what is kept of it. */
export const Inspection = v.object({ path: v.string(), full: v.string(), thumb: v.string() })
export type Inspection = v.InferOutput<typeof Inspection>

const Kept = { mime: v.string(), bytes: v.number(), sha256: v.string() }
/** What an upload is, once `full` (and `thumb`, of a photo) are written, or why it is refused. */
export const Inspected = v.variant('kind', [
  v.object({ kind: v.literal('photo'), ...Kept, thumbSha256: v.string(), width: v.number(), height: v.number() }),
  v.object({ kind: v.literal('voice'), ...Kept, seconds: v.number() }),
  v.object({ kind: v.literal('refused'), code: v.picklist(['fileRefused', 'voiceTooLong', 'tooLarge']) }),
])
export type Inspected = v.InferOutput<typeof Inspected>

const refused = (code: 'fileRefused' | 'voiceTooLong' | 'tooLarge'): Inspected => ({ kind: 'refused', code })

/** Reads an upload, cleans it and writes what is kept. Runs in a process of its own: the bytes are a stranger's. */
export async function inspect({ path, full, thumb }: Inspection): Promise<Inspected> {
  if ((await stat(path)).size > photoMegabytes * megabyte) return refused('tooLarge')
  const bytes = await readFile(path)
  if (voiceForm(bytes) === null) {
    const photo = await redrawn(bytes)
    if (photo === null) return refused('fileRefused')
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
