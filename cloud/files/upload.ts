import { hourMs } from '@doorstep/contract/time-words'
import type { fileEndpoints } from '@doorstep/contract/files/endpoints'
import type { FileView } from '@doorstep/contract/files'
import { rm } from 'node:fs/promises'
import type { Acting, Outside } from '../platform/context/call'
import { countToday, uncountToday } from '../platform/context/daily-caps'
import { inTransaction } from '../platform/database/database'
import type { Inspected } from '../platform/files/inspection'
import { uuidv7 } from '../platform/process/ids'
import { problem } from '../platform/process/problem'
import { dropFile, scheduleDrop } from './drop-file'
import { fileView, variantKey } from './file-look-ups'
import * as store from './files-store'
import type { StoredFile } from './files-store'
import { assertRoomFor } from './quota'

type Upload = Pick<Outside<(typeof fileEndpoints.table)['POST /v1/files']>, 'upload' | 'db' | 'actor' | 'clock' | 'deps'>
type Kept = Exclude<Inspected, { kind: 'refused' }>

/** Receives one upload, as `keepFile` does, once the account has room for any. */
export async function receiveUpload(call: Upload): Promise<StoredFile> {
  await assertRoomFor(call.db, call.actor, 0)
  return await keepFile(call)
}

/**
 * Keeps the file at `upload.path`, that of the upload in parts `of` or a whole one: cleans it in another process, checks the account's
 * quota, inserts its row, then stores its bytes. It is counted before it is inspected, since a file that is refused takes the
 * inspecting processes as long as one that is kept. The row comes first and already has a deletion job, so whatever fails afterwards leaves
 * nothing that is not deleted within a day. Throws uploadsFull, dailyCap, fileRefused, tooLarge or voiceTooLong.
 */
export async function keepFile(call: Upload, of: string | null = null): Promise<StoredFile> {
  const { upload, deps } = call
  const [full, thumb] = [`${upload.path}.full`, `${upload.path}.thumb`]
  await countToday({ ...call, tx: call.db, districtId: call.actor.districtId }, 'uploads')
  try {
    const kept = await deps.inspector.inspect({ path: upload.path, full, thumb }, upload.left)
    if (kept.kind === 'refused') throw problem(kept.code)
    return await stored(call, kept, { full, thumb, of })
  } finally {
    await rm(full, { force: true })
    await rm(thumb, { force: true })
  }
}

async function stored(
  { db, actor, clock, deps }: Upload,
  kept: Kept,
  { full, thumb, of }: { full: string; thumb: string; of: string | null },
): Promise<StoredFile> {
  const { districtId } = actor
  const row = rowOf(actor, kept, clock.now())
  await inTransaction(db, async (tx) => {
    await assertRoomFor(tx, actor, kept.bytes, of)
    await store.insertFile(tx, row)
    await scheduleDrop({ tx, districtId, clock }, row.id)
  })
  try {
    await deps.files.put(variantKey(row, 'full'), full, kept.mime)
    if (kept.kind === 'photo') await deps.files.put(variantKey(row, 'thumb'), thumb, kept.mime)
  } catch (fault) {
    // What could not be stored does not count against the quota; a part of it may lie there, or still arrive.
    const later = new Date(clock.now().getTime() + hourMs)
    await inTransaction(db, async (tx) => {
      await dropFile({ tx, districtId, clock }, row.id, later)
      await uncountToday({ tx, districtId, actor }, 'uploads')
    })
    throw fault
  }
  return row
}

const rowOf = ({ districtId, accountId }: Upload['actor'], kept: Kept, now: Date): StoredFile => ({
  district_id: districtId,
  id: uuidv7(),
  account_id: accountId,
  kind: kept.kind,
  mime: kept.mime,
  bytes: kept.bytes,
  sha256: kept.sha256,
  thumb_sha256: kept.kind === 'photo' ? kept.thumbSha256 : null,
  width: kept.kind === 'photo' ? kept.width : null,
  height: kept.kind === 'photo' ? kept.height : null,
  seconds: kept.kind === 'voice' ? kept.seconds : null,
  created_at: now,
  claimed_by: null,
})

/** Returns the answer to an upload. */
export const uploaded = ({ deps, clock, actor }: Pick<Acting, 'deps' | 'clock' | 'actor'>, row: StoredFile): FileView =>
  fileView({ keys: deps.keys, clock, actor }, row)
