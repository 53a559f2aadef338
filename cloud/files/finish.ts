import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { fileEndpoints } from '@doorstep/contract/files/endpoints'
import type { FileView } from '@doorstep/contract/files'
import type { ProblemCode } from '@doorstep/contract/problems'
import type { Call, Outside } from '../platform/context/call'
import { inTransaction, type Tx } from '../platform/database/database'
import { problem, ProblemError } from '../platform/process/problem'
import { dropFile } from './drop-file'
import { fileView } from './file-look-ups'
import { fileById, type StoredFile } from './files-store'
import { dropUpload, partKey, removeParts, uploadOf } from './parts'
import { keepFile } from './upload'
import * as store from './uploads-store'
import type { StoredUpload } from './uploads-store'

type Finish = (typeof fileEndpoints.table)['POST /v1/uploads/{id}/finish']

/** What will be refused however often it is sent. */
const forGood: readonly ProblemCode[] = ['fileRefused', 'voiceTooLong', 'tooLarge', 'photoTooLarge']

/**
 * Joins the parts of an upload and keeps the file they make, as if it had come whole; returns the file of one that is finished. What is
 * refused for good is deleted at once, so that it does not count until the day is over. Throws partsMissing, and what `keepFile` does.
 */
export async function finishUpload(call: Outside<Finish>): Promise<StoredFile> {
  const { db, districtId, clock, actor, params } = call
  const upload = await uploadOf(db, actor, params.id)
  if (upload.file_id !== null) return await finishedFile(db, upload, upload.file_id)
  try {
    await join(call, upload)
    return await keepFile(call, upload.id)
  } catch (fault) {
    // Another try has finished it meanwhile, whose parts are deleted by then.
    const { file_id: finished } = (await store.uploadOfAccount(db, districtId, actor.accountId, upload.id)) ?? upload
    if (finished !== null) return await finishedFile(db, upload, finished)
    if (fault instanceof ProblemError && forGood.includes(fault.code))
      await inTransaction(db, (tx) => dropUpload({ tx, districtId, clock }, upload.id))
    throw fault
  }
}

/** Writes the parts one after another to the path of the call. A part that the store lost, or has otherwise, is missing from then on. */
async function join({ db, deps, log, actor, upload: into }: Outside<Finish>, upload: StoredUpload): Promise<void> {
  if (upload.parts.includes('')) throw problem('partsMissing')
  for (const [part, digest] of upload.parts.entries()) {
    if (into.left.aborted) throw problem('badInput')
    const bytes = await deps.files.open(partKey(upload, part))
    if (bytes?.sha256 !== digest) {
      await bytes?.close()
      const { file_id: finished } = await uploadOf(db, actor, upload.id)
      if (finished !== null) throw problem('partsMissing')
      log.error({ uploadId: upload.id, part }, 'a part of an upload is not in the store as it came')
      await store.setPart(db, upload, part, { from: digest, to: '' })
      throw problem('partsMissing')
    }
    await pipeline(bytes.stream(), createWriteStream(into.path, { flags: 'a', mode: 0o600 }))
  }
}

/** Marks an upload as finished by this file; when another process has finished it meanwhile, that one's file stays instead. */
export async function settleUpload(call: Call<Finish>, file: StoredFile): Promise<FileView> {
  const { tx, actor, params, deps, clock } = call
  const upload = await uploadOf(tx, actor, params.id)
  if (upload.file_id === file.id) return fileView({ keys: deps.keys, clock, actor }, file)
  if (await store.setFile(tx, upload, file.id)) {
    await removeParts(call, upload)
    return fileView({ keys: deps.keys, clock, actor }, file)
  }
  await dropFile(call, file.id)
  const { file_id: theirs } = await uploadOf(tx, actor, params.id)
  if (theirs === null) throw problem('notFound')
  return fileView({ keys: deps.keys, clock, actor }, await finishedFile(tx, upload, theirs))
}

/** Returns the file that an upload became. Throws notFound when it was dropped since. */
async function finishedFile(tx: Tx, { district_id: districtId }: StoredUpload, fileId: string): Promise<StoredFile> {
  const file = await fileById(tx, districtId, fileId)
  if (file === undefined) throw problem('notFound')
  return file
}
