import type { FileView } from '@doorstep/contract/files'
import { changePhoto, gridsOfStaff } from '../grids/api'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'

/** Shows another photo of the caller on the cards of their grids, or none. Throws `notYourRole` for somebody in no team. */
export async function setMyPhoto(acting: Acting, fileId: string | null): Promise<{ photo: FileView | null }> {
  const { tx, districtId, actor } = acting
  const code = actor.staff?.code
  if (code === undefined || (await gridsOfStaff(tx, districtId, code)).length === 0) throw problem('notYourRole')
  return { photo: await changePhoto(acting, code, fileId) }
}
