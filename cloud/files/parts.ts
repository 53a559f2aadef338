import type { fileEndpoints } from '@doorstep/contract/files/endpoints'
import { partBytes, partsOf, type UploadView } from '@doorstep/contract/files'
import { unusedHours } from '@doorstep/contract/rules'
import { hourMs } from '@doorstep/contract/time-words'
import type { Call, CoreContext, Outside } from '../platform/context/call'
import { countToday } from '../platform/context/daily-caps'
import type { Tx } from '../platform/database/database'
import { enqueue } from '../platform/jobs/outbox'
import type { Actor } from '../platform/process/actor'
import { uuidv7 } from '../platform/process/ids'
import { badField, problem } from '../platform/process/problem'
import { assertRoomFor } from './quota'
import * as store from './uploads-store'
import type { StoredUpload } from './uploads-store'

type Endpoints = typeof fileEndpoints.table

/**
 * Returns the storage key of a part. Parts lie in the file store, where whichever process gets the next call finds them; the name of a part
 * is none that the store sweeps away as half-written.
 */
export const partKey = ({ district_id: districtId, id }: Pick<StoredUpload, 'district_id' | 'id'>, part: number) =>
  `${districtId}/${id.slice(-2)}/${id}.p${part}`

const uploadView = ({ id, bytes, parts }: Pick<StoredUpload, 'id' | 'bytes' | 'parts'>): UploadView => ({
  id,
  bytes,
  partBytes,
  missing: parts.flatMap((digest, part) => (digest === '' ? [part] : [])),
})

/** Opens an upload in parts: its size counts from now on, and a job deletes what was not finished in time. */
export async function openUpload(call: Call<Endpoints['POST /v1/uploads']>): Promise<UploadView> {
  const { tx, districtId, clock, actor, body } = call
  await assertRoomFor(tx, actor, body.bytes)
  await countToday(call, 'openedUploads')
  const now = clock.now()
  const upload = { id: uuidv7(), bytes: body.bytes, parts: Array.from({ length: partsOf(body.bytes) }, () => '') }
  await store.insertUpload(tx, { ...upload, district_id: districtId, account_id: actor.accountId, created_at: now })
  await enqueue(tx, {
    districtId,
    kind: 'files.dropUpload',
    key: upload.id,
    payload: { uploadId: upload.id },
    dueAt: new Date(now.getTime() + unusedHours * hourMs),
  })
  return uploadView(upload)
}

/** Returns an upload of the caller. Throws notFound. */
export async function uploadOf(tx: Tx, { districtId, accountId }: Actor, id: string): Promise<StoredUpload> {
  const upload = await store.uploadOfAccount(tx, districtId, accountId, id)
  if (upload === undefined) throw problem('notFound')
  return upload
}

export const showUpload = async ({ tx, actor, params }: Call<Endpoints['GET /v1/uploads/{id}']>): Promise<UploadView> =>
  uploadView(await uploadOf(tx, actor, params.id))

type PutPart = Endpoints['PUT /v1/uploads/{id}']

/**
 * Stores the bytes of one part, before its row says that it is here: what a row says is here, is. A part that was here before changes
 * nothing. Throws badInput for another size than the part must have, partChanged for other bytes than came first.
 */
export async function receivePart({ db, actor, params, query, upload, deps }: Outside<PutPart>): Promise<StoredUpload> {
  const into = await uploadOf(db, actor, params.id)
  const known = into.parts[query.part]
  if (known === undefined || upload.size !== sizeOf(into, query.part)) throw badField('part', '这一段的大小不对，请重新选择文件')
  if (known === '') await deps.files.put(partKey(into, query.part), upload.path, 'application/octet-stream')
  else if (known !== upload.sha256) throw problem('partChanged')
  return into
}

const sizeOf = ({ bytes, parts }: StoredUpload, part: number) => (part < parts.length - 1 ? partBytes : bytes - part * partBytes)

/** Marks a part as here. */
export async function keepPart({ tx, query, upload }: Call<PutPart>, into: StoredUpload): Promise<void> {
  if (into.parts[query.part] === upload.sha256) return
  if (!(await store.setPart(tx, into, query.part, { from: '', to: upload.sha256 }))) throw problem('partChanged')
}

/** Deletes an upload, finished or not, and its parts. */
export async function dropUpload(context: CoreContext, uploadId: string): Promise<void> {
  const gone = await store.deleteUpload(context.tx, context.districtId, uploadId)
  if (gone === undefined) return
  await removeParts(context, gone)
  // A part may be on its way into the store.
  await removeParts(context, gone, new Date(context.clock.now().getTime() + hourMs))
}

/** Adds the job that deletes the bytes of the parts. */
export const removeParts = ({ tx, districtId, clock }: CoreContext, { id, parts }: StoredUpload, later?: Date): Promise<void> =>
  enqueue(tx, {
    districtId,
    kind: 'files.removeParts',
    key: later === undefined ? id : `${id}:later`,
    payload: { uploadId: id, parts: parts.length },
    dueAt: later ?? clock.now(),
  })
