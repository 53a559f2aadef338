import type { FileView } from '@doorstep/contract/files'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { noticeEndpoints } from '@doorstep/contract/notices/endpoints'
import type { StaffNotice } from '@doorstep/contract/notices'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { branchesIn, branchFacts } from '../branches/api'
import { fileViews } from '../files/api'
import { areaFacts, namesOfStaff } from '../grids/api'
import type { Actor, Visitor } from '../platform/process/actor'
import type { Acting } from '../platform/context/call'
import { decodeCursor, encodeCursor } from '../platform/database/cursor'
import { problem } from '../platform/process/problem'
import { reachOf } from './audience-store'
import { partiesTo, reviewing } from './access'
import { noticeRunner } from './guards'
import * as store from './notices-store'

type Table = typeof noticeEndpoints.table

const Position = v.tuple([v.picklist([0, 1]), instant, id])

export async function staffNotices(
  call: Acting,
  query: Parsed<Table['GET /v1/staff/notices']>['query'],
): Promise<Reply<Table['GET /v1/staff/notices']>> {
  const { tx, districtId, actor } = call
  if (actor.staff === null) return { rows: [], next: null }
  const me = actor.staff.code
  const { limit } = query
  const from = query.after === undefined ? null : decodeCursor(query.after, Position)
  const after = from && { waiting: from[0] === 1, updatedAt: new Date(from[1]), id: from[2] }
  const { areas, branches } = reviewing(actor)
  const reviewed = [...new Set([...branches, ...(await branchesIn(tx, districtId, areas))])]
  const found = await store.noticesOfStaff(tx, districtId, me, reviewed, { state: query.state ?? null, after, limit: limit + 1 })
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const waiting = last?.state === 'review' && last.author_code !== me
  const next = found.length > limit && last ? encodeCursor([waiting ? 1 : 0, last.updated_at.toISOString(), last.id]) : null
  return { rows: await staffViews(call, shown), next }
}

export async function staffNotice(call: Acting, id: string): Promise<StaffNotice> {
  const notice = await store.noticeById(call.tx, call.districtId, id)
  const [view] = notice === undefined ? [] : await staffViews(call, [notice])
  if (view === undefined || view.as.length === 0) throw problem('notFound')
  return view
}

/** Returns notices as their writer or reviewer sees them, in the given order. */
async function staffViews(call: Acting, notices: readonly store.StoredNotice[]): Promise<StaffNotice[]> {
  const { tx, districtId, actor } = call
  const ids = notices.map(({ id }) => id)
  const branches = await branchFacts(
    tx,
    districtId,
    notices.map((notice) => notice.branch_code),
  )
  const names = await namesOfStaff(
    tx,
    districtId,
    notices.flatMap((notice) => [notice.author_code, ...(notice.reviewer_code === null ? [] : [notice.reviewer_code])]),
  )
  const audiences = await store.audiencesOf(tx, districtId, ids)
  const areas = await areaFacts(
    tx,
    districtId,
    audiences.map(({ areaCode }) => areaCode),
  )
  const photos = await photoViews(call, ids)
  const reach = await reachOf(tx, districtId, ids)
  const views = notices.map(async (notice): Promise<StaffNotice[]> => {
    const branch = branches.get(notice.branch_code)
    if (branch === undefined) return []
    const parties = partiesTo(notice, branch, actor)
    const view = {
      id: notice.id,
      title: notice.title,
      text: notice.text,
      photos: photos.get(notice.id) ?? [],
      branch: { code: branch.code, name: branch.name },
      audience: audiences.filter(({ noticeId }) => noticeId === notice.id).flatMap(({ areaCode }) => areas.get(areaCode) ?? []),
      reaches: reach.get(notice.id) ?? 0,
      state: notice.state,
      author: names.get(notice.author_code) ?? '',
      reviewer: notice.reviewer_code === null ? null : (names.get(notice.reviewer_code) ?? ''),
      returnedReason: notice.returned_reason,
      withdrawnReason: notice.withdrawn_reason,
      publishedAt: notice.published_at?.toISOString() ?? null,
      updatedAt: notice.updated_at.toISOString(),
      as: parties,
      actions: await noticeRunner.actionsFor({ notice, parties }),
    }
    return [view]
  })
  return (await Promise.all(views)).flat()
}

/** Returns photos by notice, in order; a notice without any has no entry. */
export async function photoViews(
  call: Pick<Acting<Actor | Visitor>, 'tx' | 'districtId' | 'deps' | 'clock' | 'actor'>,
  noticeIds: readonly string[],
): Promise<Map<string, FileView[]>> {
  const placed = await store.photosOf(call.tx, call.districtId, noticeIds)
  const views = await fileViews(
    call,
    placed.map(({ fileId }) => fileId),
  )
  const byNotice = new Map<string, FileView[]>()
  for (const { noticeId, fileId } of placed) {
    const view = views.get(fileId)
    if (view !== undefined) byNotice.set(noticeId, [...(byNotice.get(noticeId) ?? []), view])
  }
  return byNotice
}
