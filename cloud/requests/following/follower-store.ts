import { sql, type SqlBool } from 'kysely'
import type { Tx } from '../../platform/database/database'

const followersOf = (tx: Tx, districtId: number) => tx.selectFrom('request_follower').where('request_follower.district_id', '=', districtId)

/** Adds a follower to a locked request and counts them; returns whether they are new. */
export async function addFollower(tx: Tx, districtId: number, id: string, accountId: string, at: Date): Promise<boolean> {
  const added = await tx
    .insertInto('request_follower')
    .values({ district_id: districtId, request_id: id, account_id: accountId, followed_at: at })
    .onConflict((held) => held.columns(['district_id', 'request_id', 'account_id']).doNothing())
    .returning('account_id')
    .execute()
  if (added.length > 0) await countFollowers(tx, districtId, id, 1)
  return added.length > 0
}

/** Removes a follower from a locked request; returns whether they followed it. */
export async function removeFollower(tx: Tx, districtId: number, id: string, accountId: string): Promise<boolean> {
  const removed = await tx
    .deleteFrom('request_follower')
    .where('district_id', '=', districtId)
    .where('request_id', '=', id)
    .where('account_id', '=', accountId)
    .returning('account_id')
    .execute()
  if (removed.length > 0) await countFollowers(tx, districtId, id, -1)
  return removed.length > 0
}

const countFollowers = (tx: Tx, districtId: number, id: string, more: number) =>
  tx
    .updateTable('request')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .set((row) => ({ followers: row('followers', '+', more) }))
    .execute()

/** Returns whether an account follows a request. */
export async function isFollower(tx: Tx, districtId: number, id: string, accountId: string): Promise<boolean> {
  const found = await followersOf(tx, districtId)
    .where('request_id', '=', id)
    .where('account_id', '=', accountId)
    .select('account_id')
    .executeTakeFirst()
  return found !== undefined
}

/** Returns the next followers of a request after an account, by their ids. */
export async function followersAfter(tx: Tx, districtId: number, id: string, after: string | null, limit: number): Promise<string[]> {
  const rows = await followersOf(tx, districtId)
    .where('request_id', '=', id)
    .$if(after !== null, (some) => some.where('account_id', '>', after))
    .orderBy('account_id')
    .limit(limit)
    .select('account_id')
    .execute()
  return rows.map(({ account_id: accountId }) => accountId)
}

/** Selects what an account follows with the requests and their buildings. */
const followed = (tx: Tx, districtId: number, accountId: string) =>
  followersOf(tx, districtId)
    .innerJoin('request', (on) =>
      on.onRef('request.district_id', '=', 'request_follower.district_id').onRef('request.id', '=', 'request_follower.request_id'),
    )
    .innerJoin('building', (on) =>
      on.onRef('building.district_id', '=', 'request.district_id').onRef('building.code', '=', 'request.building_code'),
    )
    .where('request_follower.account_id', '=', accountId)

/** Returns how many open requests an account follows. */
export async function openFollowed(tx: Tx, districtId: number, accountId: string): Promise<number> {
  const { open } = await followed(tx, districtId, accountId)
    .where('request.closed_at', 'is', null)
    .select((row) => row.fn.countAll<string>().as('open'))
    .executeTakeFirstOrThrow()
  return Number(open)
}

/** Returns the requests an account follows, those followed last first; after the one followed at `after`. */
export const followedRows = (
  tx: Tx,
  districtId: number,
  { accountId, after, limit }: { accountId: string; after: { at: string; id: string } | null; limit: number },
) =>
  followed(tx, districtId, accountId)
    .$if(after !== null, (some) =>
      some.where(
        sql<SqlBool>`(request_follower.followed_at, request_follower.request_id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`,
      ),
    )
    .orderBy('request_follower.followed_at', 'desc')
    .orderBy('request_follower.request_id', 'desc')
    .limit(limit)
    .select(['request.id', 'request.category_code', 'request.kind', 'request.anonymous', 'request.on_behalf_sealed', 'request.state'])
    .select(['request.outcome', 'request.promised_at', 'request.promise_paused', 'request.late_since', 'request.created_at'])
    .select(['request.closed_at', 'request.building_code', 'building.name as place', 'request_follower.followed_at'])
    .execute()
export type FollowedRow = Awaited<ReturnType<typeof followedRows>>[number]
