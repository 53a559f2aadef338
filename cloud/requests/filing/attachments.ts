import { claimFiles } from '../../files/api'
import type { Acting } from '../../platform/context/call'
import { badField } from '../../platform/process/problem'
import { fileDigests, type EventFile } from '../case/requests-store'

/** Attaches the caller's uploads to a request; another person's uploads and those used elsewhere are refused as bad input. */
export async function attach(acting: Acting, requestId: string, fileIds: readonly string[]): Promise<EventFile[]> {
  if (fileIds.length === 0) return []
  return (await claimFiles(acting, fileIds, `request:${requestId}`)).map(({ id, sha256 }) => ({ id, sha256 }))
}

/** Returns the files of the caller's messages with the digests that go into the hash chain; the messages keep the files, too. */
export async function quotedFiles({ tx, districtId }: Acting, fileIds: readonly string[]): Promise<EventFile[]> {
  const digests = await fileDigests(tx, districtId, fileIds)
  return fileIds.map((id) => {
    const sha256 = digests.get(id)
    if (sha256 === undefined) throw badField('fromMessages', '消息里的附件没有找到，请重新选择')
    return { id, sha256 }
  })
}
