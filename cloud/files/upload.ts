import { photoMegabytes, voiceMegabytes, voiceSeconds } from '@doorstep/contract/rules'
import { createHash } from 'node:crypto'
import type { FileView } from '@doorstep/contract/files'
import type { Acting, Outside } from '../platform/context/call'
import { inTransaction } from '../platform/database/database'
import { redrawn } from '../platform/files/photo'
import { heard, voiceForm } from '../platform/files/voice'
import { uuidv7 } from '../platform/process/ids'
import { problem } from '../platform/process/problem'
import { fileView, scheduleDrop, variantKey } from './file-look-ups'
import type { fileEndpoints } from '@doorstep/contract/files'
import * as store from './files-store'
import type { StoredFile } from './files-store'

const megabyte = 1024 * 1024
/** Seconds by which a recording may exceed 60 s: a recorder that stops at 60 s still writes its last frame. */
const overrunSeconds = 0.5

interface Kept {
  kind: FileView['kind']
  mime: string
  full: Buffer
  thumb: Buffer | null
  width: number | null
  height: number | null
  seconds: number | null
}

type Upload = Outside<(typeof fileEndpoints.table)['POST /v1/files']>

/**
 * Receives one upload: validates its content, cleans it, inserts its row, then stores its bytes. The row comes first and already has a
 * deletion job, so whatever fails afterwards leaves nothing that is not deleted within a day. Throws fileRefused, tooLarge or voiceTooLong.
 */
export async function receiveUpload({ upload, db, actor, clock, deps }: Upload): Promise<StoredFile> {
  const { kind, mime, full, thumb, width, height, seconds } =
    voiceForm(upload.bytes) === null ? await photoOf(upload.bytes) : voiceOf(upload.bytes)
  const { districtId, accountId } = actor
  const now = clock.now()
  const row: StoredFile = {
    district_id: districtId,
    id: uuidv7(),
    account_id: accountId,
    kind,
    mime,
    bytes: full.length,
    sha256: createHash('sha256').update(full).digest('hex'),
    width,
    height,
    seconds,
    created_at: now,
    claimed_by: null,
  }
  await inTransaction(db, async (tx) => {
    await store.insertFile(tx, row)
    await scheduleDrop({ tx, districtId, clock }, row.id)
  })
  await deps.files.put(variantKey(row, 'full'), full, mime)
  if (thumb !== null) await deps.files.put(variantKey(row, 'thumb'), thumb, mime)
  return row
}

/** Returns the answer to an upload. */
export const uploaded = ({ deps, clock }: Pick<Acting, 'deps' | 'clock'>, row: StoredFile): FileView =>
  fileView({ keys: deps.keys, clock }, row)

async function photoOf(bytes: Buffer): Promise<Kept> {
  if (bytes.length > photoMegabytes * megabyte) throw problem('tooLarge')
  const photo = await redrawn(bytes)
  if (photo === null) throw problem('fileRefused')
  return { kind: 'photo', seconds: null, ...photo }
}

function voiceOf(bytes: Buffer): Kept {
  if (bytes.length > voiceMegabytes * megabyte) throw problem('tooLarge')
  const voice = heard(bytes, voiceSeconds + overrunSeconds)
  if (voice === 'broken') throw problem('fileRefused')
  if (voice === 'tooLong') throw problem('voiceTooLong')
  const seconds = Math.min(voiceSeconds, Math.ceil(voice.seconds))
  return { kind: 'voice', mime: voice.mime, full: voice.bytes, thumb: null, width: null, height: null, seconds }
}
