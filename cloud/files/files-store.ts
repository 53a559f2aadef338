import { sql, type Insertable, type Selectable } from 'kysely'
import { columns } from '../platform/database/columns'
import type { Tx } from '../platform/database/database'
import type { File } from '../platform/database/schema'

export type StoredFile = Selectable<File>

export const insertFile = (tx: Tx, file: Insertable<File>) => tx.insertInto('file').values(file).execute()

const files = (tx: Tx, districtId: number) => tx.selectFrom('file').where('district_id', '=', districtId)

export const fileById = (tx: Tx, districtId: number, id: string) =>
  files(tx, districtId).where('id', '=', id).select(columns.file).executeTakeFirst()

export async function filesById(tx: Tx, districtId: number, ids: readonly string[]): Promise<StoredFile[]> {
  return ids.length === 0 ? [] : files(tx, districtId).where('id', 'in', ids).select(columns.file).execute()
}

/** Sets the owner of unclaimed files of an account; returns the rows that were unclaimed. */
export async function claimFiles(
  tx: Tx,
  districtId: number,
  accountId: string,
  ids: readonly string[],
  owner: string,
): Promise<StoredFile[]> {
  if (ids.length === 0) return []
  return tx
    .updateTable('file')
    .set({ claimed_by: owner })
    .where('district_id', '=', districtId)
    .where('id', 'in', ids)
    .where('account_id', '=', accountId)
    .where('claimed_by', 'is', null)
    .returning(columns.file)
    .execute()
}

/** Clears the owner of files; returns the ids of those that had this owner. */
export async function letGo(tx: Tx, districtId: number, ids: readonly string[], owner: string): Promise<string[]> {
  if (ids.length === 0) return []
  const freed = await tx
    .updateTable('file')
    .set({ claimed_by: null })
    .where('district_id', '=', districtId)
    .where('id', 'in', ids)
    .where('claimed_by', '=', owner)
    .returning('id')
    .execute()
  return freed.map(({ id }) => id)
}

/** Deletes a file's row if it is unclaimed; false when it is claimed or does not exist. */
export async function dropUnclaimed(tx: Tx, districtId: number, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('file')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .where('claimed_by', 'is', null)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Returns how many files of an account are unclaimed or still arrive, and their bytes; without the upload `but`. */
export const unclaimedOf = (tx: Tx, districtId: number, accountId: string, but: string | null) =>
  tx
    .selectFrom(
      files(tx, districtId)
        .where('account_id', '=', accountId)
        .where('claimed_by', 'is', null)
        .select('bytes')
        .unionAll(
          tx
            .selectFrom('upload')
            .where('district_id', '=', districtId)
            .where('account_id', '=', accountId)
            .where('file_id', 'is', null)
            .$if(but !== null, (others) => others.where('id', '<>', but))
            .select('bytes'),
        )
        .as('unused'),
    )
    .select(({ fn }) => [fn.countAll<number>().as('files'), fn.coalesce(fn.sum<number>('bytes'), sql<number>`0`).as('bytes')])
    .executeTakeFirstOrThrow()

/** Returns the ids of photos whose thumbnail has no digest yet, in order, after one. */
export async function withoutThumbDigest(
  tx: Tx,
  districtId: number,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const rows = await files(tx, districtId)
    .where('id', '>', after)
    .where('kind', '=', sql.lit('photo'))
    .where('thumb_sha256', 'is', null)
    .select('id')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Stores the digest of a thumbnail that has none. */
export const keepThumbDigest = (tx: Tx, districtId: number, id: string, digest: string) =>
  tx
    .updateTable('file')
    .set({ thumb_sha256: digest })
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .where('thumb_sha256', 'is', null)
    .execute()
