import type { Parsed } from '@doorstep/contract/endpoints'
import type { noticeEndpoints } from '@doorstep/contract/notices/endpoints'
import type { StaffNotice } from '@doorstep/contract/notices'
import { branchFacts } from '../branches/api'
import { claimFiles, releaseFiles } from '../files/api'
import { liveAreaCodes } from '../grids/api'
import type { Acting } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
import { badField, problem } from '../platform/process/problem'
import { checkedTransition, transitionNotice } from './act'
import { writingAreas } from './access'
import { staffNotice } from './staff-read'
import * as store from './notices-store'

type Form = Parsed<(typeof noticeEndpoints.table)['POST /v1/notices']>['body']

export async function draftNotice(call: Acting, form: Form): Promise<StaffNotice> {
  const { tx, districtId, actor, clock } = call
  if (actor.staff === null) throw problem('notFound')
  const audience = await checked(call, form)
  const id = uuidv7()
  const { branchCode, title, text } = form
  await store.insertDraft(tx, districtId, { id, branchCode, title, text, authorCode: actor.staff.code, at: clock.now() })
  await store.putAudience(tx, districtId, id, audience)
  await putPhotos(call, id, form.fileIds, [])
  return staffNotice(call, id)
}

export async function editNotice(call: Acting, id: string, form: Form): Promise<StaffNotice> {
  const { tx, districtId } = call
  const edited = await checkedTransition(call, id, 'edit')
  const audience = await checked(call, form)
  const { branchCode, title, text } = form
  await transitionNotice(call, edited, { branch_code: branchCode, title, text })
  await store.putAudience(tx, districtId, id, audience)
  const before = (await store.photosOf(tx, districtId, [id])).map(({ fileId }) => fileId)
  await putPhotos(call, id, form.fileIds, before)
  return staffNotice(call, id)
}

/**
 * Returns the audience, each area once: areas in use within those the writer may write to for this branch. Throws `notFound` for a branch
 * that is not the writer's.
 */
async function checked({ tx, districtId, actor }: Acting, { branchCode, audience }: Form): Promise<string[]> {
  const branch = (await branchFacts(tx, districtId, [branchCode])).get(branchCode)
  const own = branch === undefined || branch.retired ? [] : writingAreas(actor, branch)
  if (own.length === 0) throw problem('notFound')
  const areas = [...new Set(audience)]
  if (areas.some((area) => !own.some((mine) => area.startsWith(mine))))
    throw badField('audience', '只能发给您负责范围内的居民，请重新选地方')
  const live = await liveAreaCodes(tx, districtId, areas)
  if (areas.some((area) => !live.has(area))) throw badField('audience', '有一个地方已经停用，请重新选')
  return areas
}

/** Stores the photos: those already attached stay, new ones are claimed, removed ones are released. */
async function putPhotos(call: Acting, noticeId: string, fileIds: readonly string[], before: readonly string[]): Promise<void> {
  const wanted = [...new Set(fileIds)]
  const owner = `notice:${noticeId}`
  const claimed = await claimFiles(call, fileIds, owner, { held: before })
  if (claimed.some(({ kind }) => kind !== 'photo')) throw badField('fileIds', '公告里只能放照片')
  await store.putPhotos(call.tx, call.districtId, noticeId, wanted)
  await releaseFiles(
    call,
    before.filter((fileId) => !wanted.includes(fileId)),
    owner,
  )
}
