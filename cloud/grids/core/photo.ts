import type { FileView } from '@doorstep/contract/files'
import { claimFiles, fileViews, releaseFiles } from '../../files/api'
import type { Acting, CoreContext } from '../../platform/context/call'
import { inTransaction } from '../../platform/database/database'
import { setStaffPhoto } from '../../platform/database/staff'
import type { Sweep } from '../../platform/jobs/sweep'
import { badField } from '../../platform/process/problem'
import { lockedPhoto, photosWithoutTeam } from './photo-store'

/** Whose the file is, so that nobody else can use or drop it. */
const ownerOf = (staffCode: string) => `staff:${staffCode}`

/** Shows a photo that the caller uploaded as that of a staff member, instead of the one before; null shows none. Throws `badInput`. */
export async function changePhoto(acting: Acting, staffCode: string, fileId: string | null): Promise<FileView | null> {
  const { tx, districtId } = acting
  const before = await lockedPhoto(tx, districtId, staffCode)
  const held = before === null ? [] : [before]
  const wanted = fileId === null ? [] : [fileId]
  const [claimed] = await claimFiles(acting, wanted, ownerOf(staffCode), { held, path: 'fileId' })
  if (claimed !== undefined && claimed.kind !== 'photo') throw badField('fileId', '请选一张照片')
  await releaseFiles(
    acting,
    held.filter((id) => id !== fileId),
    ownerOf(staffCode),
  )
  await setStaffPhoto(tx, districtId, staffCode, fileId)
  return (fileId !== null && (await fileViews(acting, wanted)).get(fileId)) || null
}

async function removePhoto(context: CoreContext, staffCode: string): Promise<void> {
  const { tx, districtId } = context
  const before = await lockedPhoto(tx, districtId, staffCode)
  if (before === null) return
  await releaseFiles(context, [before], ownerOf(staffCode))
  await setStaffPhoto(tx, districtId, staffCode, null)
}

/** Removes the photos of those who left their teams: a card shows nobody who is not in the team, and the file is not kept for nothing. */
export const dropFormerPhotos: Sweep = async (db, districtId, now) => {
  for (const code of await inTransaction(db, (tx) => photosWithoutTeam(tx, districtId)))
    await inTransaction(db, (tx) => removePhoto({ tx, districtId, clock: { now: () => now } }, code))
}
