import { sql, type Insertable, type Selectable } from 'kysely'
import { columns } from '../platform/database/columns'
import type { Tx } from '../platform/database/database'
import type { Upload } from '../platform/database/schema'

export type StoredUpload = Selectable<Upload>

export const insertUpload = (tx: Tx, upload: Insertable<Upload>) => tx.insertInto('upload').values(upload).execute()

export const uploadOfAccount = (tx: Tx, districtId: number, accountId: string, id: string) =>
  tx
    .selectFrom('upload')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .select(columns.upload)
    .executeTakeFirst()

/** Writes the digest of a part instead of the one it has; false when it has neither. */
export async function setPart(
  tx: Tx,
  { district_id: districtId, id }: Pick<StoredUpload, 'district_id' | 'id'>,
  part: number,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const { rows } = await sql`
    update upload set parts[${part + 1}::integer] = ${to}
    where district_id = ${districtId} and id = ${id} and parts[${part + 1}::integer] = any(${[from, to]}::text[])
    returning id`.execute(tx)
  return rows.length === 1
}

/** Writes which file the parts became; false when they became one already, or the upload is gone. */
export async function setFile(
  tx: Tx,
  { district_id: districtId, id }: Pick<StoredUpload, 'district_id' | 'id'>,
  fileId: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('upload')
    .set({ file_id: fileId })
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .where('file_id', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Deletes an upload and returns what it was; undefined when there is none. */
export const deleteUpload = (tx: Tx, districtId: number, id: string) =>
  tx.deleteFrom('upload').where('district_id', '=', districtId).where('id', '=', id).returning(columns.upload).executeTakeFirst()
