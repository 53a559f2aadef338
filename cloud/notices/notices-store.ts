import { noticeStates, shownNoticeStates, type NoticeState } from '@doorstep/contract/notices'
import { sql, type Selectable } from 'kysely'
import * as v from 'valibot'
import type { Tx } from '../platform/database/database'
import { literals } from '../platform/database/literals'
import type { Notice } from '../platform/database/schema'

export type StoredNotice = Omit<Selectable<Notice>, 'district_id' | 'state'> & { state: NoticeState }

const State = v.picklist(noticeStates)
const asNotice = <R extends { state: string }>(row: R) => ({ ...row, state: v.parse(State, row.state) })

const columns = [
  'notice.id',
  'notice.branch_code',
  'notice.title',
  'notice.text',
  'notice.state',
  'notice.author_code',
  'notice.reviewer_code',
  'notice.returned_reason',
  'notice.withdrawn_reason',
  'notice.views',
  'notice.likes',
  'notice.created_at',
  'notice.updated_at',
  'notice.published_at',
] as const

const notices = (tx: Tx, districtId: number) => tx.selectFrom('notice').where('notice.district_id', '=', districtId).select(columns)

export async function noticeById(tx: Tx, districtId: number, id: string): Promise<StoredNotice | undefined> {
  const row = await notices(tx, districtId).where('notice.id', '=', id).executeTakeFirst()
  return row && asNotice(row)
}

/** Returns one notice, its row locked until the transaction ends. */
export async function lockNotice(tx: Tx, districtId: number, id: string): Promise<StoredNotice | undefined> {
  const row = await notices(tx, districtId).where('notice.id', '=', id).forUpdate().executeTakeFirst()
  return row && asNotice(row)
}

export async function insertDraft(
  tx: Tx,
  districtId: number,
  { id, authorCode, at, ...said }: { id: string; branchCode: string; title: string; text: string; authorCode: string; at: Date },
): Promise<void> {
  const { branchCode, title, text } = said
  await tx
    .insertInto('notice')
    .values({
      district_id: districtId,
      id,
      branch_code: branchCode,
      title,
      text,
      state: 'draft',
      author_code: authorCode,
      created_at: at,
      updated_at: at,
    })
    .execute()
}

export type Change = Partial<
  Pick<StoredNotice, 'branch_code' | 'title' | 'text' | 'state' | 'reviewer_code' | 'returned_reason' | 'withdrawn_reason' | 'published_at'>
>

export async function changeNotice(tx: Tx, districtId: number, id: string, change: Change, at: Date): Promise<void> {
  await tx
    .updateTable('notice')
    .set({ ...change, updated_at: at })
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .execute()
}

/** Replaces the areas of a notice's audience. */
export async function putAudience(tx: Tx, districtId: number, noticeId: string, areas: readonly string[]): Promise<void> {
  await tx.deleteFrom('notice_area').where('district_id', '=', districtId).where('notice_id', '=', noticeId).execute()
  await tx
    .insertInto('notice_area')
    .values(areas.map((area) => ({ district_id: districtId, notice_id: noticeId, area_code: area })))
    .execute()
}

/** Replaces a notice's photos, in order. */
export async function putPhotos(tx: Tx, districtId: number, noticeId: string, fileIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('notice_photo').where('district_id', '=', districtId).where('notice_id', '=', noticeId).execute()
  if (fileIds.length === 0) return
  await tx
    .insertInto('notice_photo')
    .values(fileIds.map((fileId, place) => ({ district_id: districtId, notice_id: noticeId, place, file_id: fileId })))
    .execute()
}

/** Returns audience areas of notices, each notice's in code order. */
export async function audiencesOf(tx: Tx, districtId: number, noticeIds: readonly string[]) {
  if (noticeIds.length === 0) return []
  return tx
    .selectFrom('notice_area')
    .where('district_id', '=', districtId)
    .where('notice_id', 'in', noticeIds)
    .select(['notice_id as noticeId', 'area_code as areaCode'])
    .orderBy('notice_id')
    .orderBy('area_code')
    .execute()
}

/** Returns photos of notices, each notice's in order. */
export async function photosOf(tx: Tx, districtId: number, noticeIds: readonly string[]) {
  if (noticeIds.length === 0) return []
  return tx
    .selectFrom('notice_photo')
    .where('district_id', '=', districtId)
    .where('notice_id', 'in', noticeIds)
    .select(['notice_id as noticeId', 'file_id as fileId'])
    .orderBy('notice_id')
    .orderBy('place')
    .execute()
}

export interface StaffPosition {
  waiting: boolean
  updatedAt: Date
  id: string
}

/**
 * Returns notices a staff member wrote or reviews for `branches`: those that wait for this person first, latest change first within each
 * group.
 */
export async function noticesOfStaff(
  tx: Tx,
  districtId: number,
  me: string,
  branches: readonly string[],
  { state, after, limit }: { state: NoticeState | null; after: StaffPosition | null; limit: number },
): Promise<StoredNotice[]> {
  const part = async (waiting: boolean, before: StaffPosition | null, most: number) => {
    const rows = await notices(tx, districtId)
      .$if(state !== null, (query) => query.where('notice.state', '=', state))
      .where((eb) => {
        const mine = eb('notice.author_code', '=', me)
        const reviewed = eb('notice.branch_code', '=', sql<string>`any(${[...branches]}::text[])`)
        const inReview = eb('notice.state', '=', sql.lit('review'))
        if (waiting) return eb.and([inReview, eb.not(mine), reviewed])
        // A draft that was never submitted is visible to its author only.
        const seen = eb.or([eb('notice.state', 'in', literals(shownNoticeStates)), eb('notice.returned_reason', 'is not', null)])
        return eb.or([mine, eb.and([reviewed, eb.not(inReview), seen])])
      })
      .where((eb) =>
        before === null ? eb.lit(true) : eb(eb.refTuple('notice.updated_at', 'notice.id'), '<', eb.tuple(before.updatedAt, before.id)),
      )
      .orderBy('notice.updated_at', 'desc')
      .orderBy('notice.id', 'desc')
      .limit(most)
      .execute()
    return rows.map(asNotice)
  }
  const mayWait = state === null || state === 'review'
  const first = mayWait && (after === null || after.waiting) ? await part(true, after, limit) : []
  const left = limit - first.length
  return left === 0 ? first : [...first, ...(await part(false, after?.waiting === false ? after : null, left))]
}
