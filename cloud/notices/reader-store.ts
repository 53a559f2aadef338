import { shownNoticeStates } from '@doorstep/contract/notices'
import { sql } from 'kysely'
import { jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Tx } from '../platform/database/database'
import { literals } from '../platform/database/literals'
import { areasOfHomes } from './audience-store'

interface Position {
  publishedAt: Date
  id: string
}
interface Asked {
  /** Areas a reader without a home reads of, and those that everybody does. Null returns every notice, whatever its audience. */
  areas: { otherwise: readonly string[]; also: readonly string[] } | null
  /** Null when signed out. */
  accountId: string | null
  /** True for only the reader's favourites, withdrawn ones included. */
  kept: boolean
  after: Position | null
  limit: number
}

/** Returns notices a reader may see, newest first. */
export async function noticesFor(tx: Tx, districtId: number, asked: Asked) {
  const { accountId, kept } = asked
  const found = visible(tx, districtId, asked)
  if (accountId !== null) {
    return found
      .leftJoin('notice_reader as r', (join) =>
        join.onRef('r.district_id', '=', 'n.district_id').onRef('r.notice_id', '=', 'n.id').on('r.account_id', '=', accountId),
      )
      .$if(kept, (query) => query.where('r.favourite', '=', sql.lit(true)))
      .select('r.viewed_at as viewedAt')
      .execute()
  }
  // Nobody's favourites are none. And a join on `account_id = null` is folded away, with it the join on the district: Citus then refuses.
  return kept ? [] : found.select(sql<Date | null>`null::timestamptz`.as('viewedAt')).execute()
}

const visible = (tx: Tx, districtId: number, { areas, accountId, kept, after, limit }: Asked) => {
  const { otherwise, also } = areas ?? { otherwise: [], also: [] }
  return tx
    .selectFrom('notice as n')
    .innerJoin('branch as b', (join) => join.onRef('b.district_id', '=', 'n.district_id').onRef('b.code', '=', 'n.branch_code'))
    .where('n.district_id', '=', districtId)
    .where('n.published_at', 'is not', null)
    .where('n.state', 'in', literals(kept ? shownNoticeStates : ['published']))
    .$if(areas !== null, (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('notice_area as na')
            .where('na.district_id', '=', districtId)
            .whereRef('na.notice_id', '=', 'n.id')
            .where(
              'na.area_code',
              '=',
              sql<string>`any(${accountId === null ? sql`${[...otherwise, ...also]}::text[]` : areasOfHomes(districtId, accountId, { otherwise, also })})`,
            )
            .select('na.area_code'),
        ),
      ),
    )
    .where((eb) => (after === null ? eb.lit(true) : eb(eb.refTuple('n.published_at', 'n.id'), '<', eb.tuple(after.publishedAt, after.id))))
    .select(['n.id', 'n.title', 'n.state', 'n.published_at', 'n.views', 'b.name as branchName'])
    .select((notice) =>
      jsonObjectFrom(
        notice
          .selectFrom('notice_photo as p')
          .innerJoin('file as f', (join) => join.onRef('f.district_id', '=', 'p.district_id').onRef('f.id', '=', 'p.file_id'))
          .where('p.district_id', '=', districtId)
          .whereRef('p.notice_id', '=', 'n.id')
          .select(['f.district_id', 'f.id', 'f.kind', 'f.width', 'f.height', 'f.seconds', 'f.thumb_sha256'])
          .orderBy('p.place')
          .limit(sql.lit(1)),
      ).as('photo'),
    )
    .orderBy('n.published_at', 'desc')
    .orderBy('n.id', 'desc')
    .limit(limit)
}

const readers = (tx: Tx, districtId: number, noticeId: string, accountId: string) =>
  tx
    .selectFrom('notice_reader')
    .where('district_id', '=', districtId)
    .where('notice_id', '=', noticeId)
    .where('account_id', '=', accountId)
    .select(['liked', 'favourite'])

export const reading = (tx: Tx, districtId: number, noticeId: string, accountId: string) =>
  readers(tx, districtId, noticeId, accountId).executeTakeFirst()

/** Returns the read record of one account, locked: its switches are changed by one transaction at a time. */
export const lockReading = (tx: Tx, districtId: number, noticeId: string, accountId: string) =>
  readers(tx, districtId, noticeId, accountId).forUpdate().executeTakeFirst()

/** Counts one view the first time an account reads a notice; later times change nothing. */
export async function countView(tx: Tx, districtId: number, noticeId: string, accountId: string, at: Date): Promise<void> {
  const first = await tx
    .insertInto('notice_reader')
    .values({ district_id: districtId, notice_id: noticeId, account_id: accountId, viewed_at: at })
    .onConflict((read) => read.columns(['district_id', 'notice_id', 'account_id']).doNothing())
    .returning('account_id')
    .executeTakeFirst()
  if (first === undefined) return
  await tx
    .updateTable('notice')
    .set((eb) => ({ views: eb('views', '+', 1) }))
    .where('district_id', '=', districtId)
    .where('id', '=', noticeId)
    .execute()
}

/** Sets both switches of a locked read record, and updates the notice's count of likes. */
export async function putSwitches(
  tx: Tx,
  districtId: number,
  noticeId: string,
  accountId: string,
  { liked, favourite, likesBy }: { liked: boolean; favourite: boolean; likesBy: -1 | 0 | 1 },
): Promise<void> {
  await tx
    .updateTable('notice_reader')
    .set({ liked, favourite })
    .where('district_id', '=', districtId)
    .where('notice_id', '=', noticeId)
    .where('account_id', '=', accountId)
    .execute()
  if (likesBy === 0) return
  await tx
    .updateTable('notice')
    .set((eb) => ({ likes: eb('likes', '+', likesBy) }))
    .where('district_id', '=', districtId)
    .where('id', '=', noticeId)
    .execute()
}
